import { Collection } from './collection.ts';

export type { Collection } from './collection.ts';
export { ModelError, textOf, textOfEqual, type Doc, type Value } from './values.ts';

/**
 * A database in memory that behaves as MongoDB's manual says, one statement after the other.
 * `createModel().collection('c').updateOne(filter, update)`; a refusal throws a `ModelError` with
 * MongoDB's code. A filter with a plain `_id` is looked up; everything else scans.
 */
export function createModel(): { collection(name: string): Collection } {
  const collections = new Map<string, Collection>();
  const collection = (name: string): Collection => {
    const found = collections.get(name) ?? new Collection((other) => collection(other).docs);
    collections.set(name, found);
    return found;
  };
  return { collection };
}
