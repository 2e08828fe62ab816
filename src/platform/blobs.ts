import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { access, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../shared/errors.ts';

/** Bytes under the SHA-256 of themselves: what is there is whole, and never changes. */
export interface BlobStore {
  /** Where uploads are received: on the same disk, out of the way of what is stored. */
  readonly temporaryFolder: string;
  /** Returns the name. Safe to repeat; until it returns nothing is there, after it everything. */
  readonly write: (bytes: Uint8Array) => Promise<string>;
  readonly read: (name: string) => Promise<Buffer | undefined>;
  readonly exists: (name: string) => Promise<boolean>;
  /** Names written at least so long ago. */
  readonly olderThan: (ms: number) => Promise<string[]>;
  /**
   * Takes a blob away unless it was written again within `freshMs`, or `isWanted` says so when it
   * is already out of sight: then it is put back.
   */
  readonly remove: (
    name: string,
    how: { freshMs: number; isWanted: () => Promise<boolean> },
  ) => Promise<boolean>;
  /** Removes what uploads left behind so long ago. */
  readonly removeTemporary: (olderThanMs: number) => Promise<number>;
}

const NAME = /^[0-9a-f]{64}$/;

/** Blobs in a folder: `ab/abcd…`; new ones are written beside, synced, and renamed into place. */
export function createFolderBlobs(folder: string, now: () => number = Date.now): BlobStore {
  const temporaryFolder = path.join(path.resolve(folder), 'tmp');
  mkdirSync(temporaryFolder, { recursive: true, mode: 0o700 });
  const placeOf = (name: string) => path.join(path.resolve(folder), name.slice(0, 2), name);
  const ageOf = async (file: string) => now() - (await stat(file)).mtimeMs;

  async function write(bytes: Uint8Array): Promise<string> {
    const name = createHash('sha256').update(bytes).digest('hex');
    const place = placeOf(name);
    const temporary = path.join(temporaryFolder, `${randomUUID()}.blob`);
    try {
      await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
      await writeSynced(temporary, bytes);
      await rename(temporary, place);
      await syncFolder(path.dirname(place));
      return name;
    } catch (error) {
      await rm(temporary, { force: true });
      throw hasCode(error, 'ENOSPC', 'EDQUOT', 'EFBIG') ? storageFull(error) : error;
    }
  }

  async function read(name: string): Promise<Buffer | undefined> {
    return NAME.test(name) ? await unlessAbsent(readFile(placeOf(name))) : undefined;
  }

  async function exists(name: string): Promise<boolean> {
    return NAME.test(name) && (await unlessAbsent(access(placeOf(name)).then(() => true))) === true;
  }

  async function olderThan(ms: number): Promise<string[]> {
    const old: string[] = [];
    for (const name of await readdir(path.resolve(folder), { recursive: true })) {
      const base = path.basename(name);
      if (!NAME.test(base)) continue;
      const age = await unlessAbsent(ageOf(placeOf(base)));
      if (age !== undefined && age >= ms) old.push(base);
    }
    return old;
  }

  async function remove(
    name: string,
    { freshMs, isWanted }: { freshMs: number; isWanted: () => Promise<boolean> },
  ): Promise<boolean> {
    const aside = path.join(temporaryFolder, `${randomUUID()}.removed`);
    const moved = await unlessAbsent(rename(placeOf(name), aside).then(() => true));
    if (!moved) return false;
    if ((await ageOf(aside)) < freshMs || (await isWanted())) {
      await rename(aside, placeOf(name)); // written again meanwhile: the same bytes, either way
      return false;
    }
    await rm(aside, { force: true });
    return true;
  }

  const removeTemporary = (olderThanMs: number) => sweep(temporaryFolder, olderThanMs, ageOf);
  return { temporaryFolder, write, read, exists, olderThan, remove, removeTemporary };
}

async function sweep(
  folder: string,
  olderThanMs: number,
  ageOf: (file: string) => Promise<number>,
): Promise<number> {
  let removed = 0;
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    const age = await unlessAbsent(ageOf(file));
    if (age === undefined || age < olderThanMs) continue;
    await rm(file, { force: true });
    removed += 1;
  }
  return removed;
}

async function writeSynced(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A rename survives a loss of power only once its folder is on disk. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function unlessAbsent<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

function storageFull(cause: unknown): AppError {
  return new AppError('full', 'storage.full', 'There is no room for this file.', { cause });
}
