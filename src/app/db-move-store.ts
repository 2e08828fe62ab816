import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { chmodSync, constants } from 'node:fs';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { createBooks, findViolations } from '../features/invariants/index.ts';
import { createFolderBlobs } from '../platform/blobs.ts';
import {
  collectionsOf,
  copyDocuments,
  copyIndexes,
  fingerprintOf,
  indexesOf,
  type Fingerprint,
} from './db-move-copy.ts';
import {
  labelOf,
  MARK,
  markOf,
  openPlace,
  refused,
  refuseHalfMoved,
  type Mark,
  type Place,
  type Store,
} from './db-move-place.ts';

/** What is moved where: each end a data folder (with `engine/`) or a MongoDB address. */
export interface Move {
  readonly from: string;
  readonly to: string;
  readonly fromUploads: string;
  readonly toUploads: string;
  readonly now: () => Date;
  /** Gets each line for the person who moves. */
  readonly note: (line: string) => void;
}

/** Collections with what they hold, the same at both ends. */
export type Moved = Readonly<Record<string, Fingerprint>>;

/**
 * Moves everything from one store to the other and proves it: indexes, counts and hashes per
 * collection, invariants at both ends. Broken off, it is started again with the same words.
 * @throws AppError `move.…` in words for who moves; the source is never changed
 */
