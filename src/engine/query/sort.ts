import type { Document } from 'bson';
import { MongoError } from '../errors.ts';
import { EMPTY_ARRAY } from '../keys/encode.ts';
import { keyRows } from '../keys/index-keys.ts';
import { compare } from '../values/compare.ts';
import { isNumber, toNumber, type Value } from '../values/types.ts';

export interface SortField {
  readonly path: string;
  readonly direction: 1 | -1;
}

/** Memory a sort without an index may hold. */
const MOST_BYTES = 64 * 2 ** 20;

/** @throws MongoError 15975 for directions other than 1 and -1. */
export function parseSort(sort: Document): SortField[] {
  return Object.entries(sort).map(([path, direction]) => {
    const number = isNumber(direction) ? toNumber(direction) : 0;
    if (number !== 1 && number !== -1)
      throw new MongoError(
        15975,
        '$sort key ordering must be 1 (for ascending) or -1 (for descending)',
      );
    if (path === '' || path.startsWith('$'))
      throw new MongoError(16410, `FieldPath field names may not start with '$'.`);
    return { path, direction: number };
  });
}

function order(a: Value, b: Value): number {
  if (a !== EMPTY_ARRAY && b !== EMPTY_ARRAY) return compare(a, b);
  return Number(b === EMPTY_ARRAY) - Number(a === EMPTY_ARRAY);
}

/** Keeps what is to be sorted; with a limit never more than twice as many. */
export interface Sorter<T> {
  add(document: Document, item: T, bytes: number): void;
  sorted(): T[];
}

interface Row<T> {
  readonly keys: readonly Value[];
  readonly item: T;
  readonly bytes: number;
}

/** @throws MongoError 292 from `add` when the rows outgrow 64 MB. */
export function createSorter<T>(fields: readonly SortField[], limit = Infinity): Sorter<T> {
  let rows: Row<T>[] = [];
  let held = 0;

  const paths = fields.map(({ path }) => path.split('.'));

  function compareKeys(a: readonly Value[], b: readonly Value[]): number {
    for (const [i, { direction }] of fields.entries()) {
      const difference = order(a[i], b[i]);
      if (difference !== 0) return difference * direction;
    }
    return 0;
  }

  /** The first of the keys an index would have: so an array counts by its least or greatest member. */
  function keyOf(document: Document): readonly Value[] {
    const rows = keyRows(document, paths, 2);
    return rows.reduce((best, row) => (compareKeys(row, best) < 0 ? row : best));
  }

  function shrink(): void {
    rows.sort((a, b) => compareKeys(a.keys, b.keys));
    rows = rows.slice(0, limit);
    held = rows.reduce((sum, row) => sum + row.bytes, 0);
  }

  return {
    add(document, item, bytes) {
      rows.push({ keys: keyOf(document), item, bytes });
      held += bytes;
      if (rows.length >= 2 * limit + 64) shrink();
      if (held > MOST_BYTES) {
        throw new MongoError(
          292,
          'Sort exceeded memory limit of 67108864 bytes, and no index serves it',
        );
      }
    },
    sorted() {
      shrink();
      return rows.map(({ item }) => item);
    },
  };
}
