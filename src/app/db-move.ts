import { env, exit } from 'node:process';
import { parseArgs } from 'node:util';
import { loadConfig } from '../config/config.ts';
import { AppError } from '../shared/errors.ts';
import { moveStore } from './db-move-store.ts';

const USAGE = `npm run db:move -- --from <store> --to <store> [--from-uploads <folder>] [--to-uploads <folder>]
  a store is a data folder (DATA_DIR, with engine/ in it) or a mongodb:// address with a database name;
  uploads are in UPLOADS_DIR at both ends unless said. Stop the product first.`;

/** `npm run db:move`: everything from one store to another; broken off, start it again. */
try {
  const { from, to, ...uploads } = told();
  if (from === undefined || to === undefined) {
    console.error(USAGE);
    exit(1);
  }
  const { UPLOADS_DIR } = loadConfig({ ...env, NODE_ENV: 'development' }); // nobody is served
  await moveStore({
    ...{ from, to, now: () => new Date(), note: console.info },
    fromUploads: uploads['from-uploads'] ?? UPLOADS_DIR,
    toUploads: uploads['to-uploads'] ?? UPLOADS_DIR,
  });
} catch (error) {
  console.error(error instanceof AppError ? error.message : error);
  exit(1);
}

function told() {
  const string = { type: 'string' } as const;
  const options = { from: string, to: string, 'from-uploads': string, 'to-uploads': string };
  return parseArgs({ options }).values;
}
