import type { Document } from 'bson';
import { MongoError } from '../errors.ts';
import type { Filter } from '../query/parts.ts';
import { createSorter, type SortField } from '../query/sort.ts';
import type { Collection } from '../storage/catalogue.ts';
import { documentOf, readDocument, type Store } from '../storage/store.ts';
import type { Value } from '../values/types.ts';
import { plan, type Plan } from './plan.ts';

/** What one statement looked at, for explain. */
export interface Work {
  plan: Plan | undefined;
  keysExamined: number;
  documentsExamined: number;
}

export const newWork = (): Work => ({ plan: undefined, keysExamined: 0, documentsExamined: 0 });

export interface Search {
  readonly filter: Filter;
  readonly sort?: readonly SortField[];
  readonly skip?: number;
  /** 0 or undefined: all. */
  readonly limit?: number;
  readonly hint?: Value;
  /** Instant (ms) after which the statement is given up, with code 50. */
  readonly deadline?: number | undefined;
  readonly work?: Work;
}

export interface Match {
  readonly key: Buffer;
  /** Read when asked for. */
  readonly document: () => Document | undefined;
}

/** Every candidate that satisfies the filter, once. Change nothing while going through. */
function* matches(store: Store, search: Search & { plan: Plan }): Generator<Match> {
  const { filter, deadline, plan: chosen, work } = search;
  let seen = 0;
  for (const key of candidates(store, chosen)) {
    if (deadline !== undefined && ++seen % 64 === 0 && Date.now() > deadline)
      throw new MongoError(50, 'operation exceeded time limit');
    if (work) work.keysExamined++;
    if (chosen.exact) {
      yield reread(store, key);
      continue;
    }
    const document = readDocument(store, key);
    if (work) work.documentsExamined++;
    if (document && filter.test(document)) yield { key, document: () => document };
  }
}

function* candidates(
  { environment }: Store,
  { source, ranges, reverse, repeats }: Plan,
): Generator<Buffer> {
  const seen = new Set<string>();
  for (const { start, end } of reverse ? [...ranges].reverse() : ranges) {
    for (const key of keysIn(environment[source], {
      start,
      end,
      reverse,
      isKey: source === 'documents',
    })) {
      if (repeats) {
        const text = key.toString('latin1');
        if (seen.has(text)) continue;
        seen.add(text);
      }
      yield key;
    }
  }
}

type Table = Store['environment']['documents'];

function* keysIn(
  table: Table,
  {
    start,
    end,
    reverse,
    isKey,
  }: { start: Buffer; end: Buffer | undefined; reverse: boolean; isKey: boolean },
): Generator<Buffer> {
  // Backwards LMDB starts at the upper end, which is then given first.
  const range = reverse
    ? { ...(end && { start: end }), end: start, reverse, exclusiveStart: true, inclusiveEnd: true }
    : { start, ...(end && { end }) };
  if (isKey) for (const key of table.getKeys(range)) yield Buffer.from(key);
  else for (const entry of table.getRange(range)) yield documentOf(entry);
}

/** Matches in the order asked for, after skip and limit. Documents are read again when taken. */
export function search(store: Store, collection: Collection, query: Search): Match[] {
  const { filter, sort = [], skip = 0, limit = 0, hint } = query;
  const chosen = plan(collection, { filter, sort, ...(hint !== undefined && { hint }) });
  if (query.work) query.work.plan = chosen;
  const found = matches(store, { ...query, plan: chosen });
  const upTo = limit > 0 ? skip + limit : Infinity;
  if (chosen.sorted) return taken(store, found, { skip, upTo });
  const sorter = createSorter<Buffer>(sort, upTo);
  for (const { key, document } of found) sorter.add(document() ?? {}, key, key.length + 64);
  return sorter
    .sorted()
    .slice(skip)
    .map((key) => reread(store, key));
}

const reread = (store: Store, key: Buffer): Match => ({
  key,
  document: () => readDocument(store, key),
});

function taken(
  store: Store,
  found: Iterable<Match>,
  { skip, upTo }: { skip: number; upTo: number },
): Match[] {
  const list: Match[] = [];
  let passed = 0;
  for (const match of found) {
    if (passed++ >= skip) list.push(passed > skip + KEPT ? reread(store, match.key) : match);
    if (passed >= upTo) break;
  }
  return list;
}

/** Documents kept in memory for the first batch; later ones are read again. */
const KEPT = 101;
