import type { Document } from 'bson';
import { MongoError } from '../errors.ts';
import { positionOf } from '../query/position.ts';
import { compileFilter } from '../query/filter.ts';
import type { Filter } from '../query/parts.ts';
import { equal } from '../values/compare.ts';
import { copy, isIndex, own, setOwn, someAt } from '../values/path.ts';
import { isDocument, typeName, type Value } from '../values/types.ts';
import { KEEP, OPERATORS, REMOVE } from './operators.ts';
import { conflict, type Change, type Update } from './parse.ts';

/** What a path with `$` needs to become a path of this document. */
interface Target {
  readonly document: Document;
  /** As the filter found it: `$` is decided before anything changes. */
  readonly matched: Document;
  readonly filter: Filter;
  readonly filters: ReadonlyMap<string, Filter>;
}

/** Far indexes pad with null; beyond this the statement is refused, as MongoDB does. */
const MOST_PADDING = 1_500_000;

/**
 * The document after the update; the given one stays as it was.
 * `inserting` is true for the document of an upsert, where `$setOnInsert` counts.
 * @throws MongoError 2, 14, 28, 40 or 66; nothing is half done then.
 */
export function applyUpdate(
  document: Document,
  update: Update,
  { filter, inserting }: { filter: Filter; inserting: boolean },
): Document {
  if (update.kind === 'replacement') return replaced(document, update.document);
  const made = copy(document);
  const target = { document: made, matched: document, filter, filters: update.filters };
  const seen = new Set<string>();
  for (const change of update.changes) {
    if (change.operator === '$setOnInsert' && !inserting) continue;
    for (const parts of expand(change.parts, target)) {
      const path = parts.join('.');
      if (seen.has(path)) throw conflict(path, path);
      seen.add(path);
      const renamed = change.operator === '$renamed';
      applyAt(
        made,
        parts,
        renamed ? { ...change, operand: renamedValue(document, change) } : change,
      );
    }
  }
  if ('_id' in document && !equal(made['_id'], document['_id'])) throw immutable('_id');
  return made;
}

const immutable = (path: string): MongoError =>
  new MongoError(
    66,
    `Performing an update on the path '${path}' would modify the immutable field '${path}'`,
  );

function replaced(document: Document, replacement: Document): Document {
  if ('_id' in document && '_id' in replacement && !equal(document['_id'], replacement['_id'])) {
    throw new MongoError(
      66,
      `After applying the update, the (immutable) field '_id' was found to have been altered`,
    );
  }
  const { _id, ...rest } = replacement;
  const id: Value = '_id' in document ? document['_id'] : _id;
  return { ...(id !== undefined && { _id: id }), ...copy(rest) };
}

/** Concrete paths of this document for one with `$`, `$[]` or `$[x]`. */
function expand(template: readonly string[], target: Target): string[][] {
  let paths: string[][] = [[]];
  for (const part of template) {
    if (!part.startsWith('$')) paths = paths.map((path) => [...path, part]);
    else if (part === '$') paths = paths.map((path) => [...path, position(path, target)]);
    else paths = paths.flatMap((path) => elements(path, part, target));
  }
  return paths;
}

function position(path: readonly string[], { filter, matched }: Target): string {
  const found = positionOf(filter, matched, path.join('.'));
  if (found === undefined)
    throw new MongoError(
      2,
      'The positional operator did not find the match needed from the query.',
    );
  return String(found);
}

function elements(
  path: readonly string[],
  part: string,
  { document, filters }: Target,
): string[][] {
  const array = path.reduce<Value>(
    (at, name) =>
      Array.isArray(at)
        ? (at as Value[])[Number(name)]
        : isDocument(at)
          ? own(at, name)
          : undefined,
    document,
  );
  if (!Array.isArray(array)) {
    const text = path.join('.');
    if (array === undefined)
      throw new MongoError(
        2,
        `The path '${text}' must exist in the document in order to apply array updates.`,
      );
    throw new MongoError(
      2,
      `Cannot apply array updates to non-array element ${text}: ${JSON.stringify(array)}`,
    );
  }
  const name = part.slice(2, -1);
  const filter = filters.get(name);
  return (array as Value[]).flatMap((element, i) =>
    !filter || filter.test({ [name]: element }) ? [[...path, String(i)]] : [],
  );
}

function renamedValue(document: Document, { operand }: Change): Value {
  const parts = String(operand).split('.');
  let at: Value = document;
  for (const part of parts) {
    if (Array.isArray(at))
      throw new MongoError(2, `The source field cannot be an array element, '${String(operand)}'`);
    at = isDocument(at) ? own(at, part) : undefined;
  }
  return at;
}

