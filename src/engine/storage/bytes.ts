import { BSON, ObjectId, type Document } from 'bson';
import { MongoError } from '../errors.ts';

const LONGEST_DOCUMENT = 16 * 2 ** 20;

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

/** The document with `_id` first, made up when there is none, as a server does. */
export function withId(document: Document): Document {
  const { _id, ...rest } = document;
  return {
    _id: (_id as unknown) ?? ('_id' in document && _id === null ? null : new ObjectId()),
    ...rest,
  };
}
