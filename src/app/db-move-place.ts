import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { openDatabase, type OpenDatabase } from '../platform/database.ts';
import { AppError } from '../shared/errors.ts';

/** The native database under a connection, past every model: what lies there, as it lies there. */
export type Store = NonNullable<OpenDatabase['connection']['db']>;

/** One end of a move. */
export interface Place {
  /** For people and for the mark in the target; without user and password. */
  readonly label: string;
  /** Where the secrets of an installation on the engine lie. */
  readonly dataDir: string | undefined;
  readonly connection: OpenDatabase['connection'];
  readonly store: Store;
  readonly close: () => Promise<void>;
}

/** The mark of a move in its target; the one collection that is not moved. */
export const MARK = 'dbMove';

/** Who moved what into a store, and whether it is all there. */
export interface Mark {
  readonly _id: 'move';
  readonly from: string;
  readonly state: 'moving' | 'done';
  readonly at: Date;
}

export async function markOf(store: Store): Promise<Mark | null> {
  return store.collection<Mark>(MARK).findOne({ _id: 'move' });
}

/** Half of the data must not be taken for all of them. @throws AppError `move.unfinished` */
export async function refuseHalfMoved(store: Store | undefined): Promise<void> {
  const mark = store && (await markOf(store));
  if (mark?.state !== 'moving') return;
  const why = `This store is the target of an unfinished move from ${mark.from}; start that move again.`;
  throw refused('move.unfinished', why);
}

const isUri = (where: string): boolean => /^mongodb(\+srv)?:\/\//.test(where);

/** A data folder holds `engine/`; whoever names the engine's own folder means the same. */
function dataDirOf(where: string): string {
  const folder = resolve(where);
  return basename(folder) === 'engine' ? dirname(folder) : folder;
}

/** What a place is called, without opening it. */
export function labelOf(where: string): string {
  if (!isUri(where)) {
    const folder = dataDirOf(where);
    return existsSync(folder) ? realpathSync(folder) : folder;
  }
  return where.replace(/\/\/[^@/]*@/, '//').replace(/\?.*$/, '');
}

/**
 * Opens one end of a move.
 * @throws AppError `move.no-source` when no engine lies in the folder data should come from;
 * `move.in-use` when a running product owns it
 */
export async function openPlace(where: string, role: 'from' | 'to'): Promise<Place> {
  const dataDir = isUri(where) ? undefined : dataDirOf(where);
  if (role === 'from' && dataDir !== undefined && !existsSync(join(dataDir, 'engine', 'data.mdb')))
    throw refused('move.no-source', `No embedded engine has data in ${dataDir}.`);
  const opened = await openDatabase({
    mongodbUri: dataDir === undefined ? where : undefined,
    dataDir: dataDir ?? '.',
    embeddedAllowedInProduction: true, // a folder that was named is the engine's
    production: false,
    note: () => undefined,
  });
  const { connection } = opened;
  const { db: store } = connection;
  if (opened.servedElsewhere === true || !store) {
    await opened.close();
    const why = `${labelOf(where)} is served by a running product. Stop it, then move.`;
    throw refused('move.in-use', why);
  }
  return { label: labelOf(where), dataDir, connection, store, close: () => opened.close() };
}

export function refused(code: string, message: string): AppError {
  return new AppError('conflict', code, message);
}
