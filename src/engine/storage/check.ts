import { beginningWith, entriesOf, numbered, readDocument, type Store } from './store.ts';

/** Names of indexes that are not what they would be if built anew, and of wrong counts. */
export function checkIndexes(store: Store): string[] {
  const faults: string[] = [];
  const { documents, entries } = store.environment;
  for (const collection of store.catalogue.collections.values()) {
    const keys = [...documents.getKeys(beginningWith(numbered(collection.id)))].map((key) =>
      Buffer.from(key),
    );
    if (keys.length !== collection.count)
      faults.push(`${collection.namespace}: ${keys.length} documents, counted ${collection.count}`);
    for (const index of collection.indexes) {
      const there = [...entries.getKeys(beginningWith(numbered(index.id)))].map((key) =>
        key.toString('latin1'),
      );
      const rebuilt = keys.flatMap(
        (key) => entriesOf(index, readDocument(store, key) ?? {}, key).entries,
      );
      const wanted = new Set(rebuilt.map((key) => key.toString('latin1')));
      if (there.length !== wanted.size || there.some((key) => !wanted.has(key)))
        faults.push(
          `${collection.namespace}.${index.name}: ${there.length} entries, rebuilt ${wanted.size}`,
        );
    }
  }
  return faults;
}
