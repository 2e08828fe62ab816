import { ObjectId } from 'bson';
import { MongoError } from '../errors.ts';
import { compare, equal } from '../values/compare.ts';
import { isDocument, isNumber, toNumber, typeName, type Value } from '../values/types.ts';
import type { Expression } from './expression.ts';

type Compile = (given: Value, variables?: readonly string[]) => Expression;

/** An operator of values already known, or one that says itself what is worked out when. */
type Operator =
  | { readonly least: number; readonly most?: number; run(values: Value[]): Value }
  | { compile(operand: Value, compile: Compile): Expression };

const isNothing = (value: Value): boolean => value === undefined || value === null;

export const isTrue = (value: Value): boolean =>
  isNumber(value) ? toNumber(value) !== 0 : !isNothing(value) && value !== false;

/** In expressions a missing value comes before null. */
function order(a: Value, b: Value): number {
  if (a === undefined || b === undefined) return Number(b === undefined) - Number(a === undefined);
  return compare(a, b);
}

const comparing = (accepts: (order: number) => Value): Operator => ({
  least: 2,
  run: ([a, b]) => accepts(order(a, b)),
});

/** Numbers in, a number out; of nothing comes null. */
const arithmetic = (name: string, least: number, work: (...n: number[]) => number): Operator => ({
  least,
  run: (values) =>
    values.some(isNothing) ? null : work(...values.map((value) => numberOf(name, value))),
});

function numberOf(name: string, value: Value): number {
  if (isNumber(value)) return toNumber(value);
  throw new MongoError(14, `${name} only supports numeric types, not ${typeName(value)}`);
}

function add(values: Value[]): Value {
  if (values.some(isNothing)) return null;
  const dates = values.filter((value) => value instanceof Date);
  if (dates.length > 1) throw new MongoError(16612, 'only one date allowed in an $add expression');
  const sum = values.reduce<number>(
    (total, value) => total + (value instanceof Date ? value.getTime() : numberOf('$add', value)),
    0,
  );
  return dates.length === 1 ? new Date(sum) : sum;
}

function subtract([a, b]: Value[]): Value {
  if (isNothing(a) || isNothing(b)) return null;
  if (!(a instanceof Date)) return numberOf('$subtract', a) - numberOf('$subtract', b);
  return b instanceof Date
    ? a.getTime() - b.getTime()
    : new Date(a.getTime() - numberOf('$subtract', b));
}

function divide(a: number, b: number): number {
  if (b === 0) throw new MongoError(2, "can't $divide by zero");
  return a / b;
}

function modulo(a: number, b: number): number {
  if (b === 0) throw new MongoError(16610, "can't $mod by zero");
  return a % b;
}

function concat(values: Value[]): Value {
  if (values.some(isNothing)) return null;
  return values
    .map((value) => {
      if (typeof value === 'string') return value;
      throw new MongoError(16702, `$concat only supports strings, not ${typeName(value)}`);
    })
    .join('');
}

function toText([value]: Value[]): Value {
  if (isNothing(value)) return null;
  if (typeof value === 'string' || typeof value === 'boolean') return String(value);
  if (isNumber(value)) return String(Object.is(value, -0) ? '-0' : toNumber(value));
  if (value instanceof Date) return value.toISOString();
  if (value instanceof ObjectId) return value.toHexString();
  throw new MongoError(
    241,
    `Unsupported conversion from ${typeName(value)} to string in $convert with no onError value`,
  );
}

function elementAt([list, index]: Value[]): Value {
  if (isNothing(list) || isNothing(index)) return null;
  if (!Array.isArray(list))
    throw new MongoError(
      28689,
      `$arrayElemAt's first argument must be an array, but is ${typeName(list)}`,
    );
  if (!isNumber(index))
    throw new MongoError(28690, `$arrayElemAt's second argument must be a numeric value`);
  if (!Number.isInteger(toNumber(index)))
    throw new MongoError(28691, `$arrayElemAt's second argument must be a 32-bit integer`);
  return (list as Value[]).at(toNumber(index));
}

