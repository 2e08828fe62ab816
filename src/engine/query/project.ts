import type { Document } from 'bson';
import { MongoError, notInEngine } from '../errors.ts';
import { own, setOwn } from '../values/path.ts';
import { isDocument, isNumber, toNumber, type Value } from '../values/types.ts';
import { compileFilter } from './filter.ts';
import type { Filter } from './parts.ts';
import { positionOf } from './position.ts';
import { memberTest } from './predicates.ts';

/** Gives the part of a document that was asked for. */
export type Project = (document: Document) => Document;

interface Tree {
  readonly children: Map<string, Tree>;
  /** Reshapes the array at this place. */
  reshape?: (value: Value, document: Document) => Value;
}

/** @throws MongoError 31253/31254 for including and excluding at once, 31249 for colliding paths. */
export function compileProjection(projection: Document, filter = compileFilter({})): Project {
  const entries = Object.entries(projection) as [string, Value][];
  if (entries.length === 0) return (document) => document;
  const mode = modeOf(entries);
  const root: Tree = { children: new Map() };
  const idFlag = entries.find(([path]) => path === '_id')?.[1];
  for (const [path, operand] of entries) {
    if (path !== '_id') addPath(root, { path, operand, filter });
  }
  const showsId = idFlag === undefined || isOn(idFlag);
  if (mode === 'include') {
    if (showsId) root.children.set('_id', { children: new Map() });
    return (document) => include(document, root, document) as Document;
  }
  if (!showsId) root.children.set('_id', { children: new Map() });
  return (document) => exclude(document, root, document) as Document;
}

const isOn = (operand: Value): boolean =>
  typeof operand === 'boolean' ? operand : isNumber(operand) ? toNumber(operand) !== 0 : true;

type Mode = 'include' | 'exclude';

function modeOf(entries: readonly [string, Value][]): Mode {
  let mode: Mode | undefined;
  for (const [path, operand] of entries) {
    const wanted = wish(path, operand);
    if (wanted === undefined) continue;
    if (mode !== undefined && mode !== wanted) throw mixture(mode, path);
    mode = wanted;
  }
  const id = entries.find(([path]) => path === '_id')?.[1];
  return mode ?? (id !== undefined && isOn(id) ? 'include' : 'exclude');
}

/** What one field says of the whole; `_id` and `$slice` say nothing. */
function wish(path: string, operand: Value): Mode | undefined {
  if (path === '_id' || (isDocument(operand) && '$slice' in operand)) return undefined;
  if (!isDocument(operand) && !isNumber(operand) && typeof operand !== 'boolean')
    throw notInEngine('an expression in a projection');
  return isOn(operand) ? 'include' : 'exclude';
}

const mixture = (mode: Mode, path: string): MongoError =>
  mode === 'include'
    ? new MongoError(31254, `Cannot do exclusion on field ${path} in inclusion projection`)
    : new MongoError(31253, `Cannot do inclusion on field ${path} in exclusion projection`);

function addPath(
  root: Tree,
  { path, operand, filter }: { path: string; operand: Value; filter: Filter },
): void {
  const parts = path.split('.');
  const positional = parts.at(-1) === '$';
  if (positional) parts.pop();
  const at = placeOf(root, parts);
  if (positional) at.reshape = positionalElement(filter, parts.join('.'));
  else if (isDocument(operand)) at.reshape = reshaping(operand);
}

/** The tree's node for a path, made on the way. @throws MongoError 31249 when another path is in it. */
function placeOf(root: Tree, parts: readonly string[]): Tree {
  let at = root;
  for (const [i, part] of parts.entries()) {
    if (part === '' || part.startsWith('$'))
      throw new MongoError(16410, `FieldPath field names may not start with '$'.`);
    const known = at.children.get(part);
    if (known && (i === parts.length - 1 || known.children.size === 0))
      throw new MongoError(31249, `Path collision at ${parts.join('.')}`);
    const next: Tree = known ?? { children: new Map() };
    at.children.set(part, next);
    at = next;
  }
  return at;
}

function positionalElement(
  filter: Filter,
  path: string,
): (value: Value, document: Document) => Value {
  return (value, document) => {
    if (!Array.isArray(value)) return value;
    const found = positionOf(filter, document, path);
    if (found === undefined)
      throw new MongoError(
        51246,
        "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
      );
    return [(value as Value[])[found]];
  };
}

function reshaping(operand: Document): (value: Value) => Value {
  const [name] = Object.keys(operand);
  if (name === '$slice') return sliceOf(operand['$slice'] as Value);
  if (name !== '$elemMatch') throw notInEngine(`${name ?? ''} in a projection`);
  const { test } = memberTest(operand['$elemMatch'] as Value, compileFilter);
  return (value) => {
    const members = Array.isArray(value) ? (value as Value[]) : [];
    const found = members.find((member) => test(member));
    return found === undefined ? undefined : [found];
  };
}

function sliceOf(operand: Value): (value: Value) => Value {
  const numbers = Array.isArray(operand) ? (operand as Value[]).map(toNumber) : [toNumber(operand)];
  const limit = numbers.at(-1) ?? NaN;
  const skip = numbers.length > 1 ? numbers[0] : undefined;
  if (Number.isNaN(limit) || (skip !== undefined && limit <= 0))
    throw new MongoError(
      28724,
      'First argument to $slice must be an array, and the limit positive',
    );
  return (value) => {
    if (!Array.isArray(value)) return value;
    const array = value as Value[];
    if (skip === undefined) return limit < 0 ? array.slice(limit) : array.slice(0, limit);
    const start = skip < 0 ? Math.max(0, array.length + skip) : skip;
    return array.slice(start, start + limit);
  };
}

function include(value: Value, { children, reshape }: Tree, document: Document): Value {
  if (reshape) return reshape(value, document);
  if (children.size === 0) return value;
  if (Array.isArray(value))
    return (value as Value[])
      .filter((element) => isDocument(element) || Array.isArray(element))
      .map((element) => include(element, { children }, document));
  if (!isDocument(value)) return undefined;
  const made: Document = {};
  for (const name of Object.keys(value)) {
    const child = children.get(name);
    const part = child && include(own(value, name), child, document);
    if (part !== undefined) setOwn(made, name, part);
  }
  return made;
}

function exclude(value: Value, { children, reshape }: Tree, document: Document): Value {
  if (reshape) return reshape(value, document);
  if (Array.isArray(value))
    return (value as Value[]).map((element) => exclude(element, { children }, document));
  if (!isDocument(value)) return value;
  const made: Document = {};
  for (const [name, part] of Object.entries(value) as [string, Value][]) {
    const child = children.get(name);
    if (child && child.children.size === 0 && !child.reshape) continue;
    setOwn(made, name, child ? exclude(part, child, document) : part);
  }
  return made;
}
