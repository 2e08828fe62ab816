import type { Document } from 'bson';
import { MongoError, notInEngine } from '../errors.ts';
import { compileFilter } from '../query/filter.ts';
import type { Node } from '../query/parts.ts';
import { toIndex, type Collection, type Index } from '../storage/catalogue.ts';
import { after } from '../keys/cut.ts';
import { addToIndex, numbered, type Store } from '../storage/store.ts';
import { equal } from '../values/compare.ts';
import { isDocument, isNumber, toNumber, typeName, type Value } from '../values/types.ts';
import type { Command } from './context.ts';
import { documents, findCollection, namespaceOf, needCollection } from './context.ts';

const OPTIONS = [
  'v',
  'key',
  'name',
  'unique',
  'sparse',
  'partialFilterExpression',
  'expireAfterSeconds',
  'background',
  'ns',
];
const ELSEWHERE = [
  'collation',
  'weights',
  'default_language',
  'language_override',
  'textIndexVersion',
  '2dsphereIndexVersion',
  'bits',
  'min',
  'max',
  'wildcardProjection',
  'hidden',
  'storageEngine',
];
const ID_INDEX = { v: 2, key: { _id: 1 }, name: '_id_' };

export const createIndexes: Command = {
  writes: true,
  fields: ['indexes', 'commitQuorum'],
  run(context, command) {
    const specs = documents(command, 'indexes').map(checkSpec);
    const namespace = namespaceOf(context, command['createIndexes'] as Value);
    const isNew = !context.store.catalogue.collections.has(namespace);
    const collection = needCollection(context, namespace);
    const numIndexesBefore = collection.indexes.length + 1;
    const made = specs.filter((spec) => !isThere(collection, spec));
    const built: Index[] = [];
    try {
      for (const spec of made) built.push(build(context.store, collection, spec));
    } catch (error) {
      for (const index of built) dropIndex(context.store, collection, index);
      throw error;
    }
    const numIndexesAfter = numIndexesBefore + made.length;
    const note = made.length === 0 ? { note: 'all indexes already exist' } : {};
    return {
      numIndexesBefore,
      numIndexesAfter,
      createdCollectionAutomatically: isNew,
      ...note,
      ok: 1,
    };
  },
};

/** @throws MongoError 67, 197 or 115 for a declaration that cannot be kept. */
function checkSpec(given: Document): Document {
  const key = given['key'] as Value;
  if (!isDocument(key) || Object.keys(key).length === 0)
    throw new MongoError(67, 'Index keys cannot be an empty object');
  (Object.entries(key) as [string, Value][]).forEach(checkKeyField);
  const odd = Object.keys(given).find((name) => !OPTIONS.includes(name));
  if (odd !== undefined) {
    if (ELSEWHERE.includes(odd)) throw notInEngine(`index option ${odd}`);
    throw new MongoError(197, `The field '${odd}' is not valid for an index specification.`);
  }
  checkOptions(given, key);
  const name =
    typeof given['name'] === 'string' ? given['name'] : Object.entries(key).flat().join('_');
  const { ns, background, v, ...rest } = given;
  return { v: 2, ...rest, name };
}

function checkKeyField([path, direction]: [string, Value]): void {
  if (typeof direction === 'string' || path.includes('$**'))
    throw notInEngine(`an index of type ${String(direction)}`);
  if (!isNumber(direction) || !toNumber(direction))
    throw new MongoError(67, `Values in v:2 index key pattern cannot be ${typeName(direction)}`);
  if (path.split('.').some((part) => part === '' || part.startsWith('$')))
    throw new MongoError(67, `Index key contains an illegal field name: '${path}'`);
}

function checkOptions(given: Document, key: Document): void {
  const partial = given['partialFilterExpression'] as Value;
  if (partial !== undefined) {
    if (!isDocument(partial))
      throw new MongoError(14, "The field 'partialFilterExpression' must be an object");
    if (given['sparse'] === true)
      throw new MongoError(67, 'cannot mix "partialFilterExpression" and "sparse" options');
    compileFilter(partial).nodes.forEach(checkPartial);
  }
  const seconds = given['expireAfterSeconds'] as Value;
  if (seconds === undefined) return;
  if (!isNumber(seconds) || toNumber(seconds) < 0)
    throw new MongoError(
      67,
      `TTL index 'expireAfterSeconds' option must be numeric and not negative`,
    );
  if (Object.keys(key).length !== 1)
    throw new MongoError(
      67,
      'TTL indexes are single-field indexes, compound indexes do not support TTL.',
    );
}

const PARTIAL = ['$eq', '$exists', '$gt', '$gte', '$lt', '$lte', '$type'];

