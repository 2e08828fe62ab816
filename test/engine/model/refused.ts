import fc, { type Arbitrary } from 'fast-check';
import type { Doc } from './palette.ts';
import type { Operation } from './statement.ts';

/** Statements MongoDB refuses, by code. */
export const refused: Arbitrary<Operation> = fc.oneof(
  fc
    .constantFrom<Doc>(
      ...[
        { $and: [] },
        { n: { $nope: 1 } },
        { $nope: 1 },
        { n: { $in: 1 } },
        { n: { $type: 'nope' } },
      ],
      ...[{ n: { $mod: [0, 1] } }, { n: { $mod: [1] } }, { n: { $not: {} } }, { n: { $all: 1 } }],
      ...[
        { n: { $elemMatch: 1 } },
        { $or: [1] },
        { n: { $options: 'i' } },
        { n: { $in: [{ $gt: 1 }] } },
      ],
    )
    .chain((bad) =>
      fc.constantFrom<Operation>(
        { kind: 'find', filter: bad, options: {} },
        { kind: 'deleteMany', filter: bad, pick: 0 },
        { kind: 'updateMany', filter: bad, update: { $set: { n: 1 } }, pick: 0 },
        { kind: 'aggregate', pipeline: [{ $match: bad }] },
      ),
    ),
  fc
    .constantFrom<Doc>(
      ...[
        { $nope: { n: 1 } },
        { $set: 5 },
        { $set: { 'n.': 1 } },
        { $inc: { n: 'x' } },
        { $inc: { n: null } },
      ],
      ...[
        { $push: { t: { $each: 1 } } },
        { $push: { t: { $each: [1], $nope: 1 } } },
        { $push: { t: { $each: [1], $slice: 'x' } } },
      ],
      ...[
        { $pop: { t: 2 } },
        { $pullAll: { t: 1 } },
        { $rename: { n: 'n' } },
        { $rename: { n: 1 } },
      ],
      ...[
        { $set: { n: 1 }, $inc: { n: 1 } },
        { $set: { d: 1, 'd.x': 2 } },
        { $set: { 't.$[q]': 1 } },
      ],
      ...[
        { $currentDate: { n: 1 } },
        { $addToSet: { t: { $each: 1 } } },
        { $set: { _id: 99 } },
        { $unset: { _id: 1 } },
      ],
      ...[
        { $set: { 't.$': 1 } },
        { $push: { s: 1 } },
        { $set: { 's.x': 1 } },
        { $set: { 't.x': 1 } },
      ],
    )
    .map((update): Operation => ({ kind: 'updateOne', filter: {}, update, pick: 0 })),
  fc.constantFrom<Operation>(
    { kind: 'find', filter: {}, options: { projection: { n: 1, s: 0 } } },
    { kind: 'find', filter: {}, options: { projection: { n: 0, s: 1 } } },
    { kind: 'find', filter: {}, options: { projection: { d: 1, 'd.x': 1 } } },
    { kind: 'aggregate', pipeline: [{ $nope: 1 }] },
    { kind: 'aggregate', pipeline: [{ $match: {}, $limit: 1 }] },
    { kind: 'aggregate', pipeline: [{ $limit: 0 }] },
    { kind: 'aggregate', pipeline: [{ $group: { a: { $sum: 1 } } }] },
    { kind: 'aggregate', pipeline: [{ $group: { _id: 1, a: 1 } }] },
    { kind: 'aggregate', pipeline: [{ $group: { _id: 1, a: { $nope: 1 } } }] },
    { kind: 'aggregate', pipeline: [{ $sort: {} }] },
    { kind: 'aggregate', pipeline: [{ $project: {} }] },
    { kind: 'aggregate', pipeline: [{ $project: { a: { $nope: 1 } } }] },
    { kind: 'aggregate', pipeline: [{ $unwind: 't' }] },
    { kind: 'createIndex', key: { n: 0 as 1 }, options: {} },
    {
      kind: 'createIndex',
      key: { n: 1 },
      options: { sparse: true, partialFilterExpression: { n: 1 } },
    },
    { kind: 'createIndex', key: { n: 1 }, options: { partialFilterExpression: { n: { $ne: 1 } } } },
    { kind: 'dropIndex', name: 'nope' },
    { kind: 'dropIndex', name: '_id_' },
  ),
);
