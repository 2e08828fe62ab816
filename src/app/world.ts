import type { OpenDatabase } from '../platform/database.ts';

/** What the world outside gives the services: a store, a clock, chance. Tests give their own. */
export interface World {
  readonly db: OpenDatabase['connection'];
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
