import type { BSONRegExp } from 'bson';
import { MongoError, notInEngine } from '../errors.ts';

/** @throws MongoError 51091 for a pattern that is none, 115 for options JavaScript does not know. */
export function toRegExp({ pattern, options }: BSONRegExp): RegExp {
  if (/[^imsux]/.test(options))
    throw new MongoError(51108, `invalid flag in regex options: ${options}`);
  if (options.includes('x')) throw notInEngine('$options: x');
  try {
    return new RegExp(pattern, options.replaceAll(/[^ims]/g, ''));
  } catch {
    throw new MongoError(51091, `Regular expression is invalid: ${pattern}`);
  }
}
