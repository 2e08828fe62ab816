import { chmodSync, closeSync, existsSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { open, type Database, type RootDatabase } from 'lmdb';

type Table = Database<Buffer, Buffer>;

/**
 * One LMDB file and its three ordered tables. Documents of all collections share a table, and
 * entries of all indexes another: each key begins with the number of its collection or index, so
 * creating and dropping is a part of the statement's transaction.
 */
export interface Environment {
  readonly root: RootDatabase<Buffer, Buffer>;
  readonly catalogue: Table;
  readonly documents: Table;
  readonly entries: Table;
}

/** Address space, not disk: the file grows as it needs to. Limit of the design: 50 GB. */
const MAP_SIZE = 64 * 2 ** 30;

/**
 * Opens or makes the file. With `sync`, a transaction that has returned is on disk.
 * @throws Error when the file is damaged or cannot be read; nothing is changed then.
 */
export function openEnvironment(folder: string, { sync }: { sync: boolean }): Environment {
  const path = join(folder, 'data.mdb');
  refuseDamaged(path);
  const root = open<Buffer, Buffer>({
    path,
    noSubdir: true,
    mapSize: MAP_SIZE,
    maxDbs: 8,
    overlappingSync: false, // else a commit is reported before it is on disk
    noSync: !sync,
    encoding: 'binary',
    keyEncoding: 'binary',
  });
  for (const file of [path, `${path}-lock`]) if (existsSync(file)) chmodSync(file, 0o600);
  const table = (name: string): Table =>
    root.openDB<Buffer, Buffer>({ name, encoding: 'binary', keyEncoding: 'binary' });
  return {
    root,
    catalogue: table('catalogue'),
    documents: table('documents'),
    entries: table('entries'),
  };
}

/** LMDB's mark in both of its first pages; without it the library would end the process. */
const MAGIC = Buffer.from('dec0efbe', 'hex');
const MAGIC_AT = 24;
const PAGES = [0, 4096];

function refuseDamaged(path: string): void {
  if (!existsSync(path)) return;
  const file = openSync(path, 'r');
  try {
    const mark = Buffer.alloc(4);
    const bytes = readSync(file, mark, 0, 4, MAGIC_AT);
    if (bytes === 0) return; // made and left before anything was written
    const whole = PAGES.every(
      (page) => readSync(file, mark, 0, 4, page + MAGIC_AT) === 4 && mark.equals(MAGIC),
    );
    if (!whole)
      throw new Error(
        `${path} is damaged and is left untouched. Put the data.mdb of a backup in its place.`,
      );
  } finally {
    closeSync(file);
  }
}
