import { MongoError } from '../errors.ts';
import { after, bound } from '../keys/cut.ts';
import type { Filter } from '../query/parts.ts';
import type { SortField } from '../query/sort.ts';
import type { Collection, Index } from '../storage/catalogue.ts';
import { numbered } from '../storage/store.ts';
import { equal } from '../values/compare.ts';
import { isDocument, type Value } from '../values/types.ts';
import { boundsOf, conditionsOf, implies, turned, type Interval } from './bounds.ts';

/** Keys from `start` up to, not including, `end`. */
interface KeyRange {
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
  /** Whether every key leads to a match: then nobody need read the documents to count them. */
  readonly exact: boolean;
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

type Conditions = ReturnType<typeof conditionsOf>;

/** @throws MongoError 2 when the hint names no index. */
export function plan(collection: Collection, question: Question): Plan {
  const candidates = [byId(collection), ...collection.indexes.map(toCandidate)];
  const conditions = conditionsOf(question.filter.nodes);
  if (question.hint !== undefined)
    return hinted(collection, candidates, { ...question, conditions });
  const plans = candidates.flatMap((one) => planFor(one, { ...question, conditions }) ?? []);
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

const toCandidate = (index: Index): Candidate => {
  const { id, name, fields, descending, sparse, multikey, partial, spec } = index;
  const shape = { id, name, fields, descending, sparse, multikey, partial };
  return { ...shape, key: spec['key'] as Value, source: 'entries' };
};

interface Asked extends Question {
  readonly conditions: Conditions;
}

function hinted(collection: Collection, candidates: readonly Candidate[], question: Asked): Plan {
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

function scan(collection: Collection, { sort, filter }: Question): Plan {
  const start = numbered(collection.id);
  return {
    index: undefined,
    source: 'documents',
    ranges: [{ start, end: after(start) }],
    reverse: false,
    sorted: sort.length === 0,
    repeats: false,
    exact: filter.nodes.length === 0,
    score: 0,
  };
}

function planFor(index: Candidate, question: Asked, { forced = false } = {}): Plan | undefined {
  const { conditions } = question;
  if (!holdsAll(index, conditions)) return undefined;
  const bound = boundFields(index, conditions);
  const { prefixes, last, fixed, bounded } = bound;
  const repeats = index.multikey.includes(true);
  const direction = sortDirection(index, question.sort, { fixed, single: prefixes.length === 1 });
  const sorts = direction !== 0; // 0 as well when no order is asked for
  if (bounded === 0 && (index.sparse || !(sorts || forced))) return undefined;
  return {
    index: index.name,
    source: index.source,
    ranges: rangesOf(index.id, prefixes, last),
    reverse: direction < 0,
    sorted: question.sort.length === 0 || sorts,
    repeats,
    exact: !repeats && saysAll(question.filter, bound),
    score: scoreOf(index, bounded, sorts),
  };
}

/** Whether every match is in the index: a partial one holds those its filter lets in. */
const holdsAll = ({ partial }: Candidate, conditions: Conditions): boolean =>
  partial?.nodes.every((node) => implies(conditions, node)) ?? true;

/** By `_id` first, then by bound fields, then by order. */
function scoreOf({ source }: Candidate, bounded: number, sorts: boolean): number {
  const byId = source === 'documents' && bounded > 0;
  return bounded * 4 + (sorts ? 2 : 0) + (byId ? 100 : 0);
}

const rangesOf = (
  id: number,
  prefixes: readonly Buffer[],
  last: readonly Interval[] | undefined,
): KeyRange[] =>
  prefixes.flatMap((prefix) =>
    (last ?? [undefined]).map((stretch) => toRange(id, prefix, stretch)),
  );

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

const BOUNDABLE = ['$eq', '$in', '$gt', '$gte', '$lt', '$lte'];
const LONGEST_EXACT = 900;

/** Whether the bounds say everything the filter says: one plain condition on each bound field. */
function saysAll({ nodes }: Filter, { prefixes, last, bounded }: Bound): boolean {
  if (nodes.length === 0) return true;
  if (nodes.length !== Math.ceil(bounded / 2)) return false;
  if (new Set(nodes.map((node) => node.kind === 'field' && node.path)).size < nodes.length)
    return false;
  const bytes = [...prefixes, ...(last ?? []).flatMap(({ from, to }) => [from, to])];
  return bytes.every(({ length }) => length < LONGEST_EXACT) && nodes.every(isPlain);
}

function isPlain(node: Filter['nodes'][number]): boolean {
  if (node.kind !== 'field' || node.predicate.kind !== 'test') return false;
  const { operator, operand } = node.predicate;
  const values = operator === '$in' ? (operand as Value[]) : [operand];
  return BOUNDABLE.includes(operator) && values.every(isOwnKey);
}

/** Null stands for missing too, and NaN for no range. */
const isOwnKey = (value: Value): boolean => value !== null && !Number.isNaN(value);

function boundFields(index: Candidate, conditions: Conditions): Bound {
  let prefixes: Buffer[] = [Buffer.alloc(0)];
  const fixed = new Set<string>();
  let usedArray = false;
  let bounded = 0;
  for (const [i, parts] of index.fields.entries()) {
    const path = parts.join('.');
    const multikey = index.multikey[i] === true;
    if (multikey && usedArray) break; // two conditions on one array may be met by two elements
    usedArray ||= multikey;
    const bounds = boundsOf(conditions.get(path) ?? [], { multikey, sparse: index.sparse });
    if (!bounds) break;
    const intervals = inOrder(bounds.intervals, index.descending[i] === true);
    if (!bounds.points) return { prefixes, last: intervals, fixed, bounded: bounded + 1 };
    if (prefixes.length * intervals.length > MOST_RANGES) break;
    prefixes = prefixes.flatMap((prefix) =>
      intervals.map(({ from }) => Buffer.concat([prefix, from])),
    );
    bounded += 2;
    if (intervals.length === 1) fixed.add(path);
  }
  return { prefixes, last: undefined, fixed, bounded };
}

const inOrder = (intervals: readonly Interval[], descending: boolean): readonly Interval[] =>
  descending ? intervals.map(turned).reverse() : intervals;

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
  const steps = stepsOf(index);
  const arrays = steps.filter(({ multikey }) => multikey).map(({ path }) => path);
  if (sort.some(({ path }) => arrays.includes(path))) return 0;
  const open = steps.filter(({ path }) => !fixed.has(path));
  const turns = sort
    .filter(({ path }) => !fixed.has(path))
    .map(({ path, direction }, i) => (open[i]?.path === path ? direction * open[i].direction : 0));
  const turn = turns[0] ?? 1;
  return turns.every((one) => one === turn) ? turn : 0;
}

interface Step {
  readonly path: string;
  readonly direction: number;
  readonly multikey: boolean;
}

/** Fields in the order of the index; equal ones come in order of `_id`. */
function stepsOf({ fields, descending, multikey }: Candidate): Step[] {
  const steps = fields.map((parts, i) => ({
    path: parts.join('.'),
    direction: descending[i] === true ? -1 : 1,
    multikey: multikey[i] === true,
  }));
  if (steps.some(({ path }) => path === '_id')) return steps;
  return [...steps, { path: '_id', direction: 1, multikey: false }];
}
