import { BSONRegExp } from 'bson';
import { encode, invert } from '../keys/encode.ts';
import type { Node, Predicate } from '../query/parts.ts';
import { compare } from '../values/compare.ts';
import { rank, RANK, type Value } from '../values/types.ts';

/** A stretch of encoded values: `…After` means behind every key that begins with the bytes. */
export interface Interval {
  readonly from: Buffer;
  readonly fromAfter: boolean;
  readonly to: Buffer;
  readonly toAfter: boolean;
}

/** Bounds of one field: single values, or one stretch. */
export interface Bounds {
  readonly points: boolean;
  readonly intervals: readonly Interval[];
}

type Test = Extract<Predicate, { kind: 'test' }>;

/** Conditions every match must satisfy, by path; those inside `$elemMatch` included. */
export function conditionsOf(nodes: readonly Node[], prefix = ''): Map<string, Test[]> {
  const conditions = new Map<string, Test[]>();
  const add = (path: string, test: Test): void => {
    const whole = path === '' ? prefix.slice(0, -1) : prefix + path; // '' is an element itself
    conditions.set(whole, [...(conditions.get(whole) ?? []), test]);
  };
  const merge = (inner: Map<string, Test[]>): void => {
    for (const [path, tests] of inner)
      conditions.set(path, [...(conditions.get(path) ?? []), ...tests]);
  };
  const visit = (path: string, predicate: Predicate): void => {
    if (predicate.kind === 'test') add(path, predicate);
    else if (predicate.kind === 'every')
      predicate.predicates.forEach((inner) => {
        visit(path, inner);
      });
    else if (predicate.kind === 'elemMatch')
      merge(conditionsOf(predicate.inner.nodes, `${prefix}${path}.`));
  };
  for (const node of nodes) {
    if (node.kind === 'field') visit(node.path, node.predicate);
    else if (node.kind === 'all') merge(conditionsOf(node.nodes, prefix));
  }
  return conditions;
}

/**
 * Where in an index the matches of these conditions can be; undefined when they say nothing.
 * On a field that holds arrays two conditions may be met by two elements, so only one is used.
 */
export function boundsOf(
  tests: readonly Test[],
  { multikey, sparse }: { multikey: boolean; sparse: boolean },
): Bounds | undefined {
  const usable = tests.filter((test) => !(sparse && mayBeMissing(test)));
  for (const test of usable) {
    const points = pointsOf(test);
    if (points) return { points: true, intervals: points };
  }
  const stretches = usable.flatMap((test) => stretchOf(test) ?? []);
  const [first, ...others] = stretches;
  if (!first) return undefined;
  const stretch = multikey ? first : others.reduce(intersect, first);
  return { points: false, intervals: [stretch] };
}

const mayBeMissing = ({ operand }: Test): boolean =>
  operand === null || (Array.isArray(operand) && operand.includes(null));

const point = (bytes: Buffer): Interval => ({
  from: bytes,
  fromAfter: false,
  to: bytes,
  toAfter: true,
});

function pointsOf({ operator, operand }: Test): Interval[] | undefined {
  const values =
    operator === '$eq' ? [operand] : operator === '$in' ? (operand as Value[]) : undefined;
  if (!values || values.some((value) => Array.isArray(value) || value instanceof BSONRegExp))
    return undefined;
  const encoded = new Map(values.map((value) => [encode(value).toString('latin1'), encode(value)]));
  return [...encoded.values()].sort((a, b) => Buffer.compare(a, b)).map(point);
}

function stretchOf({ operator, operand }: Test): Interval | undefined {
  if (operator === '$regex') return prefixOf(operand as BSONRegExp);
  const type = rank(operand);
  if (type === RANK.minKey || type === RANK.maxKey || type === RANK.array) return undefined;
  const ofType = point(Buffer.of(type));
  const value = encode(operand);
  switch (operator) {
    case '$gt':
    case '$gte':
      return { ...ofType, from: value, fromAfter: operator === '$gt' };
    case '$lt':
    case '$lte':
      return { ...ofType, to: value, toAfter: operator === '$lte' };
    default:
      return undefined;
  }
}

/** `/^literal/` is a stretch of strings; any other regex says nothing. */
function prefixOf({ pattern, options }: BSONRegExp): Interval | undefined {
  const literal = /^\^((?:[^\\^$.|?*+()[\]{}]|\\[^\w])+)$/.exec(pattern)?.[1];
  if (literal === undefined || options !== '') return undefined;
  const text = Buffer.from(literal.replaceAll(/\\(.)/g, '$1'));
  return point(Buffer.concat([Buffer.of(RANK.string), text]));
}

function intersect(a: Interval, b: Interval): Interval {
  const from = later(a.from, b.from, { a: a.fromAfter, b: b.fromAfter }) ? a : b;
  const to = later(a.to, b.to, { a: a.toAfter, b: b.toAfter }) ? b : a;
  return { from: from.from, fromAfter: from.fromAfter, to: to.to, toAfter: to.toAfter };
}

/** Whether position a lies behind position b. */
function later(a: Buffer, b: Buffer, after: { a: boolean; b: boolean }): boolean {
  const order = Buffer.compare(a, b);
  if (order === 0) return after.a;
  if (after.b && a.subarray(0, b.length).equals(b)) return false;
  if (after.a && b.subarray(0, a.length).equals(a)) return true;
  return order > 0;
}

/** The same stretch in a descending field. */
export const turned = ({ from, fromAfter, to, toAfter }: Interval): Interval => ({
  from: invert(to),
  fromAfter: !toAfter,
  to: invert(from),
  toAfter: !fromAfter,
});

/** Whether every document with these conditions satisfies one part of a partial index's filter. */
export function implies(conditions: ReadonlyMap<string, readonly Test[]>, part: Node): boolean {
  if (part.kind === 'all') return part.nodes.every((node) => implies(conditions, node));
  if (part.kind !== 'field' || part.predicate.kind !== 'test') return false;
  const needed = part.predicate;
  return (conditions.get(part.path) ?? []).some((condition) => entails(condition, needed));
}

function entails(condition: Test, needed: Test): boolean {
  const { operator, operand } = condition;
  if (operator === needed.operator && compare(operand, needed.operand) === 0) return true;
  const meets = (value: Value): boolean =>
    value !== null && !Array.isArray(value) && needed.test(value);
  if (operator === '$eq') return meets(operand);
  if (operator === '$in') return (operand as Value[]).every(meets);
  if (operand === null) return false;
  if (needed.operator === '$exists') return operator !== '$size' && operator !== '$regex';
  const direction = operator.slice(0, 3);
  return /^\$[gl]t/.test(operator) && needed.operator.startsWith(direction) && needed.test(operand);
}
