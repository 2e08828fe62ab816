import { randomBytes } from 'node:crypto';
import type { Connection } from 'mongoose';
import { codeFrom } from '../shared/code.ts';

/** What the world outside gives the services: a store, a clock, chance. Tests give their own. */
export interface World {
  readonly db: Connection;
  readonly now: () => Date;
  readonly newCode: () => string;
  readonly publicUrl: URL;
  /** Where uploaded files live. */
  readonly uploadsDir: string;
  readonly jwtSecret: string;
  /** Names derived ids such as event ids; the same for the life of a store. */
  readonly installationSecret: string;
  /** Demo starts and tests: the sandbox payment provider serves. */
  readonly sandbox: boolean;
}

/** A fresh code from a cryptographic source; what production and the demo use. */
export function drawCode(): string {
  return codeFrom(randomBytes(10));
}

/** Composition: every feature is wired here, in order of need, and nowhere else. */
export function createServices(world: World) {
  /** Ends what runs beside us, such as image workers. */
  async function close(): Promise<void> {
    await Promise.resolve();
  }

  return { world, close };
}

export type Services = ReturnType<typeof createServices>;
