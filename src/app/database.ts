import type { Config } from '../config/config.ts';
import { openDatabase, type OpenDatabase } from '../platform/database.ts';
import { AppError } from '../shared/errors.ts';
import { refuseHalfMoved } from './db-move-place.ts';

/**
 * The database this configuration names; `note` gets each line the start should say.
 * @throws AppError `database.not-opened`, in words for who started us; `move.unfinished` where a
 * move into it broke off
 */
export async function openConfigured(
  config: Config,
  note: (line: string) => void,
): Promise<OpenDatabase> {
  const options = {
    mongodbUri: config.MONGODB_URI,
    mongodBinary: config.MONGOD_BINARY,
    dataDir: config.DATA_DIR,
    embeddedAllowedInProduction: config.DATABASE === 'embedded',
    production: config.NODE_ENV === 'production',
    sync: config.DATABASE_SYNC === 'on',
    note,
  };
  const opened = await openDatabase(options).catch((cause: unknown) => {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('busy', 'database.not-opened', message, { cause });
  });
  try {
    await refuseHalfMoved(opened.connection.db);
    return opened;
  } catch (error) {
    await opened.close();
    throw error;
  }
}
