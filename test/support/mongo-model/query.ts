import { reach } from './paths.ts';
import {
  compare,
  equal,
  isArray,
  isDoc,
  isRegex,
  ModelError,
  regexText,
  toRegExp,
  typeOf,
  type Doc,
  type Value,
} from './values.ts';

/** What a condition says of a document: nothing, or that it holds and by which array member. */
export type Holds = { at: number | undefined } | undefined;
type Condition = (doc: Doc) => Holds;
type Test = (value: Value) => boolean;

const bad = (message: string): never => {
  throw new ModelError(2, message);
};
const yes = (holds: boolean): Holds => (holds ? { at: undefined } : undefined);

/** reference/operator/query: reads a filter whole, so that every fault shows before any document. */
export function parseFilter(filter: Doc): Condition {
  return every(Object.entries(filter).map(([name, operand]) => parseTop(name, operand)));
}

export const matches = (doc: Doc, filter: Doc): boolean => parseFilter(filter)(doc) !== undefined;

/** All hold; the last condition that came by an array member names the position. */
function every(conditions: Condition[]): Condition {
  return (doc) => {
    let at: number | undefined;
    for (const condition of conditions) {
      const holds = condition(doc);
      if (!holds) return undefined;
      at = holds.at ?? at;
    }
    return { at };
  };
}

function parseTop(name: string, operand: Value): Condition {
  if (!name.startsWith('$')) return parseField(name, operand);
  if (name === '$comment') return () => yes(true);
  if (!['$and', '$or', '$nor'].includes(name)) return bad(`unknown top level operator: ${name}`);
  if (!isArray(operand) || operand.length === 0) return bad(`${name} must be a nonempty array`);
  const parts = operand.map((one) =>
    isDoc(one) ? parseFilter(one) : bad(`${name} entries need to be full objects`),
  );
  if (name === '$and') return every(parts);
  const wanted = name === '$or';
  return (doc) => yes(parts.some((part) => part(doc) !== undefined) === wanted);
}

const isOperators = (operand: Value): operand is Doc =>
  isDoc(operand) && Object.keys(operand)[0]?.startsWith('$') === true;

function parseField(path: string, operand: Value): Condition {
  if (!isOperators(operand)) return equalTo(path, operand);
  return every(
    Object.entries(operand).map(([name, value]) => parseOperator(path, name, value, operand)),
  );
}

const equalTo = (path: string, operand: Value): Condition =>
  isRegex(operand) ? some(path, regexTest(operand)) : some(path, (value) => equal(value, operand));

/** Holds when one of the values the path leads to passes. */
function some(path: string, test: Test, leaf = true): Condition {
  return (doc) => reach(doc, path, leaf).find(({ value }) => test(value));
}

const none =
  (condition: Condition): Condition =>
  (doc) =>
    yes(condition(doc) === undefined);

function parseOperator(path: string, name: string, operand: Value, all: Doc): Condition {
  const special = OF_PATHS[name];
  if (special) return special(path, operand);
  const operator = OF_VALUES[name] ?? bad(`unknown operator: ${name}`);
  const found = some(path, operator.test(operand, all), operator.whole !== true);
  return operator.negated === true ? none(found) : found;
}

const noRegex = (operand: Value): Value =>
  isRegex(operand) ? bad("Can't have RegEx as arg to predicate") : operand;

/** Ranges compare within one type; NaN equals itself and stands in no range. */
const range =
  (holds: (order: number) => boolean) =>
  (raw: Value): Test => {
    const operand = noRegex(raw);
    return (value) => {
      if (typeOf(value) !== typeOf(operand)) return false;
      const [a, b] = [Number.isNaN(value), Number.isNaN(operand)];
      return a || b ? a && b && holds(0) : holds(compare(value, operand));
    };
  };

interface Operator {
  test(operand: Value, all: Doc): Test;
  /** Asked of an array as it stands, not of its members. */
  whole?: true;
  /** Holds when no value passes. */
  negated?: true;
}