function checkPartial(node: Node): void {
  if (node.kind === 'all') node.nodes.forEach(checkPartial);
  else if (
    node.kind !== 'field' ||
    node.predicate.kind !== 'test' ||
    !PARTIAL.includes(node.predicate.operator)
  )
    throw new MongoError(67, 'Expression not supported in partial index');
}

/**
 * What tells one index from another, whatever their names: keys, partial filter, unique and sparse.
 * @throws MongoError 85 or 86 when the name or the signature stands for something else already.
 */
function isThere(collection: Collection, spec: Document): boolean {
  if (equal(spec['key'], ID_INDEX.key)) return true;
  const twin = collection.indexes.find((index) => equal(signature(index.spec), signature(spec)));
  const namesake = collection.indexes.find((index) => index.name === spec['name']);
  if (namesake && namesake !== twin)
    throw new MongoError(
      86,
      `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Requested index: ${namesake.name}`,
    );
  if (!twin) return false;
  if (!namesake)
    throw new MongoError(85, `Index already exists with a different name: ${twin.name}`);
  if (equal(twin.spec['expireAfterSeconds'], spec['expireAfterSeconds'])) return true;
  throw new MongoError(
    85,
    `An equivalent index already exists with different options: ${twin.name}`,
  );
}

const signature = (spec: Document): Value[] => [
  spec['key'],
  spec['partialFilterExpression'],
  spec['unique'] === true,
  spec['sparse'] === true,
];

/** Builds an index over what is there. @throws MongoError 11000 and leaves nothing. */
function build(store: Store, collection: Collection, spec: Document): Index {
  const fields = Object.keys(spec['key'] as Document);
  const index = toIndex({ id: store.catalogue.nextId(), spec, multikey: fields.map(() => false) });
  const start = numbered(collection.id);
  const keys = store.environment.documents.getKeys({ start, ...end(start) });
  try {
    for (const key of [...keys].map((one) => Buffer.from(one)))
      addToIndex(store, collection, index, key);
  } catch (error) {
    removeEntries(store, index);
    throw error;
  }
  collection.indexes.push(index);
  store.catalogue.save(collection);
  return index;
}

const end = (start: Buffer): { end?: Buffer } => {
  const behind = after(start);
  return behind ? { end: behind } : {};
};

function removeEntries({ environment }: Store, index: Index): void {
  const start = numbered(index.id);
  for (const key of [...environment.entries.getKeys({ start, ...end(start) })])
    environment.entries.removeSync(key);
}

function dropIndex(store: Store, collection: Collection, index: Index): void {
  removeEntries(store, index);
  collection.indexes.splice(collection.indexes.indexOf(index), 1);
  store.catalogue.save(collection);
}

/** Takes a collection away with its documents and indexes. */
export function dropCollection(store: Store, collection: Collection): void {
  for (const index of collection.indexes) removeEntries(store, index);
  const start = numbered(collection.id);
  const { documents: table } = store.environment;
  for (const key of [...table.getKeys({ start, ...end(start) })]) table.removeSync(key);
  store.touched.delete(collection);
  store.catalogue.remove(collection.namespace);
}

export const listIndexes: Command = {
  writes: false,
  fields: ['cursor'],
  run(context, command) {
    const collection = findCollection(context, command['listIndexes'] as Value);
    const namespace = namespaceOf(context, command['listIndexes'] as Value);
    if (!collection) throw new MongoError(26, `ns does not exist: ${namespace}`);
    const specs: Document[] = [ID_INDEX, ...collection.indexes.map(({ spec }) => spec)];
    return context.cursors.open(
      namespace,
      specs.map((spec) => () => spec),
      { batchSize: Infinity, single: true },
    );
  },
};

export const dropIndexes: Command = {
  writes: true,
  fields: ['index'],
  run(context, command) {
    const collection = findCollection(context, command['dropIndexes'] as Value);
    if (!collection) throw new MongoError(26, 'ns not found');
    const nIndexesWas = collection.indexes.length + 1;
    for (const index of chosen(collection, command['index'] as Value))
      dropIndex(context.store, collection, index);
    return { nIndexesWas, ok: 1 };
  },
};

function chosen(collection: Collection, wanted: Value): Index[] {
  if (wanted === '*') return [...collection.indexes];
  if (wanted === '_id_' || equal(wanted, ID_INDEX.key))
    throw new MongoError(72, 'cannot drop _id index');
  const names: Value[] = Array.isArray(wanted) ? (wanted as Value[]) : [wanted];
  return names.map((name) => {
    const found = collection.indexes.find(
      (index) => index.name === name || (isDocument(name) && equal(index.spec['key'], name)),
    );
    if (!found)
      throw new MongoError(
        27,
        `index not found with name [${typeof name === 'string' ? name : JSON.stringify(name)}]`,
      );
    return found;
  });
}
