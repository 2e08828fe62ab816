import mongoose, { type Connection, type Schema } from 'mongoose';
import { filled, filledUpdate } from './defaults.ts';
import { isOperators } from './match.ts';
import type { Collection, Unique, UpdateOptions } from './memory.ts';
import { copyOf, isDoc, type Doc } from './values.ts';

/** One statement as it reaches the store. A variant breaks it here. */
export interface Statement {
  readonly collection: string;
  readonly name: 'find' | 'insert' | 'updateOne' | 'updateMany' | 'delete' | 'count' | 'upsert';
  readonly filter: Doc;
  /** Of an insert the document. */
  readonly update: Doc;
}

/** Lets a statement run when its turn comes; one of a dead process never does. */
export type Gate = <T>(statement: Statement, run: (statement: Statement) => T) => Promise<T>;

/** Where the collections are; the memory of the run that is under way. */
export interface Place {
  readonly collection: (name: string) => Collection;
}

/** One collection, wherever it is when a statement is sent. */
interface On {
  readonly at: () => Collection;
  readonly gate: Gate;
}

type Sort = Readonly<Record<string, number>>;

/** What a store chains to a read before it waits for it. */
class Query<T> implements PromiseLike<T> {
  private sorting: (readonly [string, number])[] = [];
  private most = Infinity;
  private fields: Doc | undefined;

  private readonly on: On;
  private readonly filter: Doc;
  private readonly end: (docs: Doc[]) => T;

  constructor(on: On, filter: Doc, end: (docs: Doc[]) => T) {
    this.on = on;
    this.filter = filter;
    this.end = end;
  }

  lean(): this {
    return this;
  }

  sort(sorting: Sort): this {
    this.sorting = Object.entries(sorting);
    return this;
  }

  limit(most: number): this {
    this.most = most;
    return this;
  }

  select(fields: Doc | undefined): this {
    this.fields = fields;
    return this;
  }

  exec(): Promise<T> {
    const { at, gate } = this.on;
    const collection = at();
    const statement: Statement = {
      collection: collection.name,
      name: 'find',
      filter: checked(this.filter),
      update: {},
    };
    return gate(statement, ({ filter }) => {
      const docs = collection.find(filter, this.sorting).slice(0, this.most);
      return this.end(docs.map((doc) => selected(doc, this.fields)));
    });
  }

  then<A = T, B = never>(
    kept?: ((value: T) => A | PromiseLike<A>) | null,
    failed?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.exec().then(kept, failed);
  }