export async function moveStore(move: Move): Promise<Moved> {
  if (labelOf(move.from) === labelOf(move.to))
    throw refused('move.same-place', 'Both ends are the same store.');
  const from = await openPlace(move.from, 'from');
  try {
    const to = await openPlace(move.to, 'to');
    try {
      return await moveBetween(from, to, move);
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
}

async function moveBetween(from: Place, to: Place, move: Move): Promise<Moved> {
  const { note, now } = move;
  note(`from ${from.label}`);
  note(`to   ${to.label}`);
  note('The product must be stopped at both ends until this has ended.');
  await refuseHalfMoved(from.store);
  if (await begin(from, to, now())) await copy(from, to, move);
  const moved = await compare(from.store, to.store, now());
  compareBooks(
    await wrongIn(from, move.fromUploads, now()),
    await wrongIn(to, move.toUploads, now()),
    note,
  );
  const done = { $set: { state: 'done' as const, at: now() } };
  await to.store.collection<Mark>(MARK).updateOne({ _id: 'move' }, done);
  note('counts, hashes, indexes and invariants are the same at both ends');
  return moved;
}

async function copy(from: Place, to: Place, move: Move): Promise<void> {
  await copyFiles(move);
  keepSecrets(from, to, move.note);
  for (const name of await collectionsOf(from.store)) {
    await copyIndexes(from.store, to.store, name);
    move.note(`${name}: ${await copyDocuments(from.store, to.store, name)} documents`);
  }
}

/**
 * Leaves the mark in an empty target, or finds the one of this very move that broke off. False when
 * it has ended already and only has to be proven again.
 */
async function begin(from: Place, to: Place, at: Date): Promise<boolean> {
  const mark = await markOf(to.store);
  if (mark?.from === from.label && mark.state === 'moving') return true;
  if (mark?.from === from.label && (await isSame(from.store, to.store, at))) return false;
  await emptied(to, mark);
  const state = { from: from.label, state: 'moving' as const, at };
  await to.store
    .collection<Mark>(MARK)
    .updateOne({ _id: 'move' }, { $set: state }, { upsert: true });
  return true;
}

/** Collections without documents go: their indexes may differ. */
async function emptied(to: Place, mark: Mark | null): Promise<void> {
  const names = await collectionsOf(to.store);
  for (const name of names) {
    if ((await to.store.collection(name).findOne({})) === null) continue;
    const before = mark ? ` It got the data of ${mark.from}, ${mark.at.toISOString()}.` : '';
    const why = `${to.label} has data in it (${name}); a move needs an empty store.${before}`;
    throw refused('move.target-not-empty', why);
  }
  for (const name of names) await to.store.collection(name).drop();
}

function isSame(from: Store, to: Store, now: Date): Promise<boolean> {
  return compare(from, to, now).then(
    () => true,
    () => false,
  );
}

/** Files are named by the hash of their content: whatever lies there already is the same. */
async function copyFiles({ fromUploads, toUploads, note }: Move): Promise<void> {
  if (resolve(fromUploads) === resolve(toUploads)) {
    note(`uploaded files stay in ${resolve(fromUploads)}`);
    return;
  }
  const [source, target] = [createFolderBlobs(fromUploads), createFolderBlobs(toUploads)];
  const names = await source.olderThan(-1);
  for (const name of names) {
    if (await target.exists(name)) continue;
    const bytes = await source.read(name);
    if (!bytes || (await target.write(bytes)) !== name)
      throw refused('move.file-damaged', `The file ${name} does not hold what it is named after.`);
  }
  note(`uploaded files: ${names.length}`);
}

/** Derived ids come from the secrets: they belong to the data. Never printed. */
function keepSecrets(from: Place, to: Place, note: Move['note']): void {
  const kept = from.dataDir === undefined ? undefined : join(from.dataDir, 'secrets.json');
  if (kept === undefined || !existsSync(kept)) {
    note('Start the product on the target with the same INSTALLATION_SECRET and JWT_SECRET.');
    return;
  }
  if (to.dataDir === undefined) {
    note(`Set INSTALLATION_SECRET and JWT_SECRET of the product to those in ${kept}.`);
    return;
  }
  const copy = join(to.dataDir, 'secrets.json');
  if (!existsSync(copy)) copyFileSync(kept, copy, constants.COPYFILE_EXCL);
  chmodSync(copy, 0o600);
  if (readFileSync(copy, 'utf8') !== readFileSync(kept, 'utf8'))
    throw refused('move.other-secrets', `${copy} holds other secrets than ${kept}.`);
  note(`secrets: ${copy}`);
}

/** A TTL index may take a document away while we compare; not one that has so long to live. */
const COMPARING_MS = 60 * 60_000;

async function compare(from: Store, to: Store, now: Date): Promise<Moved> {
  const names = await collectionsOf(from);
  if (!isDeepStrictEqual(names, await collectionsOf(to)))
    throw differs('the collections are not the same');
  const until = new Date(now.getTime() + COMPARING_MS);
  const moved: Record<string, Fingerprint> = {};
  for (const name of names) {
    if (!isDeepStrictEqual(await indexesOf(from, name), await indexesOf(to, name)))
      throw differs(`the indexes of ${name} are not the same`);
    const here = await fingerprintOf(from, name, until);
    if (!isDeepStrictEqual(here, await fingerprintOf(to, name, until)))
      throw differs(`the documents of ${name} are not the same`);
    moved[name] = here;
  }
  return moved;
}

function differs(what: string) {
  const why = `After the move ${what}: was the product running? Stop it and move again.`;
  return refused('move.differs', why);
}

/** What does not add up. The product stands still, so whatever is under way may be, however old. */
async function wrongIn(place: Place, uploads: string, now: Date): Promise<string[]> {
  const books = createBooks(place.connection, createFolderBlobs(uploads));
  const violations = await findViolations(books, { now, graceMs: now.getTime() });
  return violations.map(({ invariant, id, why }) => `  ${invariant} ${id}: ${why}`);
}

/** A move mends nothing and breaks nothing: what was wrong before is said, and may go along. */
function compareBooks(here: string[], there: string[], note: Move['note']): void {
  const fresh = there.filter((line) => !here.includes(line));
  if (fresh.length > 0)
    throw refused('move.books-broken', ['In the target books are wrong:', ...fresh].join('\n'));
  for (const line of here) note(line);
  if (here.length > 0) note(`was wrong before the move: ${here.length} (npm run check:invariants)`);
}
