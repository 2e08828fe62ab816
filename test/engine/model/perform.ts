import type { mongo } from 'mongoose';
import {
  ModelError,
  textOf,
  textOfEqual,
  type Collection,
} from '../../support/mongo-model/index.ts';
import type { Operation } from './statement.ts';
import { merge } from './updates.ts';
import type { Doc } from './palette.ts';

/** What a statement came to, as texts that can be compared. */
export interface Outcome {
  result?: string;
  code?: number;
  facts?: Doc;
}

type Of<K extends Operation['kind']> = Extract<Operation, { kind: K }>;
type Perform<T, R> = { [K in Operation['kind']]: (target: T, operation: Of<K>) => R };

const asSet = (rows: unknown[], text = textOf): string => rows.map(text).sort().join('\n');
const inOrder = (rows: unknown[]): string => rows.map(textOf).join('\n');
/** Rows of a find: in order when a sort says so. */
const rowsOf = (
  rows: unknown[],
  { sort, projection }: { sort?: object; projection?: Doc },
): string => {
  const made =
    projection && 'h' in projection && typeof projection['h'] === 'object'
      ? rows.map(byName)
      : rows;
  return sort ? inOrder(made) : asSet(made);
};
/** What a worked-out field does to the order of fields is not promised. */
const byName = (row: unknown): unknown =>
  Object.fromEntries(Object.entries(row as Doc).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Groups come in any order, and so do the members of `$addToSet`. */
function pipelineRows(rows: unknown[], pipeline: Doc[]): string {
  const { $group } = pipeline.at(-1) ?? {};
  const sets = Object.entries(($group ?? {}) as Doc).filter(
    ([, one]) => one !== null && typeof one === 'object' && '$addToSet' in one,
  );
  const sorted = rows.map((row) => {
    const made = { ...(row as Doc) };
    for (const [name] of sets) made[name] = (made[name] as unknown[]).map(textOfEqual).sort();
    return made;
  });
  return $group ? asSet(sorted, textOfEqual) : sorted.map(textOfEqual).join('\n');
}

const counts = (
  one: { matchedCount: number; modifiedCount: number; upsertedId: unknown },
  operation: { update?: Doc },
): string =>
  textOf([
    one.matchedCount,
    isVague(operation.update) ? null : one.modifiedCount,
    one.upsertedId ?? null,
  ]);

/** NaN and −0 in `$inc`: whether the same number again is a change is not said. */
const isVague = (update: Doc | undefined): boolean =>
  update !== undefined && ['$inc', '$min', '$max'].some((name) => name in update);

const optionsOf = ({ upsert, arrayFilters }: { upsert?: boolean; arrayFilters?: Doc[] }) => ({
  ...(upsert === true ? { upsert } : {}),
  ...(arrayFilters ? { arrayFilters } : {}),
});

const MODEL: Perform<Collection, string> = {
  insertOne: (model, { doc }) => (model.insertOne(doc), ''),
  insertMany(model, { docs, ordered }) {
    const { insertedCount, errors } = model.insertMany(docs, { ordered });
    return textOf([insertedCount, errors.map(({ index, error }) => [index, error.code])]);
  },
  updateOne: (model, one) => counts(model.updateOne(one.filter, one.update, optionsOf(one)), one),
  updateMany: (model, one) => counts(model.updateMany(one.filter, one.update, optionsOf(one)), one),
  replaceOne: (model, one) => counts(model.replaceOne(one.filter, one.doc, optionsOf(one)), {}),
  findOneAndUpdate: (model, one) =>
    textOf(
      byName(
        model.findOneAndUpdate(one.filter, one.update, { ...one.options, ...optionsOf(one) }) ?? {},
      ),
    ),
  findOneAndDelete: (model, one) => textOf(model.findOneAndDelete(one.filter, one.options)),
  deleteOne: (model, one) => `${model.deleteOne(one.filter)}`,
  deleteMany: (model, one) => `${model.deleteMany(one.filter)}`,
  find: (model, one) => rowsOf(model.find(one.filter, one.options), one.options),
  count: (model, one) => `${model.count(one.filter, one.options)}`,
  distinct: (model, one) => asSet(model.distinct(one.path, one.filter), textOfEqual),
  aggregate: (model, one) => pipelineRows(model.aggregate(one.pipeline), one.pipeline),
  createIndex: (model, one) => model.createIndex(one.key, one.options),
  dropIndex: (model, one) => (model.dropIndex(one.name), ''),
};

type Server = mongo.Collection<Doc & { _id: unknown }>;
type Filter = mongo.Filter<Doc & { _id: unknown }>;

const SERVER: Perform<Server, Promise<string>> = {
  insertOne: (server, { doc }) => server.insertOne({ ...doc } as never).then(() => ''),
  async insertMany(server, { docs, ordered }) {
    const rows = docs.map((doc) => ({ ...doc })) as never;
    try {
      return textOf([(await server.insertMany(rows, { ordered })).insertedCount, []]);
    } catch (error) {
      const { insertedCount, writeErrors } = error as mongo.MongoBulkWriteError;
      const errors = [writeErrors].flat().map((one) => [one.index, one.code]);
      return textOf([insertedCount, errors]);
    }
  },
  updateOne: async (server, one) =>
    counts(await server.updateOne(one.filter, one.update, optionsOf(one)), one),
  updateMany: async (server, one) =>
    counts(await server.updateMany(one.filter, one.update, optionsOf(one)), one),
  replaceOne: async (server, one) =>
    counts(await server.replaceOne(one.filter, one.doc, optionsOf(one)), {}),
  findOneAndUpdate: async (server, one) =>
    textOf(
      byName(
        (await server.findOneAndUpdate(one.filter, one.update, {
          ...one.options,
          ...optionsOf(one),
        })) ?? {},
      ),
    ),
  findOneAndDelete: async (server, one) =>
    textOf(await server.findOneAndDelete(one.filter, one.options)),
  deleteOne: async (server, one) => `${(await server.deleteOne(one.filter)).deletedCount}`,
  deleteMany: async (server, one) => `${(await server.deleteMany(one.filter)).deletedCount}`,
  find: async (server, one) =>
    rowsOf(await server.find(one.filter as Filter, one.options).toArray(), one.options),
  count: async (server, one) => `${await server.countDocuments(one.filter, one.options)}`,
  distinct: async (server, one) =>
    asSet(await server.distinct(one.path, one.filter as Filter), textOfEqual),
  aggregate: async (server, one) =>
    pipelineRows(await server.aggregate(one.pipeline).toArray(), one.pipeline),
  createIndex: (server, one) => server.createIndex(one.key, one.options, {}),
  dropIndex: (server, one) => server.dropIndex(one.name).then(() => ''),
};

export function onModel(model: Collection, operation: Operation): Outcome {
  try {
    return {
      result: (MODEL[operation.kind] as Perform<Collection, string>['find'])(
        model,
        operation as Of<'find'>,
      ),
    };
  } catch (error) {
    if (error instanceof ModelError) return { code: error.code, facts: error.facts };
    throw error;
  }
}

export async function onServer(server: Server, operation: Operation): Promise<Outcome> {
  try {
    return {
      result: await (SERVER[operation.kind] as Perform<Server, Promise<string>>['find'])(
        server,
        operation as Of<'find'>,
      ),
    };
  } catch (error) {
    const { code, keyPattern, keyValue } = error as mongo.MongoServerError & Doc;
    if (typeof code !== 'number') throw error;
    return { code, facts: { keyPattern, keyValue } };
  }
}

/** Of several faults in one update MongoDB may name any: the codes of its operators one by one. */
export function codesOf(model: Collection, operation: Operation, code: number): Set<number> {
  const codes = new Set([code]);
  const building = operation.kind === 'createIndex' && (code === 171 || code === 11000);
  if (building) return new Set([171, 11000]);
  if (!('update' in operation)) return codes;
  for (const step of stepsOf(operation.update)) {
    const outcome = onModel(model.fork(), { ...operation, update: step });
    if (outcome.code !== undefined) codes.add(outcome.code);
  }
  return codes;
}

function stepsOf(update: Doc): Doc[] {
  return Object.entries(update).flatMap(([name, fields]) =>
    typeof fields === 'object'
      ? Object.entries(fields as Doc).map(([at, operand]) => merge([{ [name]: { [at]: operand } }]))
      : [],
  );
}