  toArray(): Promise<T> {
    return this.exec();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Doc> {
    yield* (await this.exec()) as unknown as Doc[];
  }
}

function selected(doc: Doc, fields: Doc | undefined): Doc {
  if (!fields) return doc;
  const named = Object.entries(fields).filter(([, wanted]) => wanted === 1);
  if (named.length === 0 || named.some(([path]) => path.includes('.'))) return doc;
  const kept = named.filter(([path]) => doc[path] !== undefined);
  return Object.fromEntries([
    ['_id', doc['_id']],
    ...kept.map(([path]) => [path, doc[path]]),
  ]) as Doc;
}

/** As mongoose with `sanitizeFilter`: an operator counts only where a store says `trusted(…)`. */
function checked(filter: Doc): Doc {
  const entries = Object.entries(filter).map(([path, wanted]) => {
    if (path.startsWith('$') || !isOperators(wanted)) return [path, wanted ?? null];
    if (Object.getOwnPropertySymbols(wanted).length > 0) return [path, wanted];
    throw new Error(`an operator of ${path} is not trusted`);
  });
  return Object.fromEntries(entries) as Doc;
}

/** What the stores use of a mongoose model, on the memory. */
function memoryModel({ modelName, schema }: { modelName: string; schema: Schema }, on: On) {
  const { at, gate } = on;
  const named = (name: Statement['name'], filter: Doc, update: Doc = {}): Statement => ({
    ...{ collection: at().name, name, filter: checked(filter), update },
  });

  function update(name: 'updateOne' | 'updateMany', filter: Doc, raw: Doc, options: UpdateOptions) {
    const change = filledUpdate(schema, Object.keys(raw)[0]?.startsWith('$') ? raw : { $set: raw });
    return gate(named(options.upsert === true ? 'upsert' : name, filter, change), (statement) => {
      if (name === 'updateOne') {
        return at().updateOne(statement.filter, statement.update, options);
      }
      const ids = at()
        .find(statement.filter)
        .map(({ _id }) => _id);
      const each = ids.map((_id) => at().updateOne({ _id }, statement.update, options));
      return { matchedCount: ids.length, modifiedCount: each.length, upsertedCount: 0 };
    });
  }

  return {
    modelName,
    schema,
    createIndexes: () => Promise.resolve(),
    find: (filter: Doc = {}, fields?: Doc) => new Query(on, filter, (docs) => docs).select(fields),
    findOne: (filter: Doc = {}, fields?: Doc) =>
      new Query(on, filter, ([doc]) => doc ?? null).select(fields),
    exists: (filter: Doc) => new Query(on, filter, ([doc]) => (doc ? { _id: doc['_id'] } : null)),
    countDocuments: (filter: Doc = {}) => new Query(on, filter, ({ length }) => length),
    distinct: (field: string, filter: Doc = {}) =>
      new Query(on, filter, (docs) => [...new Set(docs.map((doc) => doc[field]))]),
    create: (doc: Doc) =>
      gate(named('insert', {}, filled(schema, doc)), (statement) => at().insert(statement.update)),
    insertMany: (docs: readonly Doc[]) =>
      Promise.all(
        docs.map((doc) =>
          gate(named('insert', {}, filled(schema, doc)), (statement) =>
            at().insert(statement.update),
          ),
        ),
      ),
    updateOne: (filter: Doc, change: Doc, options: UpdateOptions = {}) =>
      update('updateOne', filter, change, options),
    updateMany: (filter: Doc, change: Doc, options: UpdateOptions = {}) =>
      update('updateMany', filter, change, options),
    findOneAndUpdate: (filter: Doc, change: Doc, options: UpdateOptions & Returning = {}) => {
      const find = async () => {
        const full = filledUpdate(schema, change);
        return gate(named('updateOne', filter, full), (statement) => {
          const [before] = at().find(statement.filter);
          const id = before?.['_id'] ?? filter['_id'];
          at().updateOne(statement.filter, statement.update, options);
          const isAfter = options.returnDocument === 'after' || options.new === true;
          return (isAfter ? at().docs.get(id) : before) ?? null;
        });
      };
      return {
        lean: find,
        then: (...args: Parameters<Promise<Doc | null>['then']>) => find().then(...args),
      };
    },
    deleteOne: (filter: Doc) =>
      gate(named('delete', filter), (statement) => ({
        deletedCount: at().deleteMany(statement.filter, 1),
      })),
    deleteMany: (filter: Doc) =>
      gate(named('delete', filter), (statement) => ({
        deletedCount: at().deleteMany(statement.filter),
      })),
  };
}

interface Returning {
  readonly returnDocument?: 'before' | 'after';
  readonly new?: boolean;
}

type MemoryModel = ReturnType<typeof memoryModel>;

/**
 * A connection of one process to the memory: the stores send it the very statements they send a
 * database. What they do not use so far is not there and fails loudly.
 */
export function connectionTo(place: Place, gate: Gate): Connection {
  const models: Record<string, MemoryModel> = {};

  function model(name: string, schema?: Schema, collectionName?: string): MemoryModel {
    const known = models[name];
    if (known) return known;
    if (!schema) throw new Error(`no model ${name}`);
    const own = collectionName ?? nameOf(name, schema);
    const { uniques: there } = place.collection(own);
    if (there.length === 0) there.push(...uniquesOf(schema));
    const at = () => place.collection(own);
    return (models[name] = memoryModel({ modelName: name, schema }, { at, gate }));
  }

  function collection(name: string) {
    const on = { at: () => place.collection(name), gate };
    return {
      find: (filter: Doc = {}, { projection }: { projection?: Doc } = {}) =>
        new Query(on, trustedAll(filter), (docs) => docs).select(projection),
      findOne: (filter: Doc = {}) => new Query(on, trustedAll(filter), ([doc]) => doc ?? null),
    };
  }

  return { models, model, collection } as unknown as Connection; // the part that stores use
}

/** The driver, below mongoose, sanitises nothing. */
function trustedAll(filter: Doc): Doc {
  return Object.fromEntries(
    Object.entries(filter).map(([path, wanted]) => [
      path,
      isOperators(wanted) ? mongoose.trusted(copyOf(wanted)) : wanted,
    ]),
  );
}

const toPlural = mongoose.pluralize();

function nameOf(name: string, schema: Schema): string {
  const own = schema.get('collection');
  return own ?? toPlural?.(name) ?? name;
}

const uniques = new WeakMap<Schema, readonly Unique[]>();

function uniquesOf(schema: Schema): readonly Unique[] {
  const known = uniques.get(schema) ?? uniquesIn(schema);
  uniques.set(schema, known);
  return known;
}

function uniquesIn(schema: Schema): Unique[] {
  return schema
    .indexes()
    .filter(([, options]) => options.unique === true)
    .map(([fields, options]) => {
      const only: unknown = options.partialFilterExpression;
      return { paths: Object.keys(fields), only: isDoc(only) ? only : undefined };
    });
}
