import type { Document } from 'bson';
import { MongoError } from '../errors.ts';
import { encode } from '../keys/encode.ts';
import { compare } from '../values/compare.ts';
import { isDocument, isNumber, toNumber, type Value } from '../values/types.ts';
import { unknownAccumulator } from './elsewhere.ts';
import type { Expression } from './expression.ts';
import { compileExpression } from './expressions.ts';

/** Gathers documents by the value of `_id`; a missing one counts as null. */
export function compileGroup(operand: Value): (documents: readonly Document[]) => Document[] {
  if (!isDocument(operand))
    throw new MongoError(15947, "a group's fields must be specified in an object");
  if (!('_id' in operand)) throw new MongoError(15955, 'a group specification must include an _id');
  const by = compileExpression(operand['_id'] as Value);
  const columns = (Object.entries(operand) as [string, Value][])
    .filter(([name]) => name !== '_id')
    .map(([name, value]) => compileColumn(name, value));
  return (documents) => gather(documents, by, columns);
}

function gather(
  documents: readonly Document[],
  by: Expression,
  columns: readonly Column[],
): Document[] {
  const groups = new Map<string, { id: Value; totals: Total[] }>();
  for (const root of documents) {
    const id = by({ root }) ?? null;
    const key = encode(id).toString('latin1');
    const group = groups.get(key) ?? { id, totals: columns.map(({ begin }) => begin()) };
    groups.set(key, group);
    columns.forEach(({ expression }, i) => group.totals[i]?.add(expression({ root })));
  }
  return [...groups.values()].map(({ id, totals }) => ({
    _id: id,
    ...Object.fromEntries(columns.map(({ name }, i) => [name, totals[i]?.result()])),
  }));
}

interface Column {
  readonly name: string;
  readonly expression: Expression;
  readonly begin: () => Total;
}

function compileColumn(name: string, value: Value): Column {
  if (!isDocument(value) || Object.keys(value).length === 0)
    throw new MongoError(40234, `The field '${name}' must be an accumulator object`);
  if (name.includes('.'))
    throw new MongoError(40235, `The field name '${name}' cannot contain '.'`);
  const [operator = '', ...others] = Object.keys(value);
  if (others.length > 0)
    throw new MongoError(40238, `The field '${name}' must specify one accumulator`);
  const begin = Object.hasOwn(ACCUMULATORS, operator) ? ACCUMULATORS[operator] : undefined;
  if (!begin) throw unknownAccumulator(operator);
  return { name, expression: compileExpression(value[operator] as Value), begin };
}

/** What one accumulator has of one group. */
interface Total {
  add(value: Value): void;
  result(): Value;
}

/** An accumulator that keeps one thing. */
function keeping<T>(
  first: T,
  next: (kept: T, value: Value) => T,
  show: (kept: T) => Value = (kept) => kept,
) {
  return (): Total => {
    let kept = first;
    return {
      add(value) {
        kept = next(kept, value);
      },
      result: () => show(kept),
    };
  };
}

const best = (way: 1 | -1): (() => Total) =>
  keeping<Value>(null, (kept, value) => {
    if (value === null || value === undefined) return kept;
    return kept === null || compare(value, kept) * way > 0 ? value : kept;
  });

/** What is no number counts as nothing; of nothing there is no average. */
const ACCUMULATORS: Readonly<Record<string, () => Total>> = {
  $sum: keeping(0, (sum, value) => (isNumber(value) ? sum + toNumber(value) : sum)),
  $avg: keeping(
    { sum: 0, n: 0 },
    ({ sum, n }, value) =>
      isNumber(value) ? { sum: sum + toNumber(value), n: n + 1 } : { sum, n },
    ({ sum, n }) => (n === 0 ? null : sum / n),
  ),
  $min: best(-1),
  $max: best(1),
  $first: keeping<Value[]>(
    [],
    (kept, value) => (kept.length === 0 ? [value] : kept),
    ([value]) => value ?? null,
  ),
  $last: keeping<Value>(null, (_, value) => value ?? null),
  $push: () => {
    const list: Value[] = [];
    return {
      add(value) {
        if (value !== undefined) list.push(value);
      },
      result: () => list,
    };
  },
  $addToSet: () => {
    const set = new Map<string, Value>();
    return {
      add(value) {
        const key = encode(value).toString('latin1');
        if (value !== undefined && !set.has(key)) set.set(key, value);
      },
      result: () => [...set.values()],
    };
  },
  $count: keeping(0, (n) => n + 1),
};
