import fc, { type Arbitrary } from 'fast-check';
import { filter, ofOneArray, path } from './filters.ts';
import { document, id, small, text } from './palette.ts';
import { index, projection, shown, sort } from './asked.ts';
import { pipeline } from './pipelines.ts';
import { refused } from './refused.ts';
import type { Operation, Sequence } from './statement.ts';
import { change, operators } from './updates.ts';

const pick = fc.nat(7);

const upsert: Arbitrary<Operation> = fc
  .tuple(
    id,
    fc.oneof(
      fc.constant({}),
      fc.record({ n: fc.oneof(small, fc.record({ $gt: small })) }),
      fc.record({ 'd.x': small }),
      fc.record({
        s: fc.record({ $in: fc.tuple(text) }),
        $and: fc.tuple(fc.record({ u: fc.record({ $eq: small }) })),
      }),
    ),
    operators,
    pick,
  )
  .map(([_id, conditions, update, n]) => ({
    kind: 'updateOne',
    filter: { _id, ...conditions },
    update,
    upsert: true,
    pick: n,
  }));

const positionalShown: Arbitrary<Operation> = ofOneArray.chain(({ filter: by, array }) =>
  sort.map((order): Operation => ({
    kind: 'find',
    filter: by,
    options: { sort: order, projection: { [`${array}.$`]: 1 } },
  })),
);

const updated = fc.tuple(change, pick);

const operation: Arbitrary<Operation> = fc.oneof(
  { arbitrary: document.map((doc): Operation => ({ kind: 'insertOne', doc })), weight: 4 },
  {
    arbitrary: fc
      .tuple(fc.array(document, { minLength: 1, maxLength: 5 }), fc.boolean())
      .map(([docs, ordered]): Operation => ({ kind: 'insertMany', docs, ordered })),
    weight: 3,
  },
  {
    arbitrary: updated.map(([made, n]): Operation => ({ kind: 'updateOne', ...made, pick: n })),
    weight: 10,
  },
  {
    arbitrary: updated.map(([made, n]): Operation => ({ kind: 'updateMany', ...made, pick: n })),
    weight: 6,
  },
  { arbitrary: upsert, weight: 3 },
  {
    arbitrary: fc.tuple(filter, document, pick).map(([by, { _id, ...doc }, n]): Operation => ({
      kind: 'replaceOne',
      filter: by,
      doc,
      pick: n,
    })),
    weight: 2,
  },
  fc.tuple(id, document, pick).map(([_id, doc, n]): Operation => ({
    kind: 'replaceOne',
    filter: { _id },
    doc: { ...doc, _id },
    upsert: true,
    pick: n,
  })),
  {
    arbitrary: fc
      .tuple(change, sort, fc.constantFrom('before', 'after'))
      .map(([made, order, returnDocument]): Operation => ({
        kind: 'findOneAndUpdate',
        ...made,
        options: { sort: order, returnDocument: returnDocument },
      })),
    weight: 4,
  },
  fc.tuple(id, operators, projection).map(([_id, update, some]): Operation => ({
    kind: 'findOneAndUpdate',
    filter: { _id },
    update,
    options: { upsert: true, returnDocument: 'after', projection: some },
  })),
  fc.tuple(filter, sort).map(([by, order]): Operation => ({
    kind: 'findOneAndDelete',
    filter: by,
    options: { sort: order },
  })),
  {
    arbitrary: fc
      .tuple(filter, pick)
      .map(([by, n]): Operation => ({ kind: 'deleteOne', filter: by, pick: n })),
    weight: 2,
  },
  fc.tuple(filter, pick).map(([by, n]): Operation => ({ kind: 'deleteMany', filter: by, pick: n })),
  {
    arbitrary: fc
      .tuple(filter, shown)
      .map(([by, options]): Operation => ({ kind: 'find', filter: by, options })),
    weight: 14,
  },
  positionalShown,
  {
    arbitrary: fc
      .tuple(filter, fc.constantFrom({}, { skip: 1 }, { limit: 2 }))
      .map(([by, options]): Operation => ({ kind: 'count', filter: by, options })),
    weight: 2,
  },
  {
    arbitrary: fc
      .tuple(filter, path)
      .map(([by, at]): Operation => ({ kind: 'distinct', filter: by, path: at })),
    weight: 2,
  },
  {
    arbitrary: pipeline.map((stages): Operation => ({ kind: 'aggregate', pipeline: stages })),
    weight: 8,
  },
  { arbitrary: index.map((spec): Operation => ({ kind: 'createIndex', ...spec })), weight: 3 },
  fc
    .constantFrom('n_1', 'u_1', 't_1', 'one', 'h.id_1')
    .map((name): Operation => ({ kind: 'dropIndex', name })),
  { arbitrary: refused, weight: 3 },
);

/** Documents and indexes to begin with, then 1 to 60 statements. */
export const sequence: Arbitrary<Sequence> = fc.record({
  indexes: fc.array(index, { maxLength: 3 }),
  docs: fc.array(document, { maxLength: 10 }),
  operations: fc.array(operation, { minLength: 1, maxLength: 60, size: 'max' }),
});
