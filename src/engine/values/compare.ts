import { Binary, BSONRegExp, ObjectId, Timestamp, type Document } from 'bson';
import { RANK, rank, toNumber, type Value } from './types.ts';

/**
 * Order of any two values as MongoDB sorts them: by type first, then within the type.
 * Missing equals null here; strings go by UTF-8 bytes, NaN before all numbers, and -0 is 0.
 */
export function compare(a: Value, b: Value): number {
  const place = rank(a);
  const difference = place - rank(b);
  if (difference !== 0) return difference;
  return COMPARERS[place]?.(a, b) ?? 0;
}

export const equal = (a: Value, b: Value): boolean => compare(a, b) === 0;

const COMPARERS: Readonly<Record<number, (a: Value, b: Value) => number>> = {
  [RANK.number]: (a, b) => compareNumbers(toNumber(a), toNumber(b)),
  [RANK.string]: (a, b) => compareStrings(a as string, b as string),
  [RANK.boolean]: (a, b) => Number(a) - Number(b),
  [RANK.date]: (a, b) => compareNumbers((a as Date).getTime(), (b as Date).getTime()),
  [RANK.objectId]: (a, b) => Buffer.compare((a as ObjectId).id, (b as ObjectId).id),
  [RANK.timestamp]: (a, b) =>
    (a as Timestamp).t - (b as Timestamp).t || (a as Timestamp).i - (b as Timestamp).i,
  [RANK.binary]: (a, b) => compareBinaries(a as Binary, b as Binary),
  [RANK.regex]: (a, b) => compareStrings(regexText(a as BSONRegExp), regexText(b as BSONRegExp)),
  [RANK.array]: (a, b) => compareArrays(a as Value[], b as Value[]),
  [RANK.object]: (a, b) => compareDocuments(a as Document, b as Document),
};

function compareNumbers(a: number, b: number): number {
  if (a === b) return 0;
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : -1;
  if (Number.isNaN(b)) return 1;
  return a < b ? -1 : 1;
}

/** UTF-16 order differs from UTF-8 order only where surrogates meet the last BMP blocks. */
function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return isSurrogate(x) === isSurrogate(y) ? x - y : isSurrogate(x) ? 1 : -1;
  }
  return a.length - b.length;
}

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit < 0xe000;

function compareBinaries(a: Binary, b: Binary): number {
  return a.length() - b.length() || a.sub_type - b.sub_type || Buffer.compare(a.value(), b.value());
}

const regexText = (regex: BSONRegExp): string => `${regex.pattern}\0${regex.options}`;

function compareArrays(a: readonly Value[], b: readonly Value[]): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const order = compare(a[i], b[i]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** Field by field in stored order: type, then name, then value. */
function compareDocuments(a: Document, b: Document): number {
  const left = Object.entries(a) as [string, Value][];
  const right = Object.entries(b) as [string, Value][];
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const [name, value] = left[i] ?? ['', null];
    const [otherName, other] = right[i] ?? ['', null];
    const order =
      rank(value) - rank(other) || compareStrings(name, otherName) || compare(value, other);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}
