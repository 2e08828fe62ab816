import { BSONRegExp, type Document } from 'bson';
import { MongoError, notInEngine } from '../errors.ts';
import { compare, equal } from '../values/compare.ts';
import { bsonType, isDocument, isNumber, rank, RANK, toNumber, typeOf } from '../values/types.ts';
import type { Value } from '../values/types.ts';
import type { Filter, Predicate, Test } from './parts.ts';
import { toRegExp } from './regex.ts';

/** Compiles a filter; handed in, because filters and predicates contain each other. */
export type Compile = (filter: Document) => Filter;

const ELSEWHERE = ['$geoWithin', '$geoIntersects', '$near', '$nearSphere', '$bitsAllSet'].concat([
  '$bitsAnySet',
  '$bitsAllClear',
  '$bitsAnyClear',
]);

/** Whether an operand is `{ $op: … }` rather than a document to be equal to. */
export function isOperators(operand: Value): operand is Document {
  return isDocument(operand) && Object.keys(operand)[0]?.startsWith('$') === true;
}

/** @throws MongoError for unknown operators and malformed operands, before anything is read. */
export function parsePredicates(operand: Value, compile: Compile): Predicate[] {
  if (operand instanceof BSONRegExp) return [regexTest(operand)];
  if (!isOperators(operand)) return [leaf('$eq', operand, equalTo(operand))];
  if ('$options' in operand && !('$regex' in operand))
    throw new MongoError(2, '$options needs a $regex');
  return Object.entries(operand)
    .filter(([name]) => name !== '$options')
    .map(([name, value]) => parseOperator(name, value as Value, { operators: operand, compile }));
}

interface Setting {
  readonly operators: Document;
  readonly compile: Compile;
}

function parseOperator(name: string, operand: Value, setting: Setting): Predicate {
  const parse = Object.hasOwn(PARSERS, name) ? PARSERS[name] : undefined;
  if (parse) return parse(operand, setting);
  if (ELSEWHERE.includes(name)) throw notInEngine(name);
  throw new MongoError(2, `unknown operator: ${name}`);
}

const PARSERS: Readonly<Record<string, (operand: Value, setting: Setting) => Predicate>> = {
  $eq: (operand) => leaf('$eq', operand, equalTo(operand)),
  $ne: (operand) => not([leaf('$eq', refuseRegex(operand, '$ne'), equalTo(operand))]),
  $gt: (operand) => range('$gt', operand, (order) => order > 0),
  $gte: (operand) => range('$gte', operand, (order) => order >= 0),
  $lt: (operand) => range('$lt', operand, (order) => order < 0),
  $lte: (operand) => range('$lte', operand, (order) => order <= 0),
  $in: (operand) => anyOf('$in', operand),
  $nin: (operand) => not([anyOf('$nin', operand)]),
  $exists: (operand) => {
    const there = leaf('$exists', true, (value) => value !== undefined);
    return isTrue(operand) ? there : not([there]);
  },
  $type: (operand) => leaf('$type', operand, typeTest(operand)),
  $size: (operand) => {
    if (!isNumber(operand) || toNumber(operand) < 0 || !Number.isInteger(toNumber(operand)))
      throw new MongoError(2, `Failed to parse $size. Expected a non-negative integer`);
    const size = toNumber(operand);
    return leaf('$size', operand, (value) => Array.isArray(value) && value.length === size);
  },
  $mod: (operand) => leaf('$mod', operand, spread(modTest(operand))),
  $regex: (operand, { operators }) => regexTest(regexOf(operand, operators['$options'] as Value)),
  $not: (operand, { compile }) => {
    if (!isOperators(operand) && !(operand instanceof BSONRegExp))
      throw new MongoError(2, '$not needs a regex or a document');
    return not(parsePredicates(operand, compile));
  },
  $all: (operand, { compile }) => parseAll(operand, compile),
  $elemMatch: (operand, { compile }) => elemMatch(operand, compile),
};

const not = (predicates: Predicate[]): Predicate => ({ kind: 'not', predicates });

function leaf(operator: string, operand: Value, test: Test): Predicate {
  return { kind: 'test', operator, operand, test };
}

/** Asks an array's elements as well as the array itself. */
function spread(test: Test): Test {
  return (value, whole) =>
    test(value) ||
    (whole !== true && Array.isArray(value) && (value as Value[]).some((member) => test(member)));
}

/** Null is equal to what is not there. */
function equalTo(operand: Value): Test {
  return spread((value) => equal(value, operand));
}

/** A range holds within one type only; MinKey and MaxKey are compared with everything. */
function range(operator: string, operand: Value, accepts: (order: number) => boolean): Predicate {
  refuseRegex(operand, operator);
  const place = rank(operand);
  const all = place === RANK.minKey || place === RANK.maxKey;
  const isNaN = place === RANK.number && Number.isNaN(toNumber(operand));
  const test: Test = (value) => {
    if (!all && rank(value) !== place) return false;
    if (isNaN !== (isNumber(value) && Number.isNaN(toNumber(value))) && place === RANK.number)
      return false; // NaN is neither less nor greater than a number
    return accepts(compare(value, operand));
  };
  return leaf(operator, operand, spread(test));
}