function size([list]: Value[]): Value {
  if (Array.isArray(list)) return list.length;
  throw new MongoError(
    17124,
    `The argument to $size must be an array, but was of type: ${typeName(list)}`,
  );
}

function isIn([value, list]: Value[]): Value {
  if (!Array.isArray(list))
    throw new MongoError(
      40081,
      `$in requires an array as a second argument, found: ${typeName(list)}`,
    );
  return (list as Value[]).some((one) => equal(one, value));
}

/** `$cond: [if, then, else]` or by name: only the branch taken is worked out. */
const cond: Operator = {
  compile(operand, compile) {
    const given = isDocument(operand)
      ? ['if', 'then', 'else'].map((name, i) => {
          if (!(name in operand))
            throw new MongoError(17080 + i, `Missing '${name}' parameter to $cond`);
          return operand[name] as Value;
        })
      : operand;
    if (!Array.isArray(given) || given.length !== 3)
      throw new MongoError(16020, 'Expression $cond takes exactly 3 arguments.');
    const [test, then, otherwise] = (given as Value[]).map((one) => compile(one));
    return (scope) => (isTrue(test?.(scope)) ? then : otherwise)?.(scope);
  },
};

/** `$filter` and `$map`: an expression for each member of an array. */
function perMember(
  name: string,
  inner: string,
  make: (members: Value[], ask: (member: Value) => Value) => Value,
): Operator {
  return {
    compile(operand, compile) {
      if (!isDocument(operand) || !('input' in operand) || !(inner in operand))
        throw new MongoError(28646, `${name} needs 'input' and '${inner}'`);
      const as = typeof operand['as'] === 'string' ? operand['as'] : 'this';
      const input = compile(operand['input'] as Value);
      const each = compile(operand[inner] as Value, [as]);
      return (scope) => {
        const members = input(scope);
        if (isNothing(members)) return null;
        if (!Array.isArray(members))
          throw new MongoError(
            name === '$map' ? 16883 : 28651,
            `input to ${name} must be an array not ${typeName(members)}`,
          );
        return make(members as Value[], (member) =>
          each({ ...scope, variables: new Map([...(scope.variables ?? []), [as, member]]) }),
        );
      };
    },
  };
}

/** Every expression operator, one row each. */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  $add: { least: 0, most: Infinity, run: add },
  $subtract: { least: 2, run: subtract },
  $multiply: {
    ...arithmetic('$multiply', 0, (...n) => n.reduce((a, b) => a * b, 1)),
    most: Infinity,
  },
  $divide: arithmetic('$divide', 2, divide),
  $mod: arithmetic('$mod', 2, modulo),
  $abs: arithmetic('$abs', 1, Math.abs),
  $ceil: arithmetic('$ceil', 1, Math.ceil),
  $floor: arithmetic('$floor', 1, Math.floor),
  $eq: comparing((found) => found === 0),
  $ne: comparing((found) => found !== 0),
  $gt: comparing((found) => found > 0),
  $gte: comparing((found) => found >= 0),
  $lt: comparing((found) => found < 0),
  $lte: comparing((found) => found <= 0),
  $cmp: comparing(Math.sign),
  $and: { least: 0, most: Infinity, run: (values) => values.every(isTrue) },
  $or: { least: 0, most: Infinity, run: (values) => values.some(isTrue) },
  $not: { least: 1, run: ([value]) => !isTrue(value) },
  $ifNull: {
    least: 2,
    most: Infinity,
    run: (values) => values.find((value) => !isNothing(value)) ?? values.at(-1),
  },
  $concat: { least: 0, most: Infinity, run: concat },
  $toString: { least: 1, run: toText },
  $size: { least: 1, run: size },
  $arrayElemAt: { least: 2, run: elementAt },
  $in: { least: 2, run: isIn },
  $cond: cond,
  $literal: { compile: (operand) => () => operand },
  $filter: perMember('$filter', 'cond', (members, ask) =>
    members.filter((one) => isTrue(ask(one))),
  ),
  $map: perMember('$map', 'in', (members, ask) => members.map((one) => ask(one) ?? null)),
};
