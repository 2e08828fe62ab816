import fc, { type Arbitrary } from 'fast-check';
import { any, small, type Doc } from './palette.ts';
import { filter } from './filters.ts';

const side = fc.constantFrom<1 | -1>(1, -1);
const numeric = fc.constantFrom<unknown>('$n', '$u', '$d.x', 1, 2.5);
const anything = fc.constantFrom<unknown>(
  '$v',
  '$t',
  '$h',
  '$h.id',
  '$d',
  '$d.y',
  '$s',
  '$n',
  '$w',
  null,
  1,
);

const call = (name: string, ...operands: Arbitrary<unknown>[]): Arbitrary<unknown> =>
  fc.tuple(...operands).map((made) => ({ [name]: made.length === 1 ? made[0] : made }));

const bool: Arbitrary<unknown> = fc.oneof(
  ...['$eq', '$ne', '$gt', '$gte', '$lt', '$lte'].map((name) =>
    call(name, anything, fc.oneof(anything, small)),
  ),
  call('$in', fc.oneof(small, anything), fc.constantFrom<unknown>('$t', [1, 2, 'a'])),
);

const expression: Arbitrary<unknown> = fc.oneof(
  anything,
  bool,
  ...['$add', '$subtract', '$multiply', '$divide', '$mod'].map((name) =>
    call(name, numeric, fc.oneof(numeric, fc.constantFrom(2, 0))),
  ),
  call('$add', numeric, numeric, small),
  ...['$abs', '$ceil', '$floor'].map((name) => call(name, numeric)),
  call('$cmp', anything, anything),
  call('$and', bool, anything),
  call('$or', bool, anything),
  call(
    '$not',
    fc.oneof(bool, anything).map((one) => [one]),
  ),
  call('$cond', bool, anything, anything),
  fc.record({ $cond: fc.record({ if: anything, then: anything, else: small }) }),
  call('$ifNull', anything, anything),
  call('$ifNull', anything, anything, small),
  call(
    '$concat',
    fc.constantFrom<unknown>('$s', '-', '$n', null),
    fc.constantFrom<unknown>('$s', 'x'),
  ),
  call('$toString', fc.constantFrom<unknown>('$s', '$n', '$_id', '$w', true)),
  call('$size', fc.constantFrom<unknown>('$t', '$h', [[1, '$n']])),
  call('$size', call('$ifNull', fc.constantFrom('$t', '$h'), fc.constant([]))),
  call(
    '$arrayElemAt',
    fc.constantFrom('$t', '$h', '$h.id', '$w'),
    fc.constantFrom(0, 1, -1, 5, -7),
  ),
  fc.record({
    $filter: fc.record({
      input: fc.constantFrom('$t', '$h', '$w'),
      as: fc.constant('m'),
      cond: call('$gt', fc.constantFrom('$$m', '$$m.g'), small),
    }),
  }),
  fc.record({
    $map: fc.record({
      input: fc.constantFrom('$t', '$h', '$w'),
      as: fc.constant('m'),
      in: fc.constantFrom<unknown>('$$m', '$$m.id', { a: '$$m.g', n: '$n' }),
    }),
  }),
  fc.record({ $literal: any }),
  fc.record({ a: anything, b: fc.record({ c: anything }) }),
  fc.tuple(anything, small),
);

const field = fc.constantFrom('n', 's', 't', 'h', 'd', 'v', 'u');
const accumulator: Arbitrary<unknown> = fc.oneof(
  call('$sum', fc.oneof(numeric, fc.constant(1))),
  call('$avg', numeric),
  ...['$min', '$max', '$first', '$last', '$push', '$addToSet'].map((name) => call(name, anything)),
  fc.constant({ $count: {} }),
);

