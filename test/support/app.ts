import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createApp, endpointsOf } from '../../src/app/app.ts';
import { createServices, type Services } from '../../src/app/services.ts';
import type { Endpoint } from '../../src/http/endpoint.ts';
import { ensureIndexes } from '../../src/platform/database.ts';
import { aCode, TEST_NOW } from './builders.ts';
import { serve, testCredentials as credentials, TEST_ORIGIN, type Client } from './client.ts';
import { useTestDb } from './db.ts';

export interface TestApp {
  client: Client;
  endpoints: Endpoint[];
  /** For what no endpoint can show. */
  services: Services;
  /** Stands still until a test moves it. */
  clock: Clock;
}

interface Clock {
  now: () => Date;
  set: (instant: Date | string) => void;
  advanceMs: (ms: number) => void;
}

/** Codes differ between the apps of one run, and are the same in every run. */
let codes = 0;

export function stillClock(start: Date = TEST_NOW): Clock {
  let at = start.getTime();
  return {
    now: () => new Date(at),
    set: (instant) => void (at = new Date(instant).getTime()),
    advanceMs: (ms) => void (at += ms),
  };
}

/** Runs the whole app on an own database. A 500 nobody expected fails the test it happened in. */
export function useTestApp(): () => TestApp {
  const db = useTestDb();
  const failures: unknown[] = [];
  let app: TestApp | undefined;
  let uploadsDir = '';

  before(async () => {
    uploadsDir = mkdtempSync(path.join(tmpdir(), 'suhang-uploads-'));
    const clock = stillClock();
    const services = createServices({
      db: db(),
      newCode: () => aCode((codes += 1)),
      now: clock.now,
      publicUrl: new URL(TEST_ORIGIN),
      uploadsDir,
      jwtSecret: 'a secret of the tests, 32 characters long',
      installationSecret: 'an installation of the tests, 32 chars',
      sandbox: true,
    });
    await ensureIndexes(db());
    const logError = (error: unknown) => failures.push(error);
    app = {
      client: await serve(createApp({ services, credentials, logError })),
      endpoints: endpointsOf({ services, credentials }),
      services,
      clock,
    };
  });
  after(async () => {
    await app?.client.close();
    rmSync(uploadsDir, { recursive: true, force: true });
  });
  afterEach(() => {
    const [failure] = failures.splice(0);
    if (failure !== undefined) throw new Error('unexpected server error', { cause: failure });
  });

  return () => {
    if (!app) throw new Error('useTestApp() gives an app inside hooks and tests only');
    return app;
  };
}
