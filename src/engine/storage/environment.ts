import { chmodSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { open, type Database, type RootDatabase } from 'lmdb';
import { sync as onDisk } from './file.ts';

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

export const dataFile = (folder: string): string => join(folder, 'data.mdb');

/** Opens or makes the file. With `sync`, a transaction that has returned is on disk. */
export function openEnvironment(folder: string, { sync }: { sync: boolean }): Environment {
  const path = dataFile(folder);
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

/** What `getStats` of lmdb gives of a table; its types leave that open. */
interface Pages {
  readonly treeBranchPageCount: number;
  readonly treeLeafPageCount: number;
  readonly overflowPages: number;
}

/** Length of the file in pages, and how many of them nothing needs. */
export function pagesOf({ root, ...tables }: Environment): { all: number; free: number } {
  const { lastPageNumber, ...stats } = root.getStats() as {
    readonly lastPageNumber: number;
    readonly root: Pages;
    readonly free: Pages;
  };
  const lists = Object.values(tables).map((table) => table.getStats() as Pages);
  const used = [stats.root, stats.free, ...lists].map(
    (one) => one.treeBranchPageCount + one.treeLeafPageCount + one.overflowPages,
  );
  const all = lastPageNumber + 1;
  return { all, free: all - 2 - used.reduce((sum, pages) => sum + pages, 0) };
}

/** Below so many pages (16 MB) nothing is gained. */
const SMALL = 4096;

/** Whether more than half of the file is free. */
export function isMostlyFree(environment: Environment): boolean {
  const { all, free } = pagesOf(environment);
  return all > SMALL && free > all / 2;
}

/**
 * Copies what is needed into a new file and puts that in place of the old, by one rename: whenever
 * the process dies, one of the two is whole. Nobody may use the environment meanwhile, nor after.
 * @throws Error when there is no room for the copy; the environment can be used on then.
 */
export async function compact({ root }: Environment, folder: string): Promise<void> {
  const path = dataFile(folder);
  const copy = `${path}.compact`;
  rmSync(copy, { force: true });
  try {
    await root.backup(copy, true);
    onDisk(copy);
  } catch (error) {
    rmSync(copy, { force: true });
    throw error;
  }
  await root.close();
  renameSync(copy, path);
  rmSync(`${path}-lock`, { force: true });
  onDisk(path);
}
