import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection } from 'mongoose';

/** What decides which database is opened. */
export interface OpenOptions {
  readonly mongodbUri?: string | undefined;
  /** Path of a `mongod` to run; without it the one on `PATH` is looked for. */
  readonly mongodBinary?: string | undefined;
  /** Holds `mongod/` or `engine/`, never both in use. */
  readonly dataDir: string;
  /** `DATABASE=embedded`: the engine is wanted, production included; `PATH` is not looked at. */
  readonly embeddedAllowedInProduction: boolean;
  readonly production: boolean;
  /** False only in tests (`DATABASE_SYNC=off`); refused in production. */
  readonly sync?: boolean;
  /** Gets every line the start should say. */
  readonly note: (line: string) => void;
}

/** An open database. Nobody behind it needs to know which kind it is. */
export interface OpenDatabase {
  readonly connection: Connection;
  readonly kind: 'server' | 'mongod' | 'embedded';
  /** One line for the start: kind, version, place. */
  readonly describe: string;
  /** An engine that another process owns: this one only speaks to it. */
  readonly servedElsewhere?: boolean;
  /** Closes the connection and stops what this process started. */
  close(): Promise<void>;
}

/** The name of the application's database where the address does not say one. */
export const DATABASE_NAME = 'suhang';

const OPENED_BY = {
  engine: 'without MONGODB_URI, MONGOD_BINARY and a mongod on PATH',
  mongod: 'with MONGOD_BINARY',
} as const;

type Folder = keyof typeof OPENED_BY;

/** What `npm run db:move` calls it: an engine by its data folder, a mongod by its address. */
const END_OF: Record<Folder, (dataDir: string) => string> = {
  engine: (dataDir) => dataDir,
  mongod: () => '<address of that mongod>',
};

/** Data may lie where it will not be seen: a start must say so. */
export function noteOtherFolder(
  { dataDir, note }: OpenOptions,
  { used, other }: { used: Folder; other: Folder },
): void {
  const folder = join(dataDir, other);
  if (!existsSync(folder) || readdirSync(folder).length === 0) return;
  note(
    `There is data in ${folder}, which is not opened; ${join(dataDir, used)} is. ` +
      `Its data are opened ${OPENED_BY[other]}; to move them, with the product stopped: ` +
      `npm run db:move -- --from ${END_OF[other](dataDir)} --to ${END_OF[used](dataDir)}`,
  );
}
