import { aggregate, type Other } from './aggregate.ts';
import { conflict, duplicate, hold, makeIndex, release } from './indexes.ts';
import type { Index, IndexKey, IndexOptions } from './indexes.ts';
import { parseProjection } from './project.ts';
import { parseFilter, type Holds } from './query.ts';
import { distinct, sortDocs, type SortSpec } from './sort.ts';
import { parseUpdate, upsertBase, type Update } from './update.ts';
import {
  copy,
  isArray,
  isDoc,
  isRegex,
  ModelError,
  textOfEqual,
  type Doc,
  type Value,
} from './values.ts';

export interface FindOptions {
  sort?: SortSpec;
  skip?: number;
  limit?: number;
  projection?: Doc;
}

export interface UpdateOptions {
  upsert?: boolean;
  arrayFilters?: Doc[];
}

export interface UpdateResult {
  matchedCount: number;
  modifiedCount: number;
  upsertedId: Value;
}

export interface WriteError {
  index: number;
  error: ModelError;
}

const idText = (id: Value): string => textOfEqual(id);

/** One collection: documents in a list, indexes only for what they forbid. */
export class Collection {
  #docs = new Map<string, Doc>();
  #indexes: Index[] = [makeIndex({ _id: 1 }, { unique: true, name: '_id_' })];
  readonly #other: Other;

  constructor(other: Other) {
    this.#other = other;
  }

