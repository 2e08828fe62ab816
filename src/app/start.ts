import { mkdirSync } from 'node:fs';
import type { Config } from '../config/config.ts';
import { ensureIndexes, openDatabase } from '../platform/database.ts';
import { createLog } from '../platform/log.ts';
import { runLoops } from '../platform/loops.ts';
import { completeSecrets } from '../platform/secrets.ts';
import { createApp } from './app.ts';
import { credentialsOf } from './credentials.ts';
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
  mkdirSync(config.UPLOADS_DIR, { recursive: true });
  const secrets = completeSecrets(
    { JWT_SECRET: config.JWT_SECRET, INSTALLATION_SECRET: config.INSTALLATION_SECRET },
    { folder: config.DATA_DIR, note },
  );
  const database = await openDatabase({
    mongodbUri: config.MONGODB_URI,
    mongodBinary: config.MONGOD_BINARY,
    dataDir: config.DATA_DIR,
    embeddedAllowedInProduction: config.DATABASE === 'embedded',
    production: config.NODE_ENV === 'production',
    note,
  });
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
  const log = createLog(config.LOG_LEVEL);
  const { services, database, close } = await open(config, outside);
  let draining = false;
  const app = createApp({
    services,
    credentials: credentialsOf(services),
    logError: (error, instance) => {
      log.error('request failed', error, { instance });
    },
    isDraining: () => draining,
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
