import { BSON, type Document } from 'bson';
import { MongoError } from '../errors.ts';
import { compileFilter } from '../query/filter.ts';
import type { Filter } from '../query/parts.ts';
import type { KeyShape } from '../keys/index-keys.ts';
import { sealed, unsealed } from './bytes.ts';
import { lastIdOf, META, metaOf } from './format.ts';
import type { Environment } from './environment.ts';

/** An index as the driver declared it, made ready for use. */
export interface Index extends KeyShape {
  readonly id: number;
  readonly name: string;
  readonly spec: Document;
  readonly unique: boolean;
  readonly partial: Filter | undefined;
  /** Which fields ever held an array; never taken back. */
  readonly multikey: boolean[];
}

export interface Collection {
  readonly id: number;
  readonly namespace: string;
  /** Without `_id_`, which is the table of documents itself. */
  readonly indexes: Index[];
  /** Number of documents. */
  count: number;
}

/** What is stored of a collection. */
interface Stored {
  id: number;
  count: number;
  indexes: { id: number; spec: Document; multikey: boolean[] }[];
}

/** Names of collections and indexes, in memory and in the file. */
export interface Catalogue {
  readonly collections: Map<string, Collection>;
  /** A number never used before, for a collection or an index. */
  nextId(): number;
  /** To be called inside the transaction that changed the collection. */
  save(collection: Collection): void;
  remove(namespace: string): void;
  /** Forgets what a rolled back transaction had put in memory. */
  reload(): void;
}

/** @throws Error when the file was written by another version. */
export function openCatalogue({ catalogue, root }: Environment): Catalogue {
  const collections = new Map<string, Collection>();
  let lastId = 0;

  function reload(): void {
    collections.clear();
    const meta = catalogue.get(META);
    lastId = meta ? lastIdOf(meta) : 0;
    const range = { start: Buffer.from('c'), end: Buffer.from('d') };
    for (const { key, value } of catalogue.getRange(range)) {
      const namespace = key.toString('utf8', 1);
      const stored = read(unsealed(key, value)) as unknown as Stored;
      collections.set(namespace, fromStored(namespace, stored));
    }
  }

  reload();
  if (!catalogue.get(META))
    root.transactionSync(() => {
      catalogue.putSync(META, metaOf(0));
    });
  return {
    collections,
    reload,
    nextId() {
      catalogue.putSync(META, metaOf(++lastId));
      return lastId;
    },
    save(collection) {
      const key = keyOf(collection.namespace);
      catalogue.putSync(key, sealed(key, Buffer.from(BSON.serialize(toStored(collection)))));
    },
    remove(namespace) {
      collections.delete(namespace);
      catalogue.removeSync(keyOf(namespace));
    },
  };
}

const read = (bytes: Buffer): Document =>
  BSON.deserialize(bytes, { bsonRegExp: true, promoteBuffers: false });

function keyOf(namespace: string): Buffer {
  const key = Buffer.from(`c${namespace}`);
  if (key.length > 256)
    throw new MongoError(73, `Fully qualified namespace is too long: ${namespace}`);
  return key;
}

const toStored = ({ id, count, indexes }: Collection): Stored => ({
  id,
  count,
  indexes: indexes.map((index) => ({ id: index.id, spec: index.spec, multikey: index.multikey })),
});

function fromStored(namespace: string, { id, count, indexes }: Stored): Collection {
  return { id, namespace, count, indexes: indexes.map((stored) => toIndex(stored)) };
}

/** An index ready for use, from its declaration. */
export function toIndex({ id, spec, multikey }: Stored['indexes'][number]): Index {
  const key = Object.entries(spec['key'] as Record<string, unknown>);
  const partial = spec['partialFilterExpression'] as Document | undefined;
  return {
    id,
    spec,
    name: String(spec['name']),
    fields: key.map(([path]) => path.split('.')),
    descending: key.map(([, direction]) => Number(direction) < 0),
    sparse: spec['sparse'] === true,
    unique: spec['unique'] === true,
    partial: partial && compileFilter(partial),
    multikey,
  };
}
