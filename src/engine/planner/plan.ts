import { MongoError } from '../errors.ts';
import { after, bound } from '../keys/cut.ts';
import type { Filter } from '../query/filter.ts';
import type { SortField } from '../query/sort.ts';
import type { Collection, Index } from '../storage/catalogue.ts';
import { numbered } from '../storage/store.ts';
import { equal } from '../values/compare.ts';
import { isDocument, type Value } from '../values/types.ts';
import { boundsOf, conditionsOf, implies, turned, type Interval } from './bounds.ts';

/** Keys from `start` up to, not including, `end`. */
export interface KeyRange {
  readonly start: Buffer;
  readonly end: Buffer | undefined;
}

/** How candidates are found. The filter is tested on each of them whatever the plan. */
export interface Plan {
  /** Undefined: every document of the collection, in order of `_id`. */
  readonly index: string | undefined;
  readonly source: 'documents' | 'entries';
  readonly ranges: readonly KeyRange[];
  readonly reverse: boolean;
  /** Whether candidates come in the order asked for. */
  readonly sorted: boolean;
  /** Whether a document may come twice. */
  readonly repeats: boolean;
  /** Higher is better: bound fields first, then the order. */
  readonly score: number;
}

export interface Question {
  readonly filter: Filter;
  readonly sort: readonly SortField[];
  readonly hint?: Value;
}

type Candidate = Pick<
  Index,
  'id' | 'name' | 'fields' | 'descending' | 'sparse' | 'multikey' | 'partial'
> & {
  readonly source: Plan['source'];
  readonly key: Value;
};

const MOST_RANGES = 1_000;

/** @throws MongoError 2 when the hint names no index. */
export function plan(collection: Collection, question: Question): Plan {
  const candidates = [byId(collection), ...collection.indexes.map(toCandidate)];
  if (question.hint !== undefined) return hinted(collection, candidates, question);
  const plans = candidates.flatMap((candidate) => planFor(candidate, question) ?? []);
  return plans.reduce(
    (best, one) => (one.score > best.score ? one : best),
    scan(collection, question),
  );
}

const byId = ({ id }: Collection): Candidate => ({
  id,
  name: '_id_',
  key: { _id: 1 },
  fields: [['_id']],
  descending: [false],
  multikey: [false],
  sparse: false,
  partial: undefined,
  source: 'documents',
});

const toCandidate = (index: Index): Candidate => ({
  ...index,
  key: index.spec['key'] as Value,
  source: 'entries',
});

function hinted(
  collection: Collection,
  candidates: readonly Candidate[],
  question: Question,
): Plan {
  const { hint } = question;
  if (isDocument(hint) && '$natural' in hint) return scan(collection, question);
  const found = candidates.find(
    ({ name, key }) => name === hint || (isDocument(hint) && equal(key, hint)),
  );
  if (!found)
    throw new MongoError(
      2,
      'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index',
    );
  return planFor(found, question, { forced: true }) ?? scan(collection, question);
}

function scan(collection: Collection, { sort }: Question): Plan {
  const start = numbered(collection.id);
  return {
    index: undefined,
    source: 'documents',
    ranges: [{ start, end: after(start) }],
    reverse: false,
    sorted: sort.length === 0,
    repeats: false,
    score: 0,
  };
}

function planFor(index: Candidate, question: Question, { forced = false } = {}): Plan | undefined {
  const conditions = conditionsOf(question.filter.nodes);
  if (index.partial && !index.partial.nodes.every((node) => implies(conditions, node)))
    return undefined;
  const { prefixes, last, fixed, bounded } = boundFields(index, conditions);
  if (index.sparse && bounded === 0) return undefined;
  const direction = sortDirection(index, question.sort, { fixed, single: prefixes.length === 1 });
  const sorts = question.sort.length > 0 && direction !== 0;
  if (bounded === 0 && !sorts && !forced) return undefined;
  return {
    index: index.name,
    source: index.source,
    ranges: prefixes.flatMap((prefix) =>
      (last ?? [undefined]).map((stretch) => toRange(index.id, prefix, stretch)),
    ),
    reverse: direction < 0,
    sorted: question.sort.length === 0 || sorts,
    repeats: index.multikey.includes(true),
    score: bounded * 4 + (sorts ? 2 : 0) + (index.source === 'documents' && bounded > 0 ? 100 : 0),
  };
}