function applyAt(document: Document, parts: readonly string[], change: Change): void {
  const path = parts.join('.');
  const creates =
    change.operator !== '$unset' &&
    !change.operator.startsWith('$pu') &&
    change.operator !== '$pop' &&
    change.operator !== '$rename';
  const holder = holderOf(document, parts, { creates: creates || change.operator === '$push' });
  const name = parts.at(-1) ?? '';
  const value = holder && read(holder, name);
  const operate = OPERATORS[change.operator] as (place: object, operand: Value) => Value;
  const result = operate({ value, path, documentId: document['_id'] as Value }, change.operand);
  if (result === KEEP) return;
  if (!holder) {
    if (result === REMOVE) return;
    throw notViable(parts, document);
  }
  write(holder, name, { result, path });
}

type Holder = Document | Value[];

const read = (holder: Holder, name: string): Value =>
  Array.isArray(holder) ? (holder as Value[])[Number(name)] : own(holder, name);

/** The document or array the last part stands in; undefined when it is not there to be emptied. */
function holderOf(
  document: Document,
  parts: readonly string[],
  { creates }: { creates: boolean },
): Holder | undefined {
  let at: Holder = document;
  for (const [i, name] of parts.entries()) {
    const enters: boolean = !Array.isArray(at) || isIndex(name);
    const next: Holder | undefined = enters
      ? inside(at, name, { creates, last: i === parts.length - 1 })
      : undefined;
    if (next) at = next;
    else if (!creates) return undefined;
    else throw notViable(parts.slice(0, enters ? i + 2 : i + 1), document);
  }
  return at;
}

/** What lies under a name, made when it may be; the holder itself for the last name. */
function inside(
  at: Holder,
  name: string,
  { creates, last }: { creates: boolean; last: boolean },
): Holder | undefined {
  if (last) return at;
  let next: Value = read(at, name);
  if (next === undefined && creates) {
    next = {};
    write(at, name, { result: next, path: name });
  }
  return isDocument(next) || Array.isArray(next) ? (next as Holder) : undefined;
}

function write(
  holder: Holder,
  name: string,
  { result, path }: { result: Value; path: string },
): void {
  if (!Array.isArray(holder)) {
    if (result === REMOVE) Reflect.deleteProperty(holder, name);
    else setOwn(holder, name, result);
    return;
  }
  const index = Number(name);
  if (result === REMOVE) {
    if (index < holder.length) holder[index] = null; // the others keep their places
    return;
  }
  if (index > holder.length + MOST_PADDING)
    throw new MongoError(2, `Cannot backfill array: ${path}`);
  while (holder.length < index) holder.push(null);
  holder[index] = result;
}

function notViable(parts: readonly string[], document: Document): MongoError {
  const name = parts.at(-1) ?? '';
  const parent = parts.slice(0, -1);
  let value: Value;
  someAt(document, parent, (found) => {
    value = found;
    return true;
  });
  return new MongoError(
    28,
    `Cannot create field '${name}' in element {${parent.at(-1) ?? ''}: ${JSON.stringify(value)}} of type ${typeName(value)}`,
  );
}

/**
 * The document an upsert starts from: what the filter says by equality, alone, in `$and`, or as an
 * `$in` or `$or` of one. Never from ranges.
 */
export function upsertSeed(filter: Document): Document {
  const seed: Document = {};
  for (const [path, value] of equalities(filter)) {
    if (someAt(seed, path.split('.'), (found) => found !== undefined))
      throw new MongoError(54, `cannot infer query fields to set, path '${path}' is matched twice`);
    applyAt(seed, path.split('.'), { operator: '$set', parts: [], operand: value });
  }
  return seed;
}

function* equalities(filter: Document): Generator<[string, Value]> {
  for (const [name, operand] of Object.entries(filter) as [string, Value][]) {
    if (name === '$and' || (name === '$or' && (operand as Document[]).length === 1))
      for (const part of operand as Document[]) yield* equalities(part);
    else if (!name.startsWith('$')) {
      const [node] = compileFilter({ [name]: operand }).nodes;
      if (node?.kind === 'field') yield* equalityOf(name, operand);
    }
  }
}

function* equalityOf(path: string, operand: Value): Generator<[string, Value]> {
  const operators = isDocument(operand) && Object.keys(operand)[0]?.startsWith('$') === true;
  if (!operators) {
    if (typeName(operand) !== 'regex') yield [path, operand];
    return;
  }
  const { $eq, $in, $all } = operand as Record<string, Value>;
  const single = [$in, $all].find((list) => Array.isArray(list) && list.length === 1);
  if ($eq !== undefined) yield [path, $eq];
  else if (Array.isArray(single) && typeName((single as Value[])[0]) !== 'regex')
    yield [path, (single as Value[])[0]];
}
