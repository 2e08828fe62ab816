import { parseFilter, type Holds } from './query.ts';
import { isChange, KEEP, OPERATORS, type Change } from './update-operators.ts';
import {
  nameOf,
  placesOf,
  setAt,
  unsetAt,
  valueAt,
  type Filters,
  type Path,
} from './update-paths.ts';
import {
  copy,
  equal,
  identical,
  isArray,
  isDoc,
  isRegex,
  ModelError,
  type Doc,
  type Value,
} from './values.ts';

/** One operator on one path, as the update names it. */
interface Step {
  path: string;
  name: string;
  change: Change;
  /** Of `$rename`: where the value is taken from. */
  from?: string;
}

/** An update read whole; `apply` makes the document it leads to, and may refuse. */
export interface Update {
  apply(old: Doc, by: Holds, inserting: boolean): { doc: Doc; changed: boolean };
}

const fail = (code: number, message: string): never => {
  throw new ModelError(code, message);
};

export function parseUpdate(update: Doc, arrayFilters: Doc[] = []): Update {
  const isReplacement = !Object.keys(update)[0]?.startsWith('$');
  return isReplacement ? replacement(update) : operators(update, arrayFilters);
}

/** reference/method/db.collection.replaceOne: everything but `_id`. */
function replacement(given: Doc): Update {
  return {
    apply(old) {
      const made =
        '_id' in given || !('_id' in old) ? copy(given) : { _id: old['_id'], ...copy(given) };
      return { doc: sameId(old, idFirst(made)), changed: !identical(old, idFirst(made)) };
    },
  };
}

const idFirst = (doc: Doc): Doc => ('_id' in doc ? { _id: doc['_id'], ...doc } : doc);

function sameId(old: Doc, made: Doc): Doc {
  if ('_id' in old && (!('_id' in made) || !equal(old['_id'], made['_id']))) {
    return fail(
      66,
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    );
  }
  return made;
}

function operators(update: Doc, arrayFilters: Doc[]): Update {
  const filters = parseArrayFilters(arrayFilters);
  const steps = Object.entries(update).flatMap(([name, operand]) => parseOperator(name, operand));
  checkPaths(steps, filters);
  steps.sort((a, b) => comparePaths(a.path.split('.'), b.path.split('.')));
  return { apply: (old, by, inserting) => run(steps, filters, { old, by, inserting }) };
}

function parseArrayFilters(arrayFilters: Doc[]): Filters {
  const filters: Filters = {};
  for (const filter of arrayFilters) {
    const name = nameOf(filter);
    parseFilter(filter);
    if (name in filters) return fail(9, `Found multiple array filters with the same name ${name}`);
    filters[name] = filter;
  }
  return filters;
}

function parseOperator(name: string, operand: Value): Step[] {
  const known = name in OPERATORS || name === '$unset' || name === '$rename';
  if (!known) return fail(9, `Unknown modifier: ${name}`);
  if (!isDoc(operand)) return fail(9, 'Modifiers operate on fields');
  return Object.entries(operand).map(([path, value]) => {
    checkParts(path);
    if (name === '$rename') return parseRename(path, value);
    if (name === '$unset') return { path, name, change: () => KEEP };
    return { path, name, change: OPERATORS[name]?.(value) ?? (() => KEEP) };
  });
}

function checkParts(path: string): void {
  const parts = path.split('.');
  if (parts.includes('')) fail(56, `The update path '${path}' contains an empty field name`);
  if (parts[0]?.startsWith('$') === true) {
    fail(parts[0] === '$' || parts[0].startsWith('$[') ? 2 : 52, `bad first part in ${path}`);
  }
  const strange = parts.some((one) => one.startsWith('$') && one !== '$' && !one.startsWith('$['));
  if (strange) fail(52, `The dollar ($) prefixed field in '${path}' is not allowed`);
}

function parseRename(from: string, to: Value): Step {
  if (typeof to !== 'string') return fail(2, 'The to field for $rename must be a string');
  checkParts(to);
  if (`${from}.${to}`.includes('$')) return fail(2, '$rename with a dynamic path');
  if (overlap(from.split('.'), to.split('.'))) return fail(2, '$rename from and to must differ');
  return { path: to, name: '$rename', change: () => KEEP, from };
}

/** Two operators on one path, or on a path and one within it, are refused: 40. */
function checkPaths(steps: Step[], filters: Filters): void {
  const paths = steps.flatMap((step) =>
    step.from === undefined ? [step.path] : [step.path, step.from],
  );
  refuseOverlaps(
    paths.map((path) => path.split('.')),
    mixes,
  );
  const used = paths.flatMap((path) => path.split('.').filter((part) => /^\$\[.+\]$/.test(part)));
  const names = used.map((part) => part.slice(2, -1));
  for (const name of names) if (!(name in filters)) fail(2, `No array filter found for '${name}'`);
  const idle = Object.keys(filters).find((name) => !names.includes(name));
  if (idle !== undefined) fail(9, `The array filter for '${idle}' was not used in the update`);
}

