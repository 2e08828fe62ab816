import type { Config } from '../config/config.ts';
import { openDatabase, type OpenDatabase } from '../platform/database.ts';

/** The database this configuration names; `note` gets each line the start should say. */
export function openConfigured(
  config: Config,
  note: (line: string) => void,
): Promise<OpenDatabase> {
  return openDatabase({
    mongodbUri: config.MONGODB_URI,
    mongodBinary: config.MONGOD_BINARY,
    dataDir: config.DATA_DIR,
    embeddedAllowedInProduction: config.DATABASE === 'embedded',
    production: config.NODE_ENV === 'production',
    sync: config.DATABASE_SYNC === 'on',
    note,
  });
}
