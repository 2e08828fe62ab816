import type { Config } from '../config/config.ts';
import { connectDb, ensureIndexes } from '../platform/database.ts';
import { completeSecrets } from '../platform/secrets.ts';
import { createTokens } from '../platform/tokens.ts';
import { createApp } from './app.ts';
import { createServices, drawCode } from './services.ts';

/** Opens, wires, listens. What `main`, the seeds and the scripted day call. */
export async function start(config: Config, { now }: { now: () => Date }) {
  const { JWT_SECRET, INSTALLATION_SECRET } = completeSecrets(
    { JWT_SECRET: config.JWT_SECRET, INSTALLATION_SECRET: config.INSTALLATION_SECRET },
    { folder: config.DATA_DIR, note: console.info },
  );
  const db = await connectDb(config.MONGODB_URI ?? '');
  const services = createServices({
    db,
    now,
    newCode: drawCode,
    publicUrl: config.PUBLIC_URL,
    uploadsDir: config.UPLOADS_DIR,
    jwtSecret: JWT_SECRET,
    installationSecret: INSTALLATION_SECRET,
    sandbox: config.DEMO === '1',
  });
  await ensureIndexes(db);
  const { read: readToken } = createTokens(JWT_SECRET);
  const credentials = {
    readToken,
    readSession: (session: string) => Promise.resolve(readToken(session)),
    publicUrl: config.PUBLIC_URL,
  };
  const logError = (error: unknown, instance: string) => {
    console.error({ instance, error });
  };
  const server = createApp({ services, credentials, logError }).listen(config.PORT, config.HOST);
  return { server, services, close: () => db.close() };
}
