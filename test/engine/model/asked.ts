import fc, { type Arbitrary } from 'fast-check';
import { small, type Doc } from './palette.ts';
import type { IndexSpec, Shown } from './statement.ts';

const side = fc.constantFrom<1 | -1>(1, -1);

/** Ends in `_id`, so that the order is one. */
export const sort: Arbitrary<Record<string, 1 | -1>> = fc
  .tuple(
    fc.array(
      fc.tuple(fc.constantFrom('n', 's', 't', 'h', 'h.id', 'h.g', 'd', 'd.x', 'v', 'u', 'w'), side),
      {
        maxLength: 2,
      },
    ),
    side,
  )
  .map(([names, last]) => ({ ...Object.fromEntries(names), _id: last }));

export const projection: Arbitrary<Doc> = fc.oneof(
  fc.dictionary(
    fc.constantFrom('n', 's', 't', 'v', 'd.x', 'h.id', 'h.g', 'w'),
    fc.constantFrom(1, true),
    { minKeys: 1, maxKeys: 3, noNullPrototype: true },
  ),
  fc.dictionary(
    fc.constantFrom('n', 's', 't', 'v', 'd.x', 'h.id', '_id'),
    fc.constantFrom(0, false),
    { minKeys: 1, maxKeys: 3, noNullPrototype: true },
  ),
  fc.record({ _id: fc.constant(0), n: fc.constant(1) }),
  fc.record({
    t: fc.record({
      $slice: fc.oneof(
        fc.integer({ min: -3, max: 3 }),
        fc.tuple(fc.integer({ min: -3, max: 3 }), fc.constantFrom(1, 2)),
      ),
    }),
  }),
  fc.record({ h: fc.record({ $elemMatch: fc.record({ id: small }) }) }),
);

export const shown: Arbitrary<Shown> = fc.oneof(
  fc.record({ sort }),
  fc.record({ sort, skip: small, limit: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ sort, limit: fc.constantFrom(1, 3), projection }),
  fc.record({ sort, projection }),
  fc.record({ projection }),
  fc.constant({}),
);

export const index: Arbitrary<IndexSpec> = fc.record({
  key: fc.oneof(
    fc
      .tuple(fc.constantFrom('n', 's', 't', 'h', 'h.id', 'd', 'd.x', 'd.l', 'v', 'u', 'v.x'), side)
      .map(([name, way]) => ({ [name]: way })),
    fc
      .tuple(
        fc.constantFrom(
          ['u', 'n'],
          ['t', 'n'],
          ['h.id', 'h.g'],
          ['n', '_id'],
          ['s', 'v'],
          ['d.x', 'u', 'n'],
          ['t', 'h'],
        ),
        side,
        side,
      )
      .map(([names, a, b]) => Object.fromEntries(names.map((name, i) => [name, i === 1 ? b : a]))),
  ),
  options: fc.oneof(
    { arbitrary: fc.constant({}), weight: 5 },
    fc.constant({ unique: true }),
    fc.constant({ sparse: true }),
    fc.constant({ unique: true, sparse: true }),
    fc.record({
      partialFilterExpression: fc.constantFrom<unknown>(
        { n: { $gt: 1 } },
        { u: { $exists: true } },
        { s: { $type: 'string' } },
        { $and: [{ n: { $gte: 1 } }, { u: { $lt: 4 } }] },
        { u: 2 },
      ),
    }),
    fc.record({
      unique: fc.constant(true),
      partialFilterExpression: fc.constantFrom<unknown>(
        { n: { $gt: 1 } },
        { u: { $exists: true } },
      ),
    }),
    fc.record({ name: fc.constantFrom('one', 'two') }),
  ),
});
