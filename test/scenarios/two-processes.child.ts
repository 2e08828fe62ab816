import { readFileSync } from 'node:fs';
import { start } from '../../src/app/start.ts';
import { loadConfig } from '../../src/config/config.ts';

/** One process of the product, as `main` starts it, with the clock that the test moves in a file. */
const { CLOCK = '', ...env } = process.env;
const { close } = await start(loadConfig(env), {
  now: () => (CLOCK === '' ? new Date() : new Date(readFileSync(CLOCK, 'utf8'))),
  note: console.info,
});
console.info('Ctrl-C ends it');
process.on('SIGTERM', () => {
  void close().then(() => process.exit(0));
});
