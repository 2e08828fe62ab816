import { ObjectId, type Document } from 'bson';
import { MongoError } from '../errors.ts';
import { after, cut, isCut } from '../keys/cut.ts';
import { EMPTY_ARRAY, encode } from '../keys/encode.ts';
import { encodeRow, indexKeys, keyRows } from '../keys/index-keys.ts';
import type { Value } from '../values/types.ts';
import { fromBytes, sealed, toBytes, unsealed } from './bytes.ts';
import type { Catalogue, Collection, Index } from './catalogue.ts';
import type { Environment } from './environment.ts';

export interface Store {
  readonly environment: Environment;
  readonly catalogue: Catalogue;
  /** Collections whose count the running transaction changed. */
  readonly touched: Set<Collection>;
  /** Copies of the file under way: it stays open until they have ended. */
  readonly copies: Set<Promise<unknown>>;
  /** Makes the file as short as it can be; other commands wait. */
  readonly compact: () => Promise<void>;
}

/** The number every key of a collection or an index begins with. */
export function numbered(id: number, rest: Buffer = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(id);
  return Buffer.concat([head, rest]);
}

/** All keys that begin with these bytes. */
export function beginningWith(start: Buffer): { start: Buffer; end?: Buffer } {
  const end = after(start);
  return { start, ...(end && { end }) };
}

const documentKey = (collection: Collection, id: Value): Buffer =>
  cut(numbered(collection.id, encode(id)));

/**
 * The stored document, or undefined. Sees what the running transaction has put. Read from a copy:
 * a Binary is a view of the bytes, and LMDB's fast buffer is the next document's too.
 * @throws MongoError 301 when it is damaged.
 */
export function readDocument({ environment }: Store, key: Buffer): Document | undefined {
  const value = environment.documents.getBinary(key);
  return value && fromBytes(unsealed(key, value));
}

/** The key of the document an index entry leads to. @throws MongoError 301 when it is damaged. */
export const documentOf = ({ key, value }: { key: Buffer; value: Buffer }): Buffer =>
  Buffer.from(unsealed(key, value));

/**
 * Puts a document and its index entries in place of `old`. First makes every key and checks every
 * uniqueness, and only then writes, so a refusal leaves nothing behind.
 * @throws MongoError 11000, 171 or 10334.
 */
export function writeDocument(
  store: Store,
  collection: Collection,
  { document, old }: { document: Document; old?: Document },
): { changed: boolean } {
  const key = documentKey(collection, document['_id']);
  const value = sealed(key, toBytes(document));
  if (old && store.environment.documents.get(key)?.equals(value) === true)
    return { changed: false };
  if (!old && store.environment.documents.doesExist(key))
    throw duplicate(collection, ID_INDEX, [document['_id'] as Value]);
  const changes = collection.indexes.map((index) => indexChange(index, { key, document, old }));
  for (const { index, added } of changes)
    if (index.unique) checkUnique(store, collection, { index, added, key, document });

  store.environment.documents.putSync(key, value);
  for (const change of changes) applyIndexChange(store, collection, change, key);
  if (!old) addCount(store, collection, 1);
  return { changed: true };
}

export function removeDocument(store: Store, collection: Collection, document: Document): void {
  const key = documentKey(collection, document['_id']);
  for (const index of collection.indexes)
    for (const entry of entriesOf(index, document, key).entries)
      store.environment.entries.removeSync(entry);
  store.environment.documents.removeSync(key);
  addCount(store, collection, -1);
}

function addCount(store: Store, collection: Collection, by: number): void {
  collection.count += by;
  store.touched.add(collection);
}

interface Keyed {
  /** Full keys before they are cut, without the document's part, for uniqueness. */
  readonly fields: readonly Buffer[];
  readonly entries: readonly Buffer[];
  readonly multikey: readonly boolean[];
}

/** The keys of one document in one index, as they must stand in the table. */
export function entriesOf(index: Index, document: Document, key: Buffer): Keyed {
  if (index.partial && !index.partial.test(document))
    return { fields: [], entries: [], multikey: [] };
  const { keys, multikey } = indexKeys(document, index);
  const fields = keys.map((fieldsKey) => numbered(index.id, fieldsKey));
  return {
    fields,
    multikey,
    entries: fields.map((prefix) => cut(Buffer.concat([prefix, key.subarray(4)]))),
  };
}

