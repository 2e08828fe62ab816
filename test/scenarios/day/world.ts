import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Services } from '../../../src/app/services.ts';
import { start } from '../../../src/app/start.ts';
import { loadConfig } from '../../../src/config/config.ts';
import { createPerson, type Person } from './person.ts';

const PASSWORD = 'melon in june 2026';

/** The product, started as it is started for people, with a clock that the day moves. */
export async function openWorld(mongodbUri?: string) {
  const folder = mkdtempSync(path.join(tmpdir(), 'suhang-day-'));
  const port = await freePort();
  let now = new Date('2025-10-15T08:00:00+08:00');
  const config = loadConfig({
    ...{ NODE_ENV: 'test', DEMO: '1', PORT: String(port), LOG_LEVEL: 'error' },
    ...{ DATA_DIR: path.join(folder, 'data'), UPLOADS_DIR: path.join(folder, 'uploads') },
    ...(mongodbUri !== undefined && { MONGODB_URI: mongodbUri }),
  });
  const product = await start(config, { now: () => now, note: () => undefined });
  const world = worldOn(config.PUBLIC_URL.origin, product.services, (to) => {
    now = to;
  });

  async function close(): Promise<void> {
    await product.close();
    rmSync(folder, { recursive: true, force: true });
  }

  return { ...world, product, close };
}

/** What the day needs of the product, wherever and in how many processes it runs. */
export function worldOn(origin: string, services: Services, setClock: (to: Date) => void) {
  /** Somebody whose invitation or registration is done already. */
  const person = (login: string) => createPerson(origin, login, PASSWORD);

  /** Follows a one-time link and chooses a password. */
  async function joins(url: string, login: string, name: string): Promise<Person> {
    const token = new URL(url).pathname.split('/').at(-1) ?? '';
    const newcomer = person(login);
    await newcomer.does('POST', `/api/invites/${token}`, {
      newcomer: { password: PASSWORD, name },
    });
    await newcomer.signsIn();
    return newcomer;
  }

  async function firstOperator(): Promise<Person> {
    const { token } = await services.organisations.inviteFirstOperator('boss@day.example');
    return joins(`${origin}/invite/${token}`, 'boss@day.example', '平台运营（示例）');
  }

  /** What loops would do in the meantime: cut-offs, expiries, the record. */
  async function timePasses(to: string): Promise<void> {
    setClock(new Date(to));
    await eventually(services.trace.drain);
  }

  return { origin, person, joins, firstOperator, timePasses, password: PASSWORD };
}

export type DayWorld = ReturnType<typeof worldOn>;

async function eventually(step: () => Promise<number>): Promise<void> {
  while ((await step()) > 0);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
