import { deserialize, serialize, type Document } from 'bson';
import { createHash, type Hash } from 'node:crypto';
import { MARK, type Store } from './db-move-place.ts';

const BATCH = 500;

type Collection = ReturnType<Store['collection']>;

/** Names of what a store holds, without the mark and without what a server keeps for itself. */
export async function collectionsOf(store: Store): Promise<string[]> {
  const found = await store.listCollections({}, { nameOnly: true }).toArray();
  const names = found.map(({ name }) => name);
  return names.filter((name) => name !== MARK && !name.startsWith('system.')).sort();
}

/** Indexes with all their options, comparable between servers; `_id` has its own anyhow. */
export async function indexesOf(store: Store, name: string): Promise<Document[]> {
  const indexes = (await store.collection(name).listIndexes().toArray()) as Document[];
  return indexes
    .filter((index) => index['name'] !== '_id_')
    .map(({ v, ns, background, ...index }) => index)
    .sort((a, b) => (String(a['name']) < String(b['name']) ? -1 : 1));
}

/** Every index of one collection, in the other too; again does nothing. */
export async function copyIndexes(from: Store, to: Store, name: string): Promise<void> {
  const indexes = await indexesOf(from, name);
  if (indexes.length === 0) {
    const there = await to.listCollections({ name }, { nameOnly: true }).hasNext();
    if (!there) await to.createCollection(name);
    return;
  }
  await to.collection(name).createIndexes(indexes as { key: Record<string, 1 | -1> }[]);
}

/**
 * Every document, in order of `_id`, in batches. Where an earlier move broke off only what is
 * missing or has changed since is written, and what is no longer in the source is taken away.
 */
export async function copyDocuments(from: Store, to: Store, name: string): Promise<number> {
  const [source, target] = [from.collection(name), to.collection(name)];
  const isFirst = (await target.findOne({})) === null;
  let count = 0;
  for await (const batch of batchesOf(source)) {
    count += batch.length;
    if (isFirst) await target.insertMany(batch);
    else await align(target, batch);
  }
  if (!isFirst) await removeStrangers(source, target);
  return count;
}

/** Numbers keep the kind they were stored in (`promoteValues`), so a move changes nothing. */
async function* batchesOf(collection: Collection): AsyncGenerator<Document[]> {
  const cursor = collection.find({}, { promoteValues: false }).sort({ _id: 1 }).batchSize(BATCH);
  let batch: Document[] = [];
  for await (const document of cursor) {
    batch.push(document);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function align(target: Collection, batch: readonly Document[]): Promise<void> {
  const there = new Map((await sameIds(target, batch)).map((doc) => [idOf(doc), doc]));
  const wanted = batch.filter((doc) => {
    const found = there.get(idOf(doc));
    return !found || !canonical(found).equals(canonical(doc));
  });
  if (wanted.length === 0) return;
  await target.bulkWrite(
    wanted.map((replacement) => ({
      replaceOne: { filter: { _id: replacement['_id'] as never }, replacement, upsert: true },
    })),
  );
}

async function removeStrangers(source: Collection, target: Collection): Promise<void> {
  for await (const batch of batchesOf(target)) {
    const there = new Set((await sameIds(source, batch)).map(idOf));
    const strangers = batch.filter((doc) => !there.has(idOf(doc))).map(({ _id }) => _id as never);
    if (strangers.length > 0) await target.deleteMany({ _id: { $in: strangers } });
  }
}

function sameIds(collection: Collection, batch: readonly Document[]): Promise<Document[]> {
  const ids = batch.map(({ _id }) => _id as never);
  return collection.find({ _id: { $in: ids } }, { promoteValues: false }).toArray();
}

const idOf = (doc: Document): string => canonical({ _id: doc['_id'] as unknown }).toString('hex');

/** One byte string for one document, whichever kind of number a server keeps a whole number in. */
function canonical(document: Document): Buffer {
  return Buffer.from(serialize(deserialize(serialize(document))));
}

/** What is compared: how many documents, and a SHA-256 over all of them in order of `_id`. */
export interface Fingerprint {
  readonly count: number;
  readonly hash: string;
}

/**
 * What a collection holds, in 72 characters. Documents that a TTL index takes away before `until`
 * are left out: each server removes them in its own time.
 */
export async function fingerprintOf(store: Store, name: string, until: Date): Promise<Fingerprint> {
  const limits = (await indexesOf(store, name)).flatMap(limitOf);
  const hash: Hash = createHash('sha256');
  let count = 0;
  for await (const document of store.collection(name).find({}).sort({ _id: 1 }).batchSize(BATCH)) {
    const isOver = limits.some(({ field, seconds }) => {
      const at: unknown = document[field];
      return at instanceof Date && at.getTime() + seconds * 1_000 < until.getTime();
    });
    if (isOver) continue;
    hash.update(canonical(document));
    count += 1;
  }
  return { count, hash: hash.digest('hex') };
}

function limitOf(index: Document): { field: string; seconds: number }[] {
  const seconds: unknown = index['expireAfterSeconds'];
  const [field] = Object.keys(index['key'] as object);
  return typeof seconds === 'number' && field !== undefined ? [{ field, seconds }] : [];
}
