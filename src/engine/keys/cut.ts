import { createHash } from 'node:crypto';

/** Longest key LMDB takes with pages of 4 KB. */
const LONGEST = 1978;
const DIGEST = 32;

/** A key LMDB can hold: a longer one keeps its beginning and ends in the SHA-256 of the whole. */
export function cut(key: Buffer): Buffer {
  if (!isCut(key)) return key;
  const digest = createHash('sha256').update(key).digest();
  return Buffer.concat([key.subarray(0, LONGEST - DIGEST), digest]);
}

export const isCut = (key: Buffer): boolean => key.length > LONGEST;

/** The first possible key after every key that begins with these bytes; undefined when none is. */
export function after(prefix: Buffer): Buffer | undefined {
  let last = prefix.length - 1;
  while (last >= 0 && prefix[last] === 0xff) last--;
  if (last < 0) return undefined;
  const next = Buffer.from(prefix.subarray(0, last + 1));
  next[last] = (next[last] ?? 0) + 1;
  return next;
}

/** The stored part of a bound: keys are exact only so far. */
export const bound = (bytes: Buffer): Buffer =>
  bytes.length > LONGEST - DIGEST ? bytes.subarray(0, LONGEST - DIGEST) : bytes;
