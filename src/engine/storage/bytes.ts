import { crc32 } from 'node:zlib';
import { BSON, ObjectId, type Document } from 'bson';
import { damaged, MongoError } from '../errors.ts';

const LONGEST_DOCUMENT = 16 * 2 ** 20;
const SUM = 4;

/** Regexes keep their options and binaries their subtype; numbers become JavaScript's. */
const READING = { bsonRegExp: true, promoteBuffers: false, promoteLongs: true } as const;

export const fromBytes = (bytes: Uint8Array): Document => BSON.deserialize(bytes, READING);

/** @throws MongoError 10334 over 16 MB. */
export function toBytes(document: Document): Buffer {
  const bytes = BSON.serialize(document, { ignoreUndefined: true });
  if (bytes.length > LONGEST_DOCUMENT)
    throw new MongoError(
      10334,
      `BSONObj size: ${bytes.length} is invalid. Size must be between 0 and 16793600(16MB)`,
    );
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** A value as it is stored: what it is, and at its end the CRC-32 of its key and itself. */
export function sealed(key: Buffer, bytes: Buffer): Buffer {
  const value = Buffer.allocUnsafe(bytes.length + SUM);
  bytes.copy(value);
  value.writeUInt32LE(crc32(bytes, crc32(key)), bytes.length);
  return value;
}

/** Whether a stored value is what was once put under its key. */
export function isSealed(key: Buffer, value: Buffer): boolean {
  const end = value.length - SUM;
  return end >= 0 && value.readUInt32LE(end) === crc32(value.subarray(0, end), crc32(key));
}

/** What was put. @throws MongoError 301 when the file says something else by now. */
export function unsealed(key: Buffer, value: Buffer): Buffer {
  if (!isSealed(key, value)) throw damaged('A record is not what was stored.');
  return value.subarray(0, value.length - SUM);
}

/** The document with `_id` first, made up when there is none, as a server does. */
export function withId(document: Document): Document {
  const { _id, ...rest } = document;
  return {
    _id: (_id as unknown) ?? ('_id' in document && _id === null ? null : new ObjectId()),
    ...rest,
  };
}
