import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { MongoError } from '../errors.ts';
import { checkIndexes } from '../storage/check.ts';
import { pagesOf } from '../storage/environment.ts';
import { sync } from '../storage/file.ts';
import { FORMAT } from '../storage/format.ts';
import type { Command } from './context.ts';
import { answerLater } from './later.ts';

/** Figures of the engine; with `verify: true` also every index that differs from a rebuilt one. */
export const engineStats: Command = {
  writes: false,
  fields: ['verify'],
  run({ store }, command) {
    const collections = [...store.catalogue.collections.values()];
    return {
      format: FORMAT,
      pages: pagesOf(store.environment),
      collections: collections.length,
      documents: collections.reduce((sum, { count }) => sum + count, 0),
      indexes: collections.reduce((sum, { indexes }) => sum + indexes.length + 1, 0),
      rss: process.memoryUsage().rss,
      limits: {
        bytes: 50 * 2 ** 30,
        documents: 20_000_000,
        connections: 256,
        sortBytes: 64 * 2 ** 20,
      },
      ...(command['verify'] === true && { faults: checkIndexes(store) }),
      ok: 1,
    };
  },
};

/** LMDB's own consistent copy into a new folder, made while the engine goes on; answers when it is whole. */
export const engineBackup: Command = {
  writes: false,
  fields: ['folder'],
  run({ store }, command) {
    const folder = command['folder'] as unknown;
    if (typeof folder !== 'string' || !folder.startsWith('/'))
      throw new MongoError(2, 'engineBackup needs the absolute path of a new folder');
    makeFolder(folder);
    const copy = join(folder, 'data.mdb');
    const part = `${copy}.part`; // so that a data.mdb is always whole
    const copied = store.environment.root.backup(part, false).then(() => {
      sync(part);
      renameSync(part, copy);
      sync(copy);
    });
    store.copies.add(copied);
    void copied.catch(() => undefined).then(() => store.copies.delete(copied));
    return answerLater(copied.then(() => ({ folder, ok: 1 })));
  },
};

/** Gives free pages back to the disk: a copy and a swap, while other commands wait. */
export const engineCompact: Command = {
  writes: false,
  fields: [],
  run({ store }) {
    const before = pagesOf(store.environment);
    const compacted = store.compact();
    return answerLater(
      compacted.then(() => ({ before, after: pagesOf(store.environment), ok: 1 })),
    );
  },
};

/** Never into a folder that is there: it may hold an earlier backup, or the data themselves. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    throw new MongoError(2, `engineBackup cannot make ${folder}: ${(error as Error).message}`);
  }
}
