import { parseFilter } from './query.ts';
import { EMPTY, keysOf } from './sort.ts';
import { isDoc, ModelError, textOf, textOfEqual, type Doc, type Value } from './values.ts';

export type IndexKey = Record<string, 1 | -1>;

export interface IndexOptions {
  name?: string;
  unique?: boolean;
  sparse?: boolean;
  partialFilterExpression?: Doc;
}

/** Which documents hold which key of one index. */
export interface Index {
  name: string;
  key: IndexKey;
  options: IndexOptions;
  keys(doc: Doc): Value[][];
  holders: Map<string, Set<string>>;
}

export function makeIndex(key: IndexKey, options: IndexOptions): Index {
  const paths = Object.keys(key);
  checkSpec(key, options);
  const partial = options.partialFilterExpression;
  const covers = partial ? parseFilter(partial) : undefined;
  return {
    name: options.name ?? Object.entries(key).flat().join('_'),
    key,
    options,
    holders: new Map(),
    keys(doc) {
      if (covers && !covers(doc)) return [];
      const keys = keysOf(doc, paths, 171);
      if (options.sparse !== true) return keys;
      return keys.filter((one) => one.some((part) => part !== undefined));
    },
  };
}

function checkSpec(key: IndexKey, options: IndexOptions): void {
  const directions = Object.values(key);
  const empty = directions.length === 0 || directions.some((one) => (one as number) === 0);
  if (empty) throw new ModelError(67, 'Index keys cannot be empty, nor 0');
  if (options.sparse === true && options.partialFilterExpression) {
    throw new ModelError(67, 'cannot mix partialFilterExpression and sparse options');
  }
  if (options.partialFilterExpression) checkPartial(options.partialFilterExpression);
}

const PARTIAL = ['$eq', '$gt', '$gte', '$lt', '$lte', '$type', '$exists', '$in'];

/** core/index-partial: the operators a partial filter may have. */
function checkPartial(filter: Doc): void {
  for (const [name, operand] of Object.entries(filter)) {
    if (name === '$and') for (const one of operand as Doc[]) checkPartial(one);
    else if (name.startsWith('$') || !isAllowed(operand)) {
      throw new ModelError(67, 'unsupported expression in partial index');
    }
  }
}

function isAllowed(operand: Value): boolean {
  if (!isDoc(operand) || Object.keys(operand)[0]?.startsWith('$') !== true) return true;
  return Object.entries(operand).every(
    ([name, value]) => PARTIAL.includes(name) && !(name === '$exists' && value !== true),
  );
}

const keyText = (key: Value[]): string =>
  key.map((part) => (part === EMPTY ? 'empty' : textOfEqual(part ?? null))).join('|');

/** The keys of a document in this index, each once. */
function textsOf(index: Index, doc: Doc): Map<string, Value[]> {
  return new Map(index.keys(doc).map((key) => [keyText(key), key]));
}

/** core/index-unique: two documents never share a key; the members of one may. */
export function duplicate(indexes: Index[], doc: Doc, id: string): ModelError | undefined {
  const [ofId] = indexes;
  if (ofId && id === '' && ofId.name === '_id_' && ofId.holders.get(keyText([doc['_id']]))?.size) {
    return new ModelError(11000, 'E11000 duplicate key error index: _id_', {
      keyPattern: ofId.key,
      keyValue: { _id: doc['_id'] },
    });
  }
  const clashes = indexes.flatMap((index) => {
    const texts = [...textsOf(index, doc)]; // also refuses parallel arrays
    if (index.options.unique !== true) return [];
    return texts
      .filter(([text]) => [...(index.holders.get(text) ?? [])].some((holder) => holder !== id))
      .map(([, key]) => ({ index, key }));
  });
  const [first] = clashes;
  if (!first) return undefined;
  const names = Object.keys(first.index.key);
  const sure = clashes.every((one) => one.index === first.index);
  return new ModelError(11000, `E11000 duplicate key error index: ${first.index.name}`, {
    ...(sure ? { keyPattern: first.index.key } : {}),
    ...(clashes.length === 1
      ? { keyValue: Object.fromEntries(names.map((name, i) => [name, plain(first.key[i])])) }
      : {}),
  });
}

const plain = (part: Value): Value => (part === EMPTY ? undefined : (part ?? null));

export function hold(index: Index, doc: Doc, id: string): void {
  for (const text of textsOf(index, doc).keys()) {
    const holders = index.holders.get(text) ?? new Set();
    index.holders.set(text, holders.add(id));
  }
}

export function release(index: Index, doc: Doc, id: string): void {
  for (const text of textsOf(index, doc).keys()) index.holders.get(text)?.delete(id);
}

/** reference/method/db.collection.createIndex: what is there already, and what conflicts. */
export function conflict(indexes: Index[], made: Index): 'there' | undefined {
  const sameName = indexes.find((one) => one.name === made.name);
  const twin = indexes.find((one) => signature(one) === signature(made));
  if (sameName) {
    if (twin === sameName) return 'there';
    throw new ModelError(86, `An existing index has the same name: ${made.name}`);
  }
  if (twin) throw new ModelError(85, `Index already exists with a different name: ${twin.name}`);
  return undefined;
}

const signature = ({ key, options }: Index): string =>
  textOf([key, options.unique === true, options.sparse === true, options.partialFilterExpression]);
