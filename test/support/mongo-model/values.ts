import { Binary, BSONRegExp, ObjectId } from 'bson';

/**
 * A slow, plain model of MongoDB, written from its manual to be compared with a server. It shares
 * no code with src/engine nor with mingo. Values are what the driver gives.
 */
export type Value = unknown;
export type Doc = Record<string, Value>;

export class ModelError extends Error {
  readonly code: number;
  readonly facts: Doc;

  constructor(code: number, message: string, facts: Doc = {}) {
    super(message);
    this.code = code;
    this.facts = facts;
  }
}

export const isArray = (value: Value): value is Value[] => Array.isArray(value);

export const isRegex = (value: Value): value is RegExp | BSONRegExp =>
  value instanceof RegExp || value instanceof BSONRegExp;

export const isDoc = (value: Value): value is Doc =>
  typeof value === 'object' &&
  value !== null &&
  !isArray(value) &&
  !(value instanceof Date || value instanceof ObjectId || value instanceof Binary) &&
  !isRegex(value);

/** reference/bson-type-comparison-order: the order of the types. */
const TYPES = ['null', 'number', 'string', 'object', 'array', 'binData', 'objectId'].concat([
  'bool',
  'date',
  'regex',
]);

export function typeOf(value: Value): string {
  if (value === undefined || value === null) return 'null';
  if (typeof value !== 'object') return typeof value === 'boolean' ? 'bool' : typeof value;
  if (value instanceof Date) return 'date';
  if (value instanceof ObjectId) return 'objectId';
  if (value instanceof Binary) return 'binData';
  if (isRegex(value)) return 'regex';
  return isArray(value) ? 'array' : 'object';
}

const rank = (value: Value): number => TYPES.indexOf(typeOf(value));

/** reference/bson-type-comparison-order: less than, equal to or greater than 0. */
export function compare(a: Value, b: Value): number {
  return rank(a) - rank(b) || (COMPARERS[typeOf(a)]?.(a as never, b as never) ?? 0);
}

const COMPARERS: Record<string, (a: never, b: never) => number> = {
  number: compareNumbers,
  string: (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b)),
  object: (a: Doc, b: Doc) => comparePairs(Object.entries(a), Object.entries(b)),
  array: (a: Value[], b: Value[]) => comparePairs(pairsOf(a), pairsOf(b)),
  binData: (a: Binary, b: Binary) =>
    a.length() - b.length() ||
    a.sub_type - b.sub_type ||
    Buffer.compare(Buffer.from(a.value()), Buffer.from(b.value())),
  objectId: (a: ObjectId, b: ObjectId) => Buffer.compare(Buffer.from(a.id), Buffer.from(b.id)),
  bool: (a: boolean, b: boolean) => Number(a) - Number(b),
  date: (a: Date, b: Date) => a.getTime() - b.getTime(),
  regex: (a: RegExp, b: RegExp) => compare(regexText(a), regexText(b)),
};

function compareNumbers(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(b)) - Number(Number.isNaN(a));
  return a < b ? -1 : Number(a > b); // so −0 equals 0
}

const pairsOf = (list: Value[]): [string, Value][] => list.map((one) => ['', one]);

/** Pair by pair: type of the value, name of the field, value; then the one that ends first is less. */
function comparePairs(a: [string, Value][], b: [string, Value][]): number {
  for (const [i, [name, value]] of a.entries()) {
    const other = b[i];
    if (!other) return 1;
    const found =
      rank(value) - rank(other[1]) || compare(name, other[0]) || compare(value, other[1]);
    if (found !== 0) return found;
  }
  return a.length - b.length;
}

export const regexText = (regex: RegExp | BSONRegExp): string =>
  regex instanceof RegExp
    ? `/${regex.source}/${regex.flags}`
    : `/${regex.pattern}/${regex.options}`;

export const toRegExp = (regex: RegExp | BSONRegExp): RegExp =>
  regex instanceof RegExp
    ? new RegExp(regex.source, regex.flags.replace('g', ''))
    : new RegExp(regex.pattern, regex.options.replace('x', ''));

export const equal = (a: Value, b: Value): boolean => compare(a, b) === 0;

/** Equal to the last bit: what decides whether an update changed anything. */
export function identical(a: Value, b: Value): boolean {
  if (isArray(a) && isArray(b)) {
    return a.length === b.length && a.every((one, i) => identical(one, b[i]));
  }
  if (isDoc(a) && isDoc(b)) {
    const [left, right] = [Object.keys(a), Object.keys(b)];
    if (left.length !== right.length) return false;
    return left.every((name, i) => name === right[i] && identical(a[name], b[name]));
  }
  if (typeof a === 'number' || typeof b === 'number') return Object.is(a, b);
  return (a === undefined) === (b === undefined) && equal(a, b);
}

/** A copy whose documents and arrays are its own; other values never change. */
export function copy<T>(value: T): T {
  if (isArray(value)) return value.map((one) => copy(one)) as T;
  if (!isDoc(value)) return value;
  const made: Doc = {};
  for (const [name, inner] of Object.entries(value)) {
    if (inner !== undefined) made[name] = copy(inner);
  }
  return made as T;
}

/** A text that two values share when they are equal to the last bit. */
export const textOf = (value: Value): string =>
  show(value, (n) => (Object.is(n, -0) ? '-0' : `${n}`));
/** A text that two values share when they compare as equal, `0` and `−0` too. */
export const textOfEqual = (value: Value): string => show(value, (n) => `${n}`);

function show(value: Value, number: (n: number) => string): string {
  const type = typeOf(value);
  if (value === undefined) return '?';
  if (isArray(value)) return `[${value.map((one) => show(one, number)).join()}]`;
  if (isDoc(value)) {
    const pairs = Object.entries(value).filter(([, one]) => one !== undefined);
    return `{${pairs.map(([name, one]) => `${JSON.stringify(name)}:${show(one, number)}`).join()}}`;
  }
  return typeof value === 'number' ? number(value) : `${type}:${plainText(value)}`;
}

function plainText(value: Value): string {
  if (value instanceof Date) return `${value.getTime()}`;
  if (value instanceof ObjectId) return value.toHexString();
  if (value instanceof Binary)
    return `${value.sub_type}/${Buffer.from(value.value()).toString('hex')}`;
  return isRegex(value) ? regexText(value) : JSON.stringify(value);
}
