import { env, exit } from 'node:process';
import { parseArgs } from 'node:util';
import { loadConfig } from '../config/config.ts';
import { backUp } from './store-backup.ts';

/** `npm run backup -- --to <folder>`: a consistent copy of everything, while the installation goes on. */
try {
  const { values } = parseArgs({ options: { to: { type: 'string' } } });
  const { to } = values;
  if (to === undefined) throw new Error('Which folder? npm run backup -- --to <folder>');
  await backUp(loadConfig(env), { to, note: console.info });
} catch (error) {
  console.error((error as Error).message);
  exit(1);
}