function anyOf(name: string, operand: Value): Predicate {
  if (!Array.isArray(operand)) throw new MongoError(2, `${name} needs an array`);
  const tests = (operand as Value[]).map((item) => {
    if (isOperators(item)) throw new MongoError(2, `cannot nest $ under ${name}`);
    return item instanceof BSONRegExp ? regexTest(item).test : equalTo(item);
  });
  return leaf('$in', operand, (value, whole) => tests.some((test) => test(value, whole)));
}

function typeTest(operand: Value): Test {
  const wanted = (Array.isArray(operand) ? (operand as Value[]) : [operand]).map((name) => {
    const type = typeOf(name);
    if (type === undefined) throw new MongoError(2, `Unknown type name alias: ${String(name)}`);
    return type;
  });
  if (wanted.length === 0) throw new MongoError(9, '$type must match at least one type');
  return spread((value) =>
    value === undefined
      ? false
      : wanted.some((type) => (type === 'number' ? isNumber(value) : bsonType(value) === type)),
  );
}

function modTest(operand: Value): Test {
  if (!Array.isArray(operand)) throw new MongoError(2, 'malformed mod, needs to be an array');
  if (operand.length < 2) throw new MongoError(2, 'malformed mod, not enough elements');
  if (operand.length > 2) throw new MongoError(2, 'malformed mod, too many elements');
  const [divisor, remainder] = (operand as Value[]).map((item) => {
    if (!isNumber(item)) throw new MongoError(2, 'malformed mod, operand not a number');
    return Math.trunc(toNumber(item));
  });
  if (!divisor) throw new MongoError(2, 'divisor cannot be 0');
  const wanted = (remainder ?? 0) % divisor || 0;
  return (value) => isNumber(value) && (Math.trunc(toNumber(value)) % divisor || 0) === wanted;
}

function regexTest(regex: BSONRegExp): Extract<Predicate, { kind: 'test' }> {
  const compiled = toRegExp(regex);
  const test: Test = (value) =>
    typeof value === 'string'
      ? compiled.test(value)
      : value instanceof BSONRegExp && equal(value, regex);
  return { kind: 'test', operator: '$regex', operand: regex, test: spread(test) };
}

function regexOf(operand: Value, options: Value): BSONRegExp {
  if (options !== undefined && typeof options !== 'string')
    throw new MongoError(2, '$options has to be a string');
  if (operand instanceof BSONRegExp)
    return new BSONRegExp(operand.pattern, options ?? operand.options);
  if (typeof operand !== 'string') throw new MongoError(2, '$regex has to be a string');
  return new BSONRegExp(operand, options ?? '');
}

/** `$all` of values: each is somewhere in the array; of `$elemMatch`es: each finds an element. */
function parseAll(operand: Value, compile: Compile): Predicate {
  if (!Array.isArray(operand)) throw new MongoError(2, '$all needs an array');
  const items = operand as Value[];
  if (items.length === 0) return leaf('$all', operand, () => false);
  const predicates = items.flatMap((item): Predicate[] => {
    if (!isOperators(item)) return parsePredicates(item, compile);
    if (!('$elemMatch' in item)) throw new MongoError(2, 'no $ expressions in $all');
    return [elemMatch(item['$elemMatch'] as Value, compile)];
  });
  return { kind: 'every', predicates };
}

/** One member satisfies everything: as a document, or as a value when the operand is operators. */
function elemMatch(operand: Value, compile: Compile): Predicate {
  const { inner, test } = memberTest(operand, compile);
  return {
    kind: 'elemMatch',
    inner,
    member: test,
    test: (value) => Array.isArray(value) && (value as Value[]).some((member) => test(member)),
  };
}

/** What `$elemMatch` asks one member. */
export function memberTest(operand: Value, compile: Compile): { inner: Filter; test: Test } {
  if (!isDocument(operand)) throw new MongoError(2, '$elemMatch needs an Object');
  const ofValues =
    isOperators(operand) && !/^\$(and|or|nor|where|expr)$/.test(Object.keys(operand)[0] ?? '');
  if (!ofValues) {
    const inner = compile(operand);
    const test: Test = (member) =>
      isDocument(member)
        ? inner.test(member)
        : Array.isArray(member) && inner.test(Object.fromEntries((member as Value[]).entries()));
    return { inner, test };
  }
  const predicates = parsePredicates(operand, compile);
  const nodes = predicates.map(
    (predicate) => ({ kind: 'field', path: '', parts: [''], predicate }) as const,
  );
  const test: Test = (member) => predicates.every((predicate) => asks(predicate, member));
  return { inner: { nodes, test: (document) => test(document) }, test };
}

/** A question to one value, which is taken whole even if it is an array. */
function asks(predicate: Predicate, value: Value): boolean {
  if (predicate.kind === 'test' || predicate.kind === 'elemMatch')
    return predicate.test(value, true);
  const all = predicate.predicates.every((inner) => asks(inner, value));
  return predicate.kind === 'not' ? !all : all;
}

function refuseRegex(operand: Value, name: string): Value {
  if (operand instanceof BSONRegExp) throw new MongoError(2, `Can't have regex as arg to ${name}.`);
  return operand;
}

const isTrue = (value: Value): boolean =>
  isNumber(value)
    ? toNumber(value) !== 0
    : value !== false && value !== null && value !== undefined;
