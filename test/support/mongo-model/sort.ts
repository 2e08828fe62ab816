import { reach } from './paths.ts';
import { compare, isArray, isDoc, ModelError, type Doc, type Value } from './values.ts';

export type SortSpec = Record<string, 1 | -1>;

/**
 * core/index-multikey: the keys of a document under several paths. Members of one array stay
 * together, two arrays beside each other have no keys.
 */
export function keysOf(doc: Doc, paths: string[], parallel: number): Value[][] {
  const parts = paths.map((path) => path.split('.'));
  return unfold(
    parts.map((rest) => ({ here: doc, rest })),
    parallel,
  );
}

interface Place {
  here: Value;
  rest: string[];
  /** A member that is an array itself is a key as it stands. */
  member?: boolean;
}

function unfold(places: Place[], parallel: number): Value[][] {
  const walked = places.map(walk);
  const open = walked.filter((one) => one.member !== true).map((one) => one.here);
  const arrays = new Set(open.filter((one) => isArray(one)));
  if (arrays.size === 0) return [walked.map((one) => one.here)];
  if (arrays.size > 1) throw new ModelError(parallel, 'cannot index parallel arrays');
  const [array = []] = arrays;
  const members = array.length === 0 ? [EMPTY] : array;
  return members.flatMap((member) =>
    unfold(
      walked.map((one) => (one.here === array && !one.member ? inMember(one, member) : one)),
      parallel,
    ),
  );
}

/** An array without members, as a key: less than null. */
export const EMPTY = Symbol('empty array');

function walk({ here, rest, member }: Place): Place {
  if (member === true) return { here, rest, member };
  let value = here;
  for (const [i, part] of rest.entries()) {
    if (isArray(value)) return { here: value, rest: rest.slice(i) };
    value = isDoc(value) && Object.hasOwn(value, part) ? value[part] : undefined;
  }
  return { here: value, rest: [] };
}

function inMember({ rest }: Place, value: Value): Place {
  if (rest.length === 0) return { here: value, rest, member: true };
  return { here: isDoc(value) ? value : undefined, rest };
}

const keyRank = (value: Value): number => (value === EMPTY ? 0 : 1);

const compareKeys = (a: Value, b: Value): number =>
  keyRank(a) - keyRank(b) || (a === EMPTY ? 0 : compare(a, b));

/** reference/method/cursor.sort: by the least member going up, the greatest going down. */
export function sortDocs(docs: Doc[], spec: SortSpec): Doc[] {
  const fields = Object.entries(spec);
  if (fields.some(([, direction]) => Math.abs(direction) !== 1)) {
    throw new ModelError(15975, '$sort key ordering must be 1 or -1');
  }
  const byKey = (a: Value[], b: Value[]): number =>
    fields.reduce((found, [, way], i) => found || way * compareKeys(a[i], b[i]), 0);
  const rows = docs.map((doc) => {
    const keys = keysOf(doc, Object.keys(spec), 2);
    return { doc, key: keys.sort(byKey)[0] ?? [] };
  });
  return rows.sort((a, b) => byKey(a.key, b.key)).map(({ doc }) => doc);
}

/** reference/method/db.collection.distinct: values and members of arrays, each once. */
export function distinct(docs: Doc[], path: string): Value[] {
  const found: Value[] = [];
  for (const doc of docs) {
    for (const { value } of reach(doc, path, false)) {
      for (const one of isArray(value) ? value : [value]) {
        if (one !== undefined && !found.some((other) => compare(one, other) === 0)) found.push(one);
      }
    }
  }
  return found;
}