/** reference/operator/query/*: operators that look at one value at a time. */
const OF_VALUES: Record<string, Operator> = {
  $eq: { test: (operand) => (value) => equal(value, operand) },
  $ne: { test: (operand) => (noRegex(operand), (value) => equal(value, operand)), negated: true },
  $gt: { test: range((order) => order > 0) },
  $gte: { test: range((order) => order >= 0) },
  $lt: { test: range((order) => order < 0) },
  $lte: { test: range((order) => order <= 0) },
  $in: { test: inTest },
  $nin: { test: inTest, negated: true },
  $mod: { test: modTest },
  $type: { test: typeTest },
  $size: { test: sizeTest, whole: true },
  $regex: { test: (operand, all) => regexTest(operand, all['$options']) },
  $options: {
    test: (_, all) => ('$regex' in all ? () => true : bad('$options needs a $regex')),
  },
};

/** Operators that ask several things of a path, or of the path itself. */
const OF_PATHS: Record<string, (path: string, operand: Value) => Condition> = {
  $exists: (path, operand) => {
    const there = some(path, (value) => value !== undefined, false);
    return isTrue(operand) ? there : none(there);
  },
  $not: (path, operand) => {
    if (isRegex(operand)) return none(some(path, regexTest(operand)));
    return none(parseField(path, operatorsOf(operand)));
  },
  $all: (path, operand) => every(allOf(operand).map((one) => parseField(path, one))),
  $elemMatch: parseElemMatch,
};

const isTrue = (operand: Value): boolean =>
  operand !== false && operand !== 0 && operand !== null && operand !== undefined;

function operatorsOf(operand: Value): Doc {
  if (!isDoc(operand)) return bad('$not needs a regex or a document');
  return isOperators(operand) ? operand : bad('$not needs operators');
}

/** reference/operator/query/all: each as a condition of its own; of none, nothing matches. */
function allOf(operand: Value): Value[] {
  if (!isArray(operand)) return bad('$all needs an array');
  if (operand.length === 0) return [{ $in: [] }];
  const elemMatches = operand.filter((one) => isDoc(one) && Object.keys(one)[0] === '$elemMatch');
  if (elemMatches.length > 0 && elemMatches.length < operand.length) {
    return bad('$all takes $elemMatch with all or none');
  }
  if (elemMatches.length === 0 && operand.some(isOperators)) return bad('no $ expressions in $all');
  return operand;
}

/** reference/operator/query/elemMatch: one member passes everything. */
function parseElemMatch(path: string, operand: Value): Condition {
  const test = memberTest(operand);
  return (doc) => {
    for (const { value, at } of reach(doc, path, false)) {
      const found = isArray(value) ? value.findIndex(test) : -1;
      if (found >= 0) return { at: at ?? found };
    }
    return undefined;
  };
}

/** Conditions on the fields of a member, or operators on the member as it is. */
export function memberTest(operand: Value): Test {
  if (!isDoc(operand)) return bad('$elemMatch needs an Object');
  const first = Object.keys(operand)[0];
  if (isOperators(operand) && !['$and', '$or', '$nor'].includes(first ?? '')) {
    return valueTest(operand);
  }
  const condition = parseFilter(operand);
  return (member) => {
    if (isArray(member)) return condition(Object.fromEntries(member.entries())) !== undefined;
    return isDoc(member) && condition(member) !== undefined;
  };
}

/** Every operator asked of one value, which is not gone into even if it is an array. */
function valueTest(operators: Doc): Test {
  const tests = Object.entries(operators).map(([name, operand]): Test => {
    const special = OF_ONE_VALUE[name];
    if (special) return special(operand);
    const operator = OF_VALUES[name] ?? bad(`unknown operator: ${name}`);
    const test = operator.test(operand, operators);
    return operator.negated === true ? (value) => !test(value) : test;
  });
  return (value) => tests.every((test) => test(value));
}

