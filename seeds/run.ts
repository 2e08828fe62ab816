import { argv, env, exit } from 'node:process';
import { open } from '../src/app/start.ts';
import { loadConfig } from '../src/config/config.ts';
import { AppError } from '../src/shared/errors.ts';
import { prepare, type Want } from './marker.ts';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './people.ts';
import { playDemonstration } from './play.ts';
import { movableClock } from './stage.ts';

/** `npm run seed`, `npm run demo:reset`: fills an empty store with the demonstration. */
const note = (line: string) => {
  console.info(line);
};
const want: Want = argv.includes('--reset')
  ? 'reset'
  : argv.includes('--if-empty')
    ? 'if-empty'
    : 'seed';

try {
  const config = loadConfig({ ...env, DEMO: env['DEMO'] ?? '1' });
  const today = new Date();
  const clock = movableClock(today);
  const { services, close } = await open(config, { now: clock.now, note });
  try {
    if (await prepare(services, { want, note })) {
      const started = Date.now();
      await playDemonstration({ services, clock, today, note });
      note(`demo data ready in ${((Date.now() - started) / 1000).toFixed(1)} s`);
    }
    printAccounts();
  } finally {
    await close();
  }
} catch (error) {
  console.error(error instanceof AppError ? error.message : error);
  exit(1);
}

function printAccounts(): void {
  note(`\n演示账号 demo accounts, password ${DEMO_PASSWORD}`);
  for (const [login, who] of DEMO_ACCOUNTS) note(`  ${login.padEnd(30)} ${who}`);
  note('');
}
