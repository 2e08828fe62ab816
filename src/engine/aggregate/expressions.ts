import { Aggregator } from 'mingo/aggregator';
import { Context, evalExpr } from 'mingo/core';
import * as accumulators from 'mingo/operators/accumulator';
import * as expressions from 'mingo/operators/expression';
import * as stages from 'mingo/operators/pipeline';
import type { Document } from 'bson';
import { compare } from '../values/compare.ts';
import type { Value } from '../values/types.ts';
import { ACCUMULATORS, EXPRESSIONS } from './validate.ts';

/** The operators of `all` that the engine has; mingo never falls back to its own others. */
function only<T extends object>(all: T, names: readonly string[]): T {
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name))) as T;
}

/** Comparison in MongoDB's order of types, where mingo compares as JavaScript does. */
function comparing(accepts: (order: number) => Value) {
  return (of: unknown, operands: unknown, options: typeof OPTIONS): Value => {
    const [a, b] = evalExpr(of, operands, options) as Value[];
    return accepts(compareMissing(a, b));
  };
}

/** In expressions a missing value comes before null. */
function compareMissing(a: Value, b: Value): number {
  if (a === undefined || b === undefined)
    return Number(a !== undefined) - Number(b !== undefined) || 0;
  return compare(a, b);
}

const context = Context.init({
  expression: {
    ...only(expressions, EXPRESSIONS),
    $eq: comparing((order) => order === 0),
    $ne: comparing((order) => order !== 0),
    $gt: comparing((order) => order > 0),
    $gte: comparing((order) => order >= 0),
    $lt: comparing((order) => order < 0),
    $lte: comparing((order) => order <= 0),
    $cmp: comparing(Math.sign),
  } as never, // mingo's own types do not admit that an operator may come from elsewhere
  accumulator: only(accumulators, ACCUMULATORS),
  pipeline: only(stages, [
    '$project',
    '$addFields',
    '$set',
    '$unset',
    '$replaceRoot',
    '$replaceWith',
  ]),
});

const OPTIONS = { context, idKey: '_id' } as never;

/** Value of an expression for one document; undefined when it leads nowhere. */
export function evaluate(document: Document, expression: Value): Value {
  return evalExpr(document, expression, OPTIONS);
}

/** Runs a stage that reshapes each document on its own. */
export function reshape(documents: Document[], stage: Document): Document[] {
  return new Aggregator([stage], OPTIONS).run<Document>(documents);
}
