import { ObjectId } from 'bson';
import { fieldPath } from './paths.ts';
import {
  compare,
  copy,
  equal,
  isArray,
  isDoc,
  ModelError,
  type Doc,
  type Value,
} from './values.ts';

/** What `$$name` stands for; `$$ROOT` is the document. */
type Variables = Record<string, Value>;
export type Expression = (variables: Variables) => Value;

const fail = (code: number, message: string): never => {
  throw new ModelError(code, message);
};

/** reference/operator/aggregation: reads an expression whole. */
export function parseExpression(given: Value): Expression {
  if (typeof given === 'string' && given.startsWith('$')) return parsePath(given);
  if (isArray(given)) {
    const parts = given.map(parseExpression);
    return (variables) => parts.map((part) => part(variables) ?? null);
  }
  if (!isDoc(given)) return () => given;
  const [name = ''] = Object.keys(given);
  return name.startsWith('$') ? parseOperator(name, given) : parseObject(given);
}

function parsePath(text: string): Expression {
  const [name = '', ...parts] = text.startsWith('$$')
    ? text.slice(2).split('.')
    : ['ROOT', ...text.slice(1).split('.')];
  if (name === 'REMOVE') return () => undefined;
  return (variables) => fieldPath(variables[name === 'CURRENT' ? 'ROOT' : name], parts);
}

function parseObject(given: Doc): Expression {
  const fields = Object.entries(given).map(([name, one]) => [name, parseExpression(one)] as const);
  return (variables) => {
    const made: Doc = {};
    for (const [name, expression] of fields) {
      const value = expression(variables);
      if (value !== undefined) made[name] = value;
    }
    return made;
  };
}

function parseOperator(name: string, given: Doc): Expression {
  if (Object.keys(given).length > 1) return fail(15983, 'an expression has one operator');
  const operand = given[name];
  if (name === '$literal') return () => copy(operand);
  const special = SPECIAL[name];
  if (special) return special(operand);
  const work = PLAIN[name] ?? fail(168, `Unrecognized expression '${name}'`);
  const parts = (isArray(operand) ? operand : [operand]).map(parseExpression);
  return (variables) => work(...parts.map((part) => part(variables)));
}

const isNothing = (value: Value): boolean => value === undefined || value === null;
export const isTruthy = (value: Value): boolean =>
  !isNothing(value) && value !== false && value !== 0;

/** In expressions a field that is not there is less than null. */
function compareHere(a: Value, b: Value): number {
  if (a === undefined || b === undefined) return Number(b === undefined) - Number(a === undefined);
  return compare(a, b);
}
const turned = (order: number): number => Math.sign(order);

function numbers(name: string, values: Value[]): number[] {
  return values.map((value) =>
    typeof value === 'number' ? value : fail(14, `${name} only supports numeric types`),
  );
}

/** Nothing in, null out; else numbers only. */
const arithmetic =
  (name: string, work: (...n: number[]) => number) =>
  (...values: Value[]): Value =>
    values.some(isNothing) ? null : work(...numbers(name, values));

const sum = (...n: number[]): number => n.reduce((a, b) => a + b, 0);

function add(...values: Value[]): Value {
  if (values.some(isNothing)) return null;
  const dates = values.filter((one) => one instanceof Date);
  if (dates.length > 1) return fail(16612, 'only one date allowed in an $add expression');
  const total = sum(
    ...numbers(
      '$add',
      values.filter((one) => !(one instanceof Date)),
    ),
  );
  return dates[0] ? new Date(dates[0].getTime() + total) : total;
}

function subtract(a: Value, b: Value): Value {
  if (isNothing(a) || isNothing(b)) return null;
  if (!(a instanceof Date)) return arithmetic('$subtract', (x = 0, y = 0) => x - y)(a, b);
  return b instanceof Date
    ? a.getTime() - b.getTime()
    : new Date(a.getTime() - (numbers('$subtract', [b])[0] ?? 0));
}

