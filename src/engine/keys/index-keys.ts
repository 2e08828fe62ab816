import type { Document } from 'bson';
import { MongoError } from '../errors.ts';
import { isIndex, own } from '../values/path.ts';
import { isDocument, type Value } from '../values/types.ts';
import { EMPTY_ARRAY, encode, invert } from './encode.ts';

/** What an index needs to know to make the keys of a document. */
export interface KeyShape {
  /** Split field paths, in order. */
  readonly fields: readonly (readonly string[])[];
  readonly descending: readonly boolean[];
  readonly sparse: boolean;
}

export interface IndexKeys {
  /** Encoded fields without the document's own key; each once. */
  readonly keys: readonly Buffer[];
  /** Which fields went through an array. */
  readonly multikey: readonly boolean[];
}

interface Walk {
  readonly at: Value;
  readonly rest: readonly string[];
  /** An element of the array at the path's end: a value even if it is an array itself. */
  readonly final?: boolean;
}

/**
 * The keys of one document: one per element of the array the fields pass through, else one.
 * @throws MongoError 171 when two fields go through different arrays.
 */
export function indexKeys(document: Document, shape: KeyShape): IndexKeys {
  const multikey = shape.fields.map(() => false);
  const rows = keyRows(document, shape.fields, 171, multikey);
  const keys = new Map<string, Buffer>();
  for (const row of rows) {
    if (shape.sparse && row.every((value) => value === undefined)) continue;
    const key = encodeRow(row, shape.descending);
    keys.set(key.toString('latin1'), key);
  }
  return { keys: [...keys.values()], multikey };
}

/** Values of the fields, one row per member of the array they pass through, else one. */
export function keyRows(
  document: Document,
  fields: readonly (readonly string[])[],
  parallel: number,
  multikey: boolean[] = [],
): Value[][] {
  const walks = fields.map((rest) => ({ at: document, rest }));
  try {
    return unwind(walks, multikey);
  } catch (error) {
    throw error === PARALLEL ? new MongoError(parallel, 'cannot index parallel arrays') : error;
  }
}

const PARALLEL = new Error('two fields go through different arrays');

/** Encoded fields of one row of values, descending ones turned. */
export function encodeRow(row: readonly Value[], descending: readonly boolean[]): Buffer {
  return Buffer.concat(
    row.map((value, i) => (descending[i] === true ? invert(encode(value)) : encode(value))),
  );
}

function unwind(walks: readonly Walk[], multikey: boolean[]): Value[][] {
  const ends = walks.map(follow);
  const arrays = new Set(ends.filter(isOpenArray).map(({ at }) => at as Value[]));
  if (arrays.size > 1) throw PARALLEL;
  const [array] = arrays;
  if (!array) return [ends.map(valueOf)];
  const inside = ends.map((end) => isOpenArray(end) && end.at === array);
  inside.forEach((is, i) => {
    if (is) multikey[i] = true;
  });
  if (array.length === 0)
    return [
      ends.map((end, i) => (inside[i] && end.rest.length === 0 ? EMPTY_ARRAY : valueOf(end))),
    ];
  return array.flatMap((element) =>
    unwind(
      ends.map((end, i) => (inside[i] ? intoElement(element, end.rest) : end)),
      multikey,
    ),
  );
}

const isOpenArray = ({ at, final }: Walk): boolean => final !== true && Array.isArray(at);

/** Goes down until the path ends or an array stands in the way. */
function follow(walk: Walk): Walk {
  const { at, rest } = walk;
  const [part, ...more] = rest;
  if (part === undefined) return walk;
  if (isDocument(at)) return follow({ at: own(at, part), rest: more });
  if (!Array.isArray(at)) return { at: undefined, rest: [] };
  if (!isIndex(part)) return { at, rest };
  return follow({ at: (at as Value[])[Number(part)], rest: more });
}

/** A nested array is a value, never unwound again, and nothing lies below a scalar. */
function intoElement(element: Value, rest: readonly string[]): Walk {
  if (rest.length === 0) return { at: element, rest, final: true };
  if (isDocument(element)) return { at: element, rest };
  return { at: undefined, rest: [] };
}

const valueOf = ({ at, rest }: Walk): Value => (rest.length === 0 ? at : undefined);
