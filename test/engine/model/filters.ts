import { BSONRegExp } from 'bson';
import fc, { type Arbitrary } from 'fast-check';
import { any, id, inner, list, member, number, scalar, small, text, type Doc } from './palette.ts';

export const path = fc.constantFrom(
  ...['n', 's', 't', 'h', 'd', 'v', 'u', '_id', 'h.id', 'h.g', 'h.l', 'd.x', 'd.y', 'd.l'],
  ...['t.0', 't.1', 'h.0', 'h.0.id', 'h.1.g', 'd.l.0', 'v.x', 'v.0', 'v.id', 'n.x', 'w'],
);
const operand: Arbitrary<unknown> = fc.oneof({ arbitrary: small, weight: 4 }, scalar, any);
const regex = fc.constantFrom(new BSONRegExp('a', ''), new BSONRegExp('^A', 'i'));
const types = fc.constantFrom<unknown>(
  ...['number', 'string', 'object', 'array', 'binData', 'objectId', 'bool', 'date', 'null'],
  ...[2, 3, 4, 8, ['string', 'null'], ['array', 9]],
);

const one = (name: string, value: Arbitrary<unknown>): Arbitrary<Doc> =>
  value.map((made) => ({ [name]: made }));

const comparison: Arbitrary<Doc> = fc.oneof(
  ...['$eq', '$ne', '$gt', '$gte', '$lt', '$lte'].map((name) => one(name, operand)),
);
const range = fc
  .tuple(fc.constantFrom('$gt', '$gte'), small, fc.constantFrom('$lt', '$lte'), small)
  .map(([low, a, high, b]): Doc => ({ [low]: a, [high]: b }));

const elemMatch: Arbitrary<Doc> = one(
  '$elemMatch',
  fc.oneof(
    range,
    comparison,
    fc.record({ id: small, g: fc.oneof(small, range) }),
    fc.record({ id: fc.oneof(small, range) }),
    fc.record({ $or: fc.tuple(fc.record({ id: small }), fc.record({ g: operand })) }),
  ),
);
const operators: Arbitrary<Doc> = fc.oneof(
  { arbitrary: comparison, weight: 5 },
  { arbitrary: range, weight: 3 },
  { arbitrary: elemMatch, weight: 2 },
  one('$in', fc.array(fc.oneof(operand, regex), { maxLength: 3 })),
  one('$nin', fc.array(operand, { maxLength: 3 })),
  one('$exists', fc.constantFrom<unknown>(true, false, 1, 0)),
  one('$type', types),
  one('$size', small),
  one(
    '$all',
    fc.oneof(
      fc.array(operand, { maxLength: 3 }),
      fc.array(elemMatch, { minLength: 1, maxLength: 2 }),
    ),
  ),
  one('$mod', fc.tuple(fc.constantFrom(2, 3, -2, 2.5), fc.constantFrom(0, 1, -1))),
  one('$not', fc.oneof(comparison, range, elemMatch, regex)),
  fc.record({ $regex: fc.constantFrom('a', '^a', 'b$', '杭') }),
  fc.record({ $regex: fc.constant('AB'), $options: fc.constant('i') }),
);

/** Conditions that hold often: a field that is there with a value of its kind. */
const likely: Arbitrary<Doc> = fc.oneof(
  one('_id', id),
  one('n', fc.oneof(number, range)),
  one('s', text),
  one('t', fc.oneof(small, range, list)),
  one('h.id', fc.oneof(small, range)),
  one('h.g', small),
  one('h', fc.oneof(elemMatch, member)),
  one('d', inner),
  one('d.x', fc.oneof(small, range)),
  one('u', fc.oneof(small, range, fc.constant(null))),
);
const field: Arbitrary<Doc> = fc.oneof(
  { arbitrary: likely, weight: 3 },
  fc.tuple(path, fc.oneof(operand, operators, operators, regex)).map(([p, o]) => ({ [p]: o })),
);
const both = fc.tuple(field, field).map(([a, b]) => ({ ...a, ...b }));
const parts = fc.array(fc.oneof(field, both), { minLength: 1, maxLength: 3 });

export const filter: Arbitrary<Doc> = fc.oneof(
  { arbitrary: field, weight: 6 },
  { arbitrary: both, weight: 4 },
  fc.constant({}),
  one('$and', parts),
  one('$or', parts),
  one('$nor', parts),
  fc.tuple(likely, one('$or', parts)).map(([a, b]) => ({ ...a, ...b })),
);

/** Conditions on one array only, so that the positional `$` has one meaning. */
export const ofOneArray: Arbitrary<{ filter: Doc; array: 't' | 'h' }> = fc.oneof(
  fc
    .oneof(one('t', fc.oneof(small, range, comparison)), one('t', elemMatch))
    .map((made) => ({ filter: made, array: 't' as const })),
  fc
    .oneof(one('h.id', fc.oneof(small, range)), one('h.g', small), one('h', elemMatch))
    .map((made) => ({ filter: made, array: 'h' as const })),
);