const stage: Arbitrary<Doc> = fc.oneof(
  fc.record({ $match: filter }),
  fc.record({
    $project: fc.dictionary(field, fc.constant(1), {
      minKeys: 1,
      maxKeys: 3,
      noNullPrototype: true,
    }),
  }),
  fc.record({
    $project: fc.dictionary(field, fc.constant(0), {
      minKeys: 1,
      maxKeys: 3,
      noNullPrototype: true,
    }),
  }),
  fc.record({
    $project: fc.record({
      _id: fc.constantFrom(0, 1),
      n: fc.constant(1),
      a: expression,
      'd.x': fc.constant(1),
    }),
  }),
  fc.record({ $project: fc.record({ a: expression, b: expression }) }),
  fc.record({ $addFields: fc.record({ a: expression }) }),
  fc.record({
    $set: fc.oneof(
      fc.record({ a: expression, n: expression }),
      fc.record({ 'd.z': expression }),
      fc.record({ 'h.z': expression }),
    ),
  }),
  fc.record({ $unset: fc.constantFrom<unknown>('n', ['t', 'd.x'], 'h.g') }),
  fc.record({ $unwind: fc.constantFrom<unknown>('$t', '$h', '$v', '$d.l', '$n') }),
  fc.record({
    $unwind: fc.record({
      path: fc.constantFrom('$t', '$h', '$v'),
      preserveNullAndEmptyArrays: fc.boolean(),
      includeArrayIndex: fc.constant('i'),
    }),
  }),
  fc.record({
    $replaceRoot: fc.record({
      newRoot: fc.constantFrom<unknown>(
        { _id: '$_id', a: '$v' },
        { $ifNull: ['$d', { x: 1 }] },
        '$d',
      ),
    }),
  }),
  fc.record({ $replaceWith: fc.constantFrom<unknown>({ _id: '$_id', n: '$n' }) }),
  fc.record({
    $lookup: fc.record({
      from: fc.constantFrom('other', 'nobody'),
      localField: fc.constantFrom('n', 't', 'u', 'd.x', 'w'),
      foreignField: fc.constantFrom('_id', 'n', 't'),
      as: fc.constantFrom('j', 'd.j'),
    }),
  }),
);

const group: Arbitrary<Doc> = fc
  .tuple(
    fc.oneof(anything, fc.constant(null), fc.record({ a: anything, b: numeric })),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), accumulator, {
      maxKeys: 3,
      noNullPrototype: true,
    }),
  )
  .map(([_id, columns]) => ({ $group: { _id, ...columns } }));

const sort: Arbitrary<Doc> = fc
  .tuple(fc.constantFrom('n', 's', 't', 'h.id', 'd', 'v', 'u'), side, side)
  .map(([name, way, last]) => ({ $sort: { [name]: way, _id: last } }));

const window: Arbitrary<Doc[]> = fc.oneof(
  fc.constant<Doc[]>([]),
  fc.integer({ min: 1, max: 5 }).map((n): Doc[] => [{ $limit: n }]),
  small.map((n): Doc[] => [{ $skip: n }, { $limit: 3 }]),
);
const tail: Arbitrary<Doc[]> = fc.oneof(
  { arbitrary: fc.constant<Doc[]>([]), weight: 3 },
  { arbitrary: group.map((one) => [one]), weight: 3 },
  fc.constant<Doc[]>([{ $count: 'rows' }]),
);

/** Always sorted before what depends on the order. */
export const pipeline: Arbitrary<Doc[]> = fc
  .tuple(
    fc.option(fc.record({ $match: filter }), { nil: undefined }),
    sort,
    window,
    fc.array(stage, { maxLength: 3 }),
    tail,
  )
  .map(([match, order, some, stages, end]) => [
    ...(match ? [match] : []),
    order,
    ...some,
    ...stages,
    ...end,
  ]);

export const others: Doc[] = [
  { _id: 0, n: 1, t: [1, 2] },
  { _id: 1, n: null },
  { _id: 2, t: [] },
  { _id: 3, n: 2.5, t: [null, 3] },
];
