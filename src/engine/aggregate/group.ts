import type { Document } from 'bson';
import { encode } from '../keys/encode.ts';
import { compare, equal } from '../values/compare.ts';
import { isNumber, toNumber, type Value } from '../values/types.ts';
import { evaluate } from './expressions.ts';

/** Gathers documents by the value of `_id`; a missing one counts as null. */
export function group(documents: readonly Document[], specification: Document): Document[] {
  const { _id: by, ...fields } = specification as Record<string, Value>;
  const groups = new Map<string, { id: Value; members: Document[] }>();
  for (const document of documents) {
    const id = evaluate(document, by) ?? null;
    const key = encode(id).toString('latin1');
    const known = groups.get(key);
    if (known) known.members.push(document);
    else groups.set(key, { id, members: [document] });
  }
  return [...groups.values()].map(({ id, members }) => {
    const made: Document = { _id: id };
    for (const [name, accumulator] of Object.entries(fields)) {
      const [[operator, expression] = ['', null]] = Object.entries(
        accumulator as Record<string, Value>,
      );
      made[name] = accumulate(
        operator,
        members.map((member) => evaluate(member, expression)),
      );
    }
    return made;
  });
}

function accumulate(operator: string, values: Value[]): Value {
  return ACCUMULATE[operator]?.(values);
}

const there = (values: Value[]): Value[] =>
  values.filter((value) => value !== null && value !== undefined);

const numbers = (values: Value[]): number[] => values.filter(isNumber).map(toNumber);

const sum = (values: Value[]): number => numbers(values).reduce((total, value) => total + value, 0);

/** What is no number counts as nothing, as in MongoDB; of nothing there is no average. */
const ACCUMULATE: Readonly<Record<string, (values: Value[]) => Value>> = {
  $sum: sum,
  $avg: (values) => {
    const { length } = numbers(values);
    return length === 0 ? null : sum(values) / length;
  },
  $min: (values) =>
    there(values).reduce(
      (best, value) => (best === null || compare(value, best) < 0 ? value : best),
      null,
    ),
  $max: (values) =>
    there(values).reduce(
      (best, value) => (best === null || compare(value, best) > 0 ? value : best),
      null,
    ),
  $first: (values) => values[0] ?? null,
  $last: (values) => values.at(-1) ?? null,
  $push: (values) => values.filter((value) => value !== undefined),
  $addToSet: (values) =>
    values.filter(
      (value, i) =>
        value !== undefined &&
        values.findIndex((one) => one !== undefined && equal(one, value)) === i,
    ),
  $count: (values) => values.length,
};
