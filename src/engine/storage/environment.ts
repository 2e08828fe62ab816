import { chmodSync, existsSync } from 'node:fs';
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