interface Bound {
  /** Bytes of the leading fields with single values, every combination. */
  readonly prefixes: readonly Buffer[];
  /** Stretches of the field behind them. */
  readonly last: readonly Interval[] | undefined;
  /** Paths held to one value. */
  readonly fixed: ReadonlySet<string>;
  /** Twice the number of fields with values, plus one for a stretch. */
  readonly bounded: number;
}

function boundFields(index: Candidate, conditions: ReturnType<typeof conditionsOf>): Bound {
  let prefixes: Buffer[] = [Buffer.alloc(0)];
  const fixed = new Set<string>();
  let usedArray = false;
  let bounded = 0;
  for (const [i, parts] of index.fields.entries()) {
    const path = parts.join('.');
    const multikey = index.multikey[i] === true;
    const bounds =
      multikey && usedArray
        ? undefined
        : boundsOf(conditions.get(path) ?? [], { multikey, sparse: index.sparse });
    if (!bounds) break;
    usedArray ||= multikey;
    const intervals =
      index.descending[i] === true ? bounds.intervals.map(turned).reverse() : bounds.intervals;
    if (!bounds.points || prefixes.length * intervals.length > MOST_RANGES)
      return {
        prefixes,
        last: bounds.points ? undefined : intervals,
        fixed,
        bounded: bounded + (bounds.points ? 0 : 1),
      };
    prefixes = prefixes.flatMap((prefix) =>
      intervals.map(({ from }) => Buffer.concat([prefix, from])),
    );
    bounded += 2;
    if (intervals.length === 1) fixed.add(path);
  }
  return { prefixes, last: undefined, fixed, bounded };
}

function toRange(id: number, prefix: Buffer, stretch: Interval | undefined): KeyRange {
  const head = numbered(id, prefix);
  if (!stretch) return { start: bound(head), end: after(bound(head)) };
  const from = Buffer.concat([head, stretch.from]);
  const to = Buffer.concat([head, stretch.to]);
  const start = stretch.fromAfter && bound(from) === from ? after(from) : bound(from);
  return {
    start: start ?? from,
    end: stretch.toAfter || bound(to) !== to ? after(bound(to)) : to,
  };
}

/** 1 or -1 when the index read forwards or backwards gives the order asked for, else 0. */
function sortDirection(
  index: Candidate,
  sort: readonly SortField[],
  { fixed, single }: { fixed: ReadonlySet<string>; single: boolean },
): number {
  if (sort.length === 0 || !single) return 0;
  const paths = index.fields.map((parts) => parts.join('.'));
  const steps = paths.map((path, i) => ({
    path,
    direction: index.descending[i] === true ? -1 : 1,
    multikey: index.multikey[i] === true,
  }));
  if (!paths.includes('_id')) steps.push({ path: '_id', direction: 1, multikey: false });
  const open = steps.filter(({ path }) => !fixed.has(path));
  const wanted = sort.filter(({ path }) => !fixed.has(path));
  let turn = 0;
  for (const [i, { path, direction }] of wanted.entries()) {
    const step = open[i];
    if (step?.path !== path || step.multikey) return 0;
    turn ||= direction * step.direction;
    if (turn !== direction * step.direction) return 0;
  }
  const arrayFixed = steps.some(
    ({ path, multikey }) =>
      multikey && fixed.has(path) && sort.some((field) => field.path === path),
  );
  return arrayFixed ? 0 : turn || 1;
}
