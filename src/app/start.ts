import { mkdirSync } from 'node:fs';
import type { Config } from '../config/config.ts';
import { ensureIndexes } from '../platform/database.ts';
import { createLog } from '../platform/log.ts';
import { runLoops } from '../platform/loops.ts';
import { completeSecrets } from '../platform/secrets.ts';
import { assets } from '../web/assets.ts';
import { createApp } from './app.ts';
import { credentialsOf } from './credentials.ts';
import { openConfigured } from './database.ts';
import { listen, stopServing } from './listen.ts';
import { loopsOf } from './loops.ts';
import { createServices, drawCode, type Services } from './services.ts';

export interface Outside {
  readonly now: () => Date;
  /** What a person who starts us reads: one line after the other. */
  readonly note: (line: string) => void;
}

/** The store and the services on it, without anybody listening: what seeds and commands need. */
export async function open(config: Config, { now, note }: Outside) {
  if (process.platform === 'win32') note('On Windows run this in WSL2; elsewhere it is not tried.');
  mkdirSync(config.UPLOADS_DIR, { recursive: true });
  const secrets = completeSecrets(
    { JWT_SECRET: config.JWT_SECRET, INSTALLATION_SECRET: config.INSTALLATION_SECRET },
    { folder: config.DATA_DIR, note },
  );
  const database = await openConfigured(config, note);
  note(database.describe);
  const services = createServices({
    db: database.connection,
    now,
    newCode: drawCode,
    publicUrl: config.PUBLIC_URL,
    uploadsDir: config.UPLOADS_DIR,
    jwtSecret: secrets.JWT_SECRET,
    installationSecret: secrets.INSTALLATION_SECRET,
    sandbox: config.DEMO === '1',
  });
  await ensureIndexes(database.connection);
  await services.calendars.enterUsual();
  return { services, database, close: () => closeAll(services, database) };
}

async function closeAll(services: Services, database: { close: () => Promise<void> }) {
  await services.close();
  await database.close();
}

/**
 * Opens, wires, listens, and works in the background: what `main`, tests and the scripted day call.
 * `close` drains: not ready, connections end, steps under way end, then the store is closed.
 */
export async function start(config: Config, outside: Outside) {
  assets(); // a missing web build ends the start, not the first page
  const log = createLog(config.LOG_LEVEL);
  const { services, database, close } = await open(config, outside);
  if (config.DEMO === '1') await noteStaleDemo(services, outside.note);
  let draining = false;
  const app = createApp({
    services,
    credentials: credentialsOf(services),
    logError: (error, instance) => {
      log.error('request failed', error, { instance });
    },
    isDraining: () => draining,
    trustProxy: config.TRUST_PROXY,
  });
  const server = await listen(app, { port: config.PORT, host: config.HOST }).catch(
    async (error: unknown) => {
      await close();
      throw error;
    },
  );
  const loops = config.ROLE === 'web' ? [] : loopsOf(services);
  const background = runLoops(loops, (error, loop) => {
    log.error('background step failed', error, { loop });
  });

  return {
    server,
    services,
    database,
    close: async () => {
      draining = true;
      await stopServing(server);
      await background.stop();
      await close();
    },
  };
}

/** Below so many batches on sale a demonstration shows little: goods keep their real expiry. */
const FEW_BATCHES = 20;

async function noteStaleDemo({ batches }: Services, note: Outside['note']): Promise<void> {
  const count = await batches.countOnSale();
  if (count >= FEW_BATCHES) return;
  note(`Only ${count} batches of the demo are still on sale; fresh ones: npm run demo:reset`);
}
