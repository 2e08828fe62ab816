import { after } from '../keys/cut.ts';
import { encode, invert } from '../keys/encode.ts';
import { RANK } from '../values/types.ts';
import type { Collection, Index } from './catalogue.ts';
import { documentOf, numbered, readDocument, removeDocument, type Store } from './store.ts';

const STEP = 1_000;

/** Removes up to 1,000 documents whose TTL is over. Only dates expire; of several the earliest counts. */
export function expire(store: Store, now: Date): number {
  let removed = 0;
  for (const collection of store.catalogue.collections.values())
    for (const index of collection.indexes)
      if (index.spec['expireAfterSeconds'] !== undefined && removed < STEP)
        removed += expireIndex(store, collection, { index, now, limit: STEP - removed });
  return removed;
}

function expireIndex(
  store: Store,
  collection: Collection,
  { index, now, limit }: { index: Index; now: Date; limit: number },
): number {
  const cutoff = new Date(now.getTime() - Number(index.spec['expireAfterSeconds']) * 1_000);
  const first = Buffer.of(RANK.date);
  const last = encode(cutoff);
  const descending = index.descending[0] === true;
  const start = numbered(index.id, descending ? invert(last) : first);
  const end = after(numbered(index.id, descending ? invert(first) : last));
  const range = { start, ...(end && { end }), limit };
  const keys = [...store.environment.entries.getRange(range)].map(documentOf);
  let removed = 0;
  for (const key of keys) {
    const document = readDocument(store, key); // gone already when an array had two dates
    if (!document) continue;
    removeDocument(store, collection, document);
    removed++;
  }
  return removed;
}
