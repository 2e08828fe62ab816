import mongoose from 'mongoose';
import { matches, type Found } from './match.ts';
import { applied } from './update.ts';
import { copyOf, isSame, order, valuesAt, type Doc } from './values.ts';

/** A unique index: no two documents that `only` matches have the same values at `paths`. */
export interface Unique {
  readonly paths: readonly string[];
  readonly only: Doc | undefined;
}

export interface Found1 {
  readonly matchedCount: number;
  readonly modifiedCount: number;
  readonly upsertedCount: number;
}

/** One collection: documents by id, never changed in place. */
export class Collection {
  readonly docs = new Map<unknown, Doc>();
  readonly uniques: Unique[] = [];

  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  /** Matching documents in the order of a sort, else as inserted. */
  find(filter: Doc, sort: readonly (readonly [string, number])[] = []): Doc[] {
    const found = this.candidates(filter).filter((doc) => matches(doc, filter));
    return sort.length === 0 ? found : found.toSorted((a, b) => ordered(a, b, sort));
  }

  private candidates(filter: Doc): Doc[] {
    const id = filter['_id'];
    if (typeof id !== 'string') return [...this.docs.values()];
    const doc = this.docs.get(id);
    return doc ? [doc] : [];
  }

  insert(doc: Doc): Doc {
    const id = doc['_id'];
    if (id === undefined) throw new Error(`${this.name}: a document without _id`);
    if (this.docs.has(id)) throw duplicate(this.name, '_id', id);
    this.checkUnique(doc);
    this.docs.set(id, doc);
    return doc;
  }

  private checkUnique(doc: Doc): void {
    for (const { paths, only } of this.uniques) {
      if (only && !matches(doc, only)) continue;
      const keys = paths.map((path) => keysAt(doc, path));
      for (const other of this.docs.values()) {
        if (other['_id'] === doc['_id'] || (only && !matches(other, only))) continue;
        const clashes = paths.every((path, place) =>
          keysAt(other, path).some((key) => keys[place]?.some((own) => isSame(own, key))),
        );
        if (clashes) throw duplicate(this.name, paths.join(), doc['_id']);
      }
    }
  }

  updateOne(filter: Doc, update: Doc, options: UpdateOptions = {}): Found1 {
    const found: Found = {};
    for (const doc of this.candidates(filter)) {
      if (!matches(doc, filter, found)) continue;
      const next = applied(doc, update, { ...found, arrayFilters: options.arrayFilters });
      if (next !== doc) {
        this.checkUnique(next);
        this.docs.set(doc['_id'], next);
      }
      return { matchedCount: 1, modifiedCount: next === doc ? 0 : 1, upsertedCount: 0 };
    }
    if (options.upsert !== true) return { matchedCount: 0, modifiedCount: 0, upsertedCount: 0 };
    const seed = copyOf(plainParts(filter));
    this.insert(applied(applied(seed, update), { $set: update['$setOnInsert'] ?? {} }));
    return { matchedCount: 0, modifiedCount: 0, upsertedCount: 1 };
  }

  deleteMany(filter: Doc, most = Infinity): number {
    const gone = this.find(filter).slice(0, most);
    for (const doc of gone) this.docs.delete(doc['_id']);
    return gone.length;
  }
}

export interface UpdateOptions {
  readonly upsert?: boolean;
  readonly arrayFilters?: readonly Doc[];
}

/** Everything the processes of one run store. */
export class Memory {
  private readonly collections = new Map<string, Collection>();

  collection(name: string): Collection {
    const known = this.collections.get(name);
    if (known) return known;
    const fresh = new Collection(name);
    this.collections.set(name, fresh);
    return fresh;
  }

  /** The same documents in a memory of its own: cheap, because none is changed in place. */
  fork(): Memory {
    const other = new Memory();
    for (const { name, docs, uniques } of this.collections.values()) {
      const collection = other.collection(name);
      collection.uniques.push(...uniques);
      for (const [id, doc] of docs) collection.docs.set(id, doc);
    }
    return other;
  }
}

function ordered(a: Doc, b: Doc, sort: readonly (readonly [string, number])[]): number {
  for (const [path, way] of sort) {
    const parts = path.split('.');
    const difference = order(valuesAt(a, parts)[0], valuesAt(b, parts)[0]);
    if (difference !== 0) return difference * way;
  }
  return 0;
}

function keysAt(doc: Doc, path: string): unknown[] {
  const values = valuesAt(doc, path.split('.'));
  const keys = values.flatMap((value) => (Array.isArray(value) ? (value as unknown[]) : [value]));
  return keys.length > 0 ? keys : [undefined];
}

function plainParts(filter: Doc): Doc {
  const plain = Object.entries(filter).filter(
    ([key, value]) => !key.includes('.') && (typeof value !== 'object' || value instanceof Date),
  );
  return Object.fromEntries(plain);
}

function duplicate(collection: string, key: string, id: unknown): Error {
  const message = `E11000 duplicate key error collection: ${collection} index: ${key} of ${String(id)}`;
  return new mongoose.mongo.MongoServerError({ message, code: 11000 });
}
