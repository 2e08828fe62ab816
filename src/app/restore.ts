import { env, exit } from 'node:process';
import { parseArgs } from 'node:util';
import { loadConfig } from '../config/config.ts';
import { restore } from './store-backup.ts';

/** `npm run restore -- --from <folder>`: a backup put into an empty place; never over data. */
try {
  const { values } = parseArgs({ options: { from: { type: 'string' } } });
  const { from } = values;
  if (from === undefined) throw new Error('Which folder? npm run restore -- --from <folder>');
  await restore(loadConfig(env), { from, note: console.info });
} catch (error) {
  console.error((error as Error).message);
  exit(1);
}
