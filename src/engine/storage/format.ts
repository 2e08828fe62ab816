import { BSON } from 'bson';
import { sealed, unsealed } from './bytes.ts';

/** Of the keys and values in the file. One that differs is refused, never guessed at. */
export const FORMAT = 2;

/** Where the catalogue keeps the format, and the last number given to a collection or index. */
export const META = Buffer.from('m');

export const metaOf = (lastId: number): Buffer =>
  sealed(META, Buffer.from(BSON.serialize({ format: FORMAT, lastId })));

/** @throws Error for another format, before anything else of the value is trusted. */
export function lastIdOf(value: Buffer): number {
  refuseFormat(formatOf(value));
  return Number(BSON.deserialize(unsealed(META, value))['lastId']);
}

/** Undefined where not even that can be read. */
export function formatOf(value: Buffer): unknown {
  try {
    return BSON.deserialize(value, { allowObjectSmallerThanBufferSize: true })['format'];
  } catch {
    return undefined;
  }
}

export function refuseFormat(format: unknown): void {
  if (typeof format !== 'number' || format === FORMAT) return;
  const age = format > FORMAT ? 'a newer' : 'an older';
  throw new Error(
    `The data have format ${format}, written by ${age} version; this one reads ${FORMAT}. Use that version, or db:move.`,
  );
}
