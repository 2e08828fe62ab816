import { Binary, BSONRegExp, Decimal128, Double, Int32, Long, MaxKey, MinKey } from 'bson';
import { ObjectId, Timestamp, type Document } from 'bson';

/** A value as `bson` reads it with `bsonRegExp`: numbers are promoted, regexes keep their options. */
export type Value = unknown;

/** Order of types in MongoDB's comparison; the byte with which an encoded key of the type begins. */
export const RANK = {
  minKey: 0x01,
  emptyArray: 0x08,
  null: 0x10,
  number: 0x20,
  string: 0x30,
  object: 0x40,
  array: 0x50,
  binary: 0x60,
  objectId: 0x70,
  boolean: 0x80,
  date: 0x90,
  timestamp: 0xa0,
  regex: 0xb0,
  maxKey: 0xf0,
} as const;

export function isNumber(value: Value): value is number | bigint | Long | Int32 | Double {
  return (
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    value instanceof Long ||
    value instanceof Int32 ||
    value instanceof Double ||
    value instanceof Decimal128
  );
}

/** Numbers of all kinds meet as doubles; beyond 2^53 neighbours become equal. */
export function toNumber(value: Value): number {
  if (typeof value === 'number') return value;
  return Number(String(value));
}

/** An embedded document, as against a BSON value that JavaScript also keeps in an object. */
export function isDocument(value: Value): value is Document {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

const byClass: readonly (readonly [(value: Value) => boolean, number])[] = [
  [(value) => value instanceof ObjectId, RANK.objectId],
  [(value) => value instanceof Date, RANK.date],
  [(value) => value instanceof Timestamp, RANK.timestamp], // before Long: it extends it
  [isNumber, RANK.number],
  [(value) => value instanceof Binary, RANK.binary],
  [(value) => value instanceof BSONRegExp, RANK.regex],
  [(value) => value instanceof MinKey, RANK.minKey],
  [(value) => value instanceof MaxKey, RANK.maxKey],
];

/** Place of a value's type; a missing value is placed as null. */
export function rank(value: Value): number {
  switch (typeof value) {
    case 'string':
      return RANK.string;
    case 'number':
    case 'bigint':
      return RANK.number;
    case 'boolean':
      return RANK.boolean;
    case 'undefined':
      return RANK.null;
  }
  if (value === null) return RANK.null;
  if (Array.isArray(value)) return RANK.array;
  return byClass.find(([is]) => is(value))?.[1] ?? RANK.object;
}

/** Names and numbers of `$type`. `number` is any of the four kinds. */
const TYPE_NAMES: Readonly<Record<string, number>> = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: -1,
  maxKey: 127,
};

/** Number of a `$type` operand, `'number'` for all kinds, or undefined when there is no such type. */
export function typeOf(operand: Value): number | 'number' | undefined {
  if (operand === 'number') return 'number';
  if (typeof operand === 'string') return TYPE_NAMES[operand];
  return Object.values(TYPE_NAMES).find((id) => id === operand);
}

const RANK_TYPES: Readonly<Record<number, number>> = {
  [RANK.string]: 2,
  [RANK.object]: 3,
  [RANK.array]: 4,
  [RANK.binary]: 5,
  [RANK.objectId]: 7,
  [RANK.boolean]: 8,
  [RANK.date]: 9,
  [RANK.null]: 10,
  [RANK.regex]: 11,
  [RANK.timestamp]: 17,
  [RANK.minKey]: -1,
  [RANK.maxKey]: 127,
};

/** BSON type number as the JavaScript driver writes the value: whole numbers of 32 bits are int. */
export function bsonType(value: Value): number {
  if (!isNumber(value)) return RANK_TYPES[rank(value)] ?? 3;
  if (value instanceof Long || typeof value === 'bigint') return 18;
  if (value instanceof Int32) return 16;
  if (typeof value !== 'number') return value instanceof Double ? 1 : 19;
  return isInt32(value) ? 16 : 1;
}

const isInt32 = (value: number): boolean => (value | 0) === value && !Object.is(value, -0);

export function typeName(value: Value): string {
  if (value === undefined) return 'missing';
  const type = bsonType(value);
  return Object.entries(TYPE_NAMES).find(([, id]) => id === type)?.[0] ?? 'object';
}