const OF_ONE_VALUE: Record<string, (operand: Value) => Test> = {
  $exists: (operand) => () => isTrue(operand),
  $not: (operand) => {
    const test = isRegex(operand) ? regexTest(operand) : valueTest(operatorsOf(operand));
    return (value) => !test(value);
  },
  $all: (operand) => {
    const tests = allOf(operand).map((one) => (isOperators(one) ? valueTest(one) : inTest([one])));
    return (value) => tests.every((test) => test(value));
  },
  $elemMatch: (operand) => {
    const test = memberTest(operand);
    return (value) => isArray(value) && value.some(test);
  },
};

function sizeTest(operand: Value): Test {
  if (typeof operand !== 'number' || !Number.isInteger(operand) || operand < 0) {
    return bad('$size must be a whole number');
  }
  return (value) => isArray(value) && value.length === operand;
}

function inTest(operand: Value): Test {
  if (!isArray(operand)) return bad('needs an array');
  if (operand.some(isOperators)) return bad('cannot nest $ under $in');
  const tests = operand.map((one) =>
    isRegex(one) ? regexTest(one) : (value: Value) => equal(value, one),
  );
  return (value) => tests.some((test) => test(value));
}

/** reference/operator/query/mod: whole numbers, fractions cut off. */
function modTest(operand: Value): Test {
  if (!isArray(operand) || operand.length !== 2) return bad('malformed mod');
  const [divisor, remainder] = operand;
  if (typeof divisor !== 'number' || typeof remainder !== 'number') return bad('malformed mod');
  if (!Number.isFinite(divisor) || !Number.isFinite(remainder)) return bad('malformed mod');
  if (Math.trunc(divisor) === 0) return bad('divisor cannot be 0');
  return (value) =>
    typeof value === 'number' &&
    Number.isFinite(value) &&
    Math.trunc(value) % Math.trunc(divisor) === Math.trunc(remainder);
}

function regexTest(operand: Value, options?: Value): Test {
  if (!isRegex(operand) && typeof operand !== 'string') return bad('$regex has to be a string');
  if (options !== undefined && typeof options !== 'string')
    return bad('$options has to be a string');
  const given = isRegex(operand) ? toRegExp(operand) : new RegExp(operand);
  const pattern = options === undefined ? given : new RegExp(given.source, options);
  return (value) =>
    typeof value === 'string'
      ? pattern.test(value)
      : isRegex(value) && isRegex(operand) && regexText(value) === regexText(operand);
}

/** reference/operator/query/type: names and numbers of types. */
const TYPE_NAMES: [number, string, (value: Value) => boolean][] = [
  [1, 'double', (value) => typeof value === 'number' && !isInt(value)],
  [2, 'string', (value) => typeof value === 'string'],
  [3, 'object', isDoc],
  [4, 'array', isArray],
  [5, 'binData', (value) => typeOf(value) === 'binData'],
  [7, 'objectId', (value) => typeOf(value) === 'objectId'],
  [8, 'bool', (value) => typeof value === 'boolean'],
  [9, 'date', (value) => value instanceof Date],
  [10, 'null', (value) => value === null],
  [11, 'regex', isRegex],
  [16, 'int', (value) => typeof value === 'number' && isInt(value)],
  [17, 'timestamp', () => false],
  [18, 'long', () => false],
  [19, 'decimal', () => false],
  [-1, 'minKey', () => false],
  [127, 'maxKey', () => false],
  [Number.NaN, 'number', (value) => typeof value === 'number'],
];

/** What the driver sends as a 32-bit integer; every other number is a double. */
const isInt = (n: number): boolean => Object.is(n, n | 0);

function typeTest(operand: Value): Test {
  const wanted = isArray(operand) ? operand : [operand];
  if (wanted.length === 0) return bad('$type must match at least one type');
  const tests = wanted.map((one) => {
    const found = TYPE_NAMES.find(([code, name]) => one === code || one === name);
    return found ? found[2] : bad(`unknown type: ${String(one)}`);
  });
  return (value) => tests.some((test) => test(value));
}