interface IndexChange {
  readonly index: Index;
  readonly added: Keyed;
  readonly removed: readonly Buffer[];
}

function indexChange(
  index: Index,
  { key, document, old }: { key: Buffer; document: Document; old: Document | undefined },
): IndexChange {
  const added = entriesOf(index, document, key);
  const before = old ? entriesOf(index, old, key).entries : [];
  const kept = new Set(added.entries.map((entry) => entry.toString('latin1')));
  return {
    index,
    added,
    removed: before.filter((entry) => !kept.has(entry.toString('latin1'))),
  };
}

function applyIndexChange(
  store: Store,
  collection: Collection,
  { index, added, removed }: IndexChange,
  key: Buffer,
): void {
  for (const entry of removed) store.environment.entries.removeSync(entry);
  for (const entry of added.entries) store.environment.entries.putSync(entry, sealed(entry, key));
  const news = added.multikey.some((isMultikey, i) => isMultikey && index.multikey[i] !== true);
  if (!news) return;
  added.multikey.forEach((isMultikey, i) => {
    if (isMultikey) index.multikey[i] = true;
  });
  store.touched.add(collection);
}

/** Adds the entries of one stored document to an index being built. */
export function addToIndex(store: Store, collection: Collection, index: Index, key: Buffer): void {
  const document = readDocument(store, key);
  if (!document) return;
  const change = indexChange(index, { key, document, old: undefined });
  if (index.unique) checkUnique(store, collection, { ...change, key, document });
  applyIndexChange(store, collection, change, key);
}

function checkUnique(
  store: Store,
  collection: Collection,
  { index, added, key, document }: { index: Index; added: Keyed; key: Buffer; document: Document },
): void {
  for (const fields of added.fields) {
    const start = isCut(fields) ? cutPrefix(fields) : fields;
    for (const entry of store.environment.entries.getRange(beginningWith(start))) {
      const other = documentOf(entry);
      if (other.equals(key)) continue;
      if (start === fields || holdsKey(store, index, other, fields))
        throw duplicate(collection, index, rowOf(index, document, fields));
    }
  }
}

const cutPrefix = (fields: Buffer): Buffer => cut(fields).subarray(0, 1900);

/** Whether another document really has this key: cut keys only say that it may. */
function holdsKey(store: Store, index: Index, key: Buffer, fields: Buffer): boolean {
  const other = readDocument(store, key);
  if (!other) return false;
  return entriesOf(index, other, key).fields.some((theirs) => theirs.equals(fields));
}

/** The values of a document that make one key of an index. */
function rowOf(index: Index, document: Document, fields: Buffer): readonly Value[] {
  const isIt = (row: Value[]): boolean =>
    numbered(index.id, encodeRow(row, index.descending)).equals(fields);
  return keyRows(document, index.fields, 171).find(isIt) ?? [];
}

const ID_INDEX = { name: '_id_', spec: { key: { _id: 1 } } };

/** Shaped as drivers and mongoose read it: message, `keyPattern`, `keyValue`. */
function duplicate(
  collection: Collection,
  { name, spec }: Pick<Index, 'name' | 'spec'>,
  row: readonly Value[],
): MongoError {
  const keyPattern = spec['key'] as Document;
  const paths = Object.keys(keyPattern);
  const values = row.map((value) => (value === EMPTY_ARRAY ? undefined : (value ?? null)));
  const shown = paths.map((path, i) => `${path}: ${show(values[i])}`);
  return new MongoError(
    11000,
    `E11000 duplicate key error collection: ${collection.namespace} index: ${name} dup key: { ${shown.join(', ')} }`,
    { keyPattern, keyValue: Object.fromEntries(paths.map((path, i) => [path, values[i]])) },
  );
}

function show(value: Value): string {
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`;
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  return value === undefined ? 'undefined' : JSON.stringify(value);
}