function concat(...values: Value[]): Value {
  if (values.some(isNothing)) return null;
  return values
    .map((one) => (typeof one === 'string' ? one : fail(16702, '$concat only supports strings')))
    .join('');
}

function toText(value: Value): Value {
  if (isNothing(value)) return null;
  if (value instanceof Date) return value.toISOString();
  if (isDoc(value) || isArray(value)) return fail(241, 'Unsupported conversion to string');
  if (Object.is(value, -0)) return '-0'; // a double keeps its sign
  return value instanceof ObjectId ? value.toHexString() : String(value);
}

function elementAt(list: Value, index: Value): Value {
  if (isNothing(list) || isNothing(index)) return null;
  if (!isArray(list)) return fail(28689, '$arrayElemAt needs an array');
  if (typeof index !== 'number') return fail(28690, '$arrayElemAt needs a number');
  if (!Number.isInteger(index)) return fail(28691, '$arrayElemAt needs a whole number');
  return list.at(index);
}

const divide = (a = 0, b = 0): number => (b === 0 ? fail(2, "can't $divide by zero") : a / b);
const modulo = (a = 0, b = 0): number => (b === 0 ? fail(16610, "can't $mod by zero") : a % b);

const PLAIN: Record<string, (...values: Value[]) => Value> = {
  $add: add,
  $subtract: subtract,
  $multiply: arithmetic('$multiply', (...n) => n.reduce((a, b) => a * b, 1)),
  $divide: arithmetic('$divide', divide),
  $mod: arithmetic('$mod', modulo),
  $abs: arithmetic('$abs', (n = 0) => Math.abs(n)),
  $ceil: arithmetic('$ceil', (n = 0) => Math.ceil(n)),
  $floor: arithmetic('$floor', (n = 0) => Math.floor(n)),
  $eq: (a, b) => compareHere(a, b) === 0,
  $ne: (a, b) => compareHere(a, b) !== 0,
  $gt: (a, b) => compareHere(a, b) > 0,
  $gte: (a, b) => compareHere(a, b) >= 0,
  $lt: (a, b) => compareHere(a, b) < 0,
  $lte: (a, b) => compareHere(a, b) <= 0,
  $cmp: (a, b) => turned(compareHere(a, b)),
  $and: (...values) => values.every(isTruthy),
  $or: (...values) => values.some(isTruthy),
  $not: (value) => !isTruthy(value),
  $ifNull: (...values) => values.find((one) => !isNothing(one)) ?? values.at(-1),
  $concat: concat,
  $toString: toText,
  $size: (list) => (isArray(list) ? list.length : fail(17124, '$size needs an array')),
  $arrayElemAt: elementAt,
  $in: (value, list) =>
    isArray(list) ? list.some((one) => equal(one, value)) : fail(40081, '$in requires an array'),
};

const SPECIAL: Record<string, (operand: Value) => Expression> = {
  $cond(operand) {
    const [test, then, otherwise] = (
      isArray(operand) ? operand : ['if', 'then', 'else'].map((name) => (operand as Doc)[name])
    ).map(parseExpression);
    return (variables) => (isTruthy(test?.(variables)) ? then : otherwise)?.(variables);
  },
  $filter(operand) {
    const { input, cond, as = 'this' } = operand as Doc;
    const [list, test] = [parseExpression(input), parseExpression(cond)];
    return (variables) => {
      const members = list(variables);
      if (isNothing(members)) return null;
      if (!isArray(members)) return fail(28651, 'input to $filter must be an array');
      return members.filter((one) => isTruthy(test({ ...variables, [String(as)]: one })));
    };
  },
  $map(operand) {
    const { input, in: inner, as = 'this' } = operand as Doc;
    const [list, make] = [parseExpression(input), parseExpression(inner)];
    return (variables) => {
      const members = list(variables);
      if (isNothing(members)) return null;
      if (!isArray(members)) return fail(16883, 'input to $map must be an array');
      return members.map((one) => make({ ...variables, [String(as)]: one }) ?? null);
    };
  },
};