type Parts = (string | number)[];

function overlap(a: Parts, b: Parts): boolean {
  const length = Math.min(a.length, b.length);
  return a.slice(0, length).every((part, i) => String(part) === String(b[i]));
}

/** `a.$[…]` beside `a.0` or `a.$`: the same array by two ways. */
function mixes(a: Parts, b: Parts): boolean {
  const at = a.findIndex((part, i) => String(part) !== String(b[i]));
  const filtered = [a[at], b[at]].map((part) => String(part).startsWith('$['));
  return at >= 0 && at < b.length && filtered[0] !== filtered[1];
}

function refuseOverlaps(paths: Parts[], also: (a: Parts, b: Parts) => boolean): void {
  for (const [i, a] of paths.entries()) {
    for (const b of paths.slice(i + 1)) {
      if (overlap(a, b) || also(a, b))
        fail(40, `Updating '${b.join('.')}' would create a conflict`);
    }
  }
}

/** tutorial/update-documents: names in the order of text, numbers in that of numbers. */
function comparePaths(a: Parts, b: Parts): number {
  for (const [i, part] of a.entries()) {
    const other = b[i];
    if (other === undefined) return 1;
    const asNumbers = Number(part) - Number(other);
    if (part !== other) return asNumbers || (part < other ? -1 : 1);
  }
  return a.length - b.length;
}

interface Run {
  old: Doc;
  by: Holds;
  inserting: boolean;
}

function run(steps: Step[], filters: Filters, { old, by, inserting }: Run) {
  const doc = copy(old);
  const wanted = steps.filter((step) => step.name !== '$setOnInsert' || inserting);
  const work = wanted.map((step) => ({ step, places: placesOf(doc, step.path, by, filters) }));
  refuseOverlaps(
    work.flatMap(({ places }) => places),
    () => false,
  );
  let changed = false;
  for (const { step, places } of work) {
    for (const place of places) changed = applyStep(step, doc, place) || changed;
  }
  const made = inserting ? idFirst(doc) : doc;
  return { doc: sameId(old, made), changed };
}

function applyStep(step: Step, doc: Doc, place: Path): boolean {
  if (step.name === '$unset') return unsetAt(doc, place);
  if (step.from !== undefined) return rename(doc, step.from.split('.'), place);
  const old = valueAt(doc, place);
  const made = step.change(old);
  if (made === KEEP) return false;
  const changed = isChange(old, made);
  if (changed) setAt(doc, place, made);
  return changed;
}

/** reference/operator/update/rename: not through arrays; without its source it does nothing. */
function rename(doc: Doc, from: Path, to: Path): boolean {
  const value = valueAt(doc, from);
  if (value === undefined) return false;
  for (const path of [from, to]) {
    if (path.some((_, i) => i > 0 && isArray(valueAt(doc, path.slice(0, i))))) {
      fail(2, 'The field of $rename cannot be an array element');
    }
  }
  setAt(doc, to, value);
  unsetAt(doc, from);
  return true;
}

/** reference/method/db.collection.updateOne, "Upsert": the equalities of a filter. */
export function upsertBase(filter: Doc): Doc {
  const made: Doc = {};
  const seen: string[] = [];
  for (const [path, value] of equalities(filter)) {
    if (seen.some((one) => overlap(one.split('.'), path.split('.')))) {
      return fail(54, `cannot infer query fields to set, path '${path}' is matched twice`);
    }
    seen.push(path);
    setAt(made, path.split('.'), copy(value));
  }
  return idFirst(made);
}

function equalities(filter: Doc): [string, Value][] {
  return Object.entries(filter).flatMap(([name, operand]): [string, Value][] => {
    const alternatives = isArray(operand) ? (operand as Doc[]) : [];
    if (name === '$and' || (name === '$or' && alternatives.length === 1)) {
      return alternatives.flatMap(equalities);
    }
    return name.startsWith('$') ? [] : equalitiesOf(name, operand);
  });
}

function equalitiesOf(path: string, operand: Value): [string, Value][] {
  if (isRegex(operand)) return [];
  if (!isDoc(operand) || Object.keys(operand)[0]?.startsWith('$') !== true)
    return [[path, operand]];
  return Object.entries(operand).flatMap(([name, value]): [string, Value][] => {
    if (name === '$eq') return [[path, value]];
    const single = isArray(value) && (name === '$all' || (name === '$in' && value.length === 1));
    return single ? value.filter((one) => !isRegex(one)).map((one) => [path, one]) : [];
  });
}