  /** A copy to try something on. */
  fork(): Collection {
    const made = new Collection(this.#other);
    made.#docs = new Map(this.#docs);
    made.#indexes = this.#indexes.map((index) => ({
      ...index,
      holders: new Map([...index.holders].map(([text, ids]) => [text, new Set(ids)])),
    }));
    return made;
  }

  get docs(): Doc[] {
    return [...this.#docs.values()];
  }

  get indexes(): { name: string; key: IndexKey }[] {
    return this.#indexes.map(({ name, key }) => ({ name, key }));
  }

  /** The documents a filter meets, and by which member of an array. */
  candidates(filter: Doc): { doc: Doc; by: Holds }[] {
    const condition = parseFilter(filter);
    return this.#byId(filter)
      .map((doc) => ({ doc, by: condition(doc) }))
      .filter(({ by }) => by !== undefined);
  }

  #byId(filter: Doc): Doc[] {
    const id = filter['_id'];
    const plain = id !== undefined && id !== null && !isDoc(id) && !isArray(id) && !isRegex(id);
    if (!plain) return this.docs;
    const found = this.#docs.get(idText(id));
    return found ? [found] : [];
  }

  #write(doc: Doc, old?: Doc): void {
    const id = idText(doc['_id']);
    const error = duplicate(this.#indexes, doc, old ? id : '');
    if (error) throw error;
    for (const index of this.#indexes) {
      if (old) release(index, old, id);
      hold(index, doc, id);
    }
    this.#docs.set(id, doc);
  }

  #remove(doc: Doc): void {
    const id = idText(doc['_id']);
    for (const index of this.#indexes) release(index, doc, id);
    this.#docs.delete(id);
  }

  /** reference/method/db.collection.insertMany: ordered stops at the first fault. */
  insertMany(
    docs: Doc[],
    { ordered = true } = {},
  ): { insertedCount: number; errors: WriteError[] } {
    const errors: WriteError[] = [];
    let insertedCount = 0;
    for (const [index, doc] of docs.entries()) {
      try {
        this.#write({ _id: doc['_id'], ...copy(doc) });
        insertedCount++;
      } catch (error) {
        errors.push({ index, error: asModelError(error) });
        if (ordered) break;
      }
    }
    return { insertedCount, errors };
  }

  insertOne(doc: Doc): void {
    const [fault] = this.insertMany([doc]).errors;
    if (fault) throw fault.error;
  }

  updateOne(filter: Doc, update: Doc, options: UpdateOptions = {}): UpdateResult {
    return this.#update(filter, update, { ...options, many: false });
  }

  updateMany(filter: Doc, update: Doc, options: UpdateOptions & { backwards?: boolean } = {}) {
    return this.#update(filter, update, { ...options, many: true });
  }

  replaceOne(filter: Doc, replacement: Doc, options: UpdateOptions = {}): UpdateResult {
    return this.#update(filter, replacement, { ...options, many: false });
  }

  #update(
    filter: Doc,
    update: Doc,
    how: UpdateOptions & { many: boolean; backwards?: boolean },
  ): UpdateResult {
    const parsed = parseUpdate(update, how.arrayFilters);
    const found = this.candidates(filter);
    if (found.length === 0 && how.upsert === true) {
      const upsertedId = this.#upsert(filter, parsed)['_id'];
      return { matchedCount: 0, modifiedCount: 0, upsertedId };
    }
    if (how.backwards === true) found.reverse();
    const chosen = how.many ? found : found.slice(0, 1);
    const changes = chosen.map(({ doc, by }) => this.#change(doc, by, parsed));
    const modifiedCount = changes.filter((one) => one.changed).length;
    return { matchedCount: chosen.length, modifiedCount, upsertedId: null };
  }

  #change(old: Doc, by: Holds, update: Update): { doc: Doc; changed: boolean } {
    const made = update.apply(old, by, false);
    if (made.changed) this.#write(made.doc, old);
    return made;
  }

  #upsert(filter: Doc, update: Update): Doc {
    const { doc } = update.apply(upsertBase(filter), undefined, true);
    if (!('_id' in doc)) throw new Error('the model makes no ids: name _id in an upsert');
    this.#write(doc);
    return doc;
  }

  /** reference/method/db.collection.findOneAndUpdate: the first by the sort, before or after. */
  findOneAndUpdate(
    filter: Doc,
    update: Doc,
    options: UpdateOptions & FindOptions & { returnDocument?: 'before' | 'after' } = {},
  ): Doc | null {
    const parsed = parseUpdate(update, options.arrayFilters);
    const show = parseProjection(options.projection ?? {});
    const after = options.returnDocument === 'after';
    const first = this.#first(filter, options.sort);
    if (!first) {
      if (options.upsert !== true) return null;
      const made = this.#upsert(filter, parsed);
      return after ? copy(show(made)) : null;
    }
    const { doc, by } = first;
    const made = parsed.apply(doc, by, false);
    const shown = copy(show(after ? made.doc : doc, by));
    if (made.changed) this.#write(made.doc, doc);
    return shown;
  }

  findOneAndDelete(filter: Doc, options: FindOptions = {}): Doc | null {
    const show = parseProjection(options.projection ?? {});
    const first = this.#first(filter, options.sort);
    if (!first) return null;
    const shown = copy(show(first.doc, first.by));
    this.#remove(first.doc);
    return shown;
  }

  #first(filter: Doc, sort: SortSpec = {}): { doc: Doc; by: Holds } | undefined {
    const found = this.candidates(filter);
    const [doc] = sortDocs(
      found.map((one) => one.doc),
      sort,
    );
    return found.find((one) => one.doc === doc);
  }

  deleteOne(filter: Doc): number {
    return this.#delete(this.candidates(filter).slice(0, 1));
  }

  deleteMany(filter: Doc): number {
    return this.#delete(this.candidates(filter));
  }

  #delete(found: { doc: Doc }[]): number {
    for (const { doc } of found) this.#remove(doc);
    return found.length;
  }

  find(filter: Doc, options: FindOptions = {}): Doc[] {
    const show = parseProjection(options.projection ?? {});
    const found = this.candidates(filter);
    const by = new Map(found.map((one) => [one.doc, one.by]));
    const rows = sortDocs([...by.keys()], options.sort ?? {}).slice(options.skip ?? 0);
    const limit = options.limit ?? 0;
    return rows.slice(0, limit || undefined).map((doc) => copy(show(doc, by.get(doc))));
  }

  findOne(filter: Doc, options: FindOptions = {}): Doc | null {
    return this.find(filter, { ...options, limit: 1 })[0] ?? null;
  }

  count(filter: Doc, options: FindOptions = {}): number {
    return this.find(filter, options).length;
  }

  distinct(path: string, filter: Doc = {}): Value[] {
    return distinct(
      this.candidates(filter).map((one) => one.doc),
      path,
    );
  }

  aggregate(pipeline: Doc[]): Doc[] {
    return copy(aggregate(this.docs, pipeline, this.#other));
  }

  /** reference/method/db.collection.createIndex. */
  createIndex(key: IndexKey, options: IndexOptions = {}): string {
    const made = makeIndex(key, options);
    if (conflict(this.#indexes, made) === 'there') return made.name;
    for (const [id, doc] of this.#docs) {
      const error = duplicate([made], doc, id);
      if (error) throw new ModelError(11000, error.message, { keyPattern: key }); // of several, any
      hold(made, doc, id);
    }
    this.#indexes.push(made);
    return made.name;
  }

  dropIndex(name: string): void {
    if (name === '_id_') throw new ModelError(72, 'cannot drop _id index');
    const left = this.#indexes.filter((one) => one.name !== name);
    if (left.length === this.#indexes.length) throw new ModelError(27, 'index not found');
    this.#indexes = left;
  }
}

function asModelError(error: unknown): ModelError {
  if (error instanceof ModelError) return error;
  throw error;
}
