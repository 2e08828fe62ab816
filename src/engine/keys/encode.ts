import type { Binary, BSONRegExp, Document, ObjectId, Timestamp } from 'bson';
import { RANK, rank, toNumber, type Value } from '../values/types.ts';

/** Stands in an index for an empty array, which sorts before null but is not null. */
export const EMPTY_ARRAY = Symbol('empty array');

/**
 * Bytes whose order is MongoDB's order of the values: `memcmp(enc(a), enc(b))` = `compare(a, b)`.
 * No encoding is the beginning of another one, so they can be strung together.
 */
export function encode(value: Value): Buffer {
  if (value === EMPTY_ARRAY) return Buffer.of(RANK.emptyArray);
  const type = rank(value);
  const body = BODIES[type]?.(value);
  return body ? Buffer.concat([Buffer.of(type), body]) : Buffer.of(type);
}

/** The same bytes for a descending field: every bit turned. */
export function invert(bytes: Buffer): Buffer {
  const turned = Buffer.allocUnsafe(bytes.length);
  for (let i = 0; i < bytes.length; i++) turned[i] = ~(bytes[i] ?? 0) & 0xff;
  return turned;
}

const BODIES: Readonly<Record<number, (value: Value) => Buffer>> = {
  [RANK.number]: (value) => encodeNumber(toNumber(value)),
  [RANK.date]: (value) => encodeNumber((value as Date).getTime()),
  [RANK.string]: (value) => encodeText(value as string),
  [RANK.boolean]: (value) => Buffer.of(value === true ? 1 : 0),
  [RANK.objectId]: (value) => Buffer.from((value as ObjectId).id),
  [RANK.timestamp]: (value) => encodeTimestamp(value as Timestamp),
  [RANK.binary]: (value) => encodeBinary(value as Binary),
  [RANK.regex]: (value) => {
    const { pattern, options } = value as BSONRegExp;
    return Buffer.concat([encodeText(pattern), encodeText(options)]);
  },
  [RANK.array]: (value) => Buffer.concat([...(value as Value[]).map(encode), END]),
  [RANK.object]: (value) => Buffer.concat([...encodeFields(value as Document), END]),
};

const END = Buffer.of(0);

/** A double whose bytes sort: the sign turned, and all bits of a negative number. NaN is first. */
function encodeNumber(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  if (Number.isNaN(value)) return bytes;
  bytes.writeDoubleBE(value === 0 ? 0 : value);
  if ((bytes[0] ?? 0) & 0x80) return invert(bytes);
  bytes[0] = (bytes[0] ?? 0) | 0x80;
  return bytes;
}

/** NUL inside is written 00 FF, so that the closing 00 00 sorts before everything. */
function encodeText(text: string): Buffer {
  const safe = text.includes('\0') ? text.split('\0').map((part) => Buffer.from(part)) : undefined;
  if (!safe) return Buffer.from(`${text}\0\0`);
  const parts = safe.flatMap((part, i) => (i === 0 ? [part] : [Buffer.of(0, 0xff), part]));
  return Buffer.concat([...parts, END, END]);
}

function encodeBinary(value: Binary): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(value.length());
  head[4] = value.sub_type;
  return Buffer.concat([head, value.value()]);
}

function encodeTimestamp(value: Timestamp): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32BE(value.t);
  bytes.writeUInt32BE(value.i, 4);
  return bytes;
}

function* encodeFields(document: Document): Generator<Buffer> {
  for (const [name, value] of Object.entries(document) as [string, Value][])
    yield Buffer.concat([Buffer.of(rank(value)), encodeText(name), encode(value)]);
}
