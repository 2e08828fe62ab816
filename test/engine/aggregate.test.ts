import { expect } from 'chai';
import mongoose from 'mongoose';
import { useTestDb } from '../support/db.ts';

// https://www.mongodb.com/docs/manual/reference/operator/aggregation-pipeline/
describe('aggregate', () => {
  const db = useTestDb();
  const orders = () => db().collection<{ _id: number }>('orders');

  const run = (pipeline: object[]) => orders().aggregate(pipeline).toArray();
  const codeOf = (pipeline: object[]) =>
    run(pipeline).then(
      () => 'no error',
      (error: unknown) => (error as { code: number }).code,
    );
  const [a, b] = [new mongoose.Types.ObjectId(), new mongoose.Types.ObjectId()];

  before(async () => {
    await orders().insertMany([
      {
        _id: 1,
        buyer: a,
        fen: 300,
        day: 'mon',
        lines: [
          { sku: 'x', n: 2 },
          { sku: 'y', n: 1 },
        ],
      },
      { _id: 2, buyer: b, fen: 100, day: 'tue', lines: [] },
      { _id: 3, buyer: a, fen: 50, day: 'tue', lines: [{ sku: 'x', n: 5 }] },
    ] as never);
    await db()
      .collection<{ _id: string }>('skus')
      .insertMany([
        { _id: 'x', name: 'pear' },
        { _id: 'y', name: 'beef' },
      ] as never);
  });

  it('groups by ObjectId, by document and by null', async () => {
    expect(
      await run([
        { $group: { _id: '$buyer', total: { $sum: '$fen' }, n: { $sum: 1 } } },
        { $sort: { total: -1 } },
      ]),
    ).to.deep.equal([
      { _id: a, total: 350, n: 2 },
      { _id: b, total: 100, n: 1 },
    ]);
    const byBoth = await run([
      { $group: { _id: { buyer: '$buyer', day: '$day' }, top: { $max: '$fen' } } },
      { $sort: { top: 1 } },
    ]);
    expect(byBoth.map((row) => [row['_id'] as unknown, row['top'] as unknown])).to.deep.equal([
      [{ buyer: a, day: 'tue' }, 50],
      [{ buyer: b, day: 'tue' }, 100],
      [{ buyer: a, day: 'mon' }, 300],
    ]);
    expect(
      await run([
        {
          $group: {
            _id: null,
            avg: { $avg: '$fen' },
            days: { $addToSet: '$day' },
            first: { $first: '$fen' },
            all: { $push: '$fen' },
          },
        },
      ]),
    ).to.deep.equal([
      { _id: null, avg: 150, days: ['mon', 'tue'], first: 300, all: [300, 100, 50] },
    ]);
  });

  it('unwinds, joins, counts and reshapes', async () => {
    expect(
      await run([
        { $unwind: '$lines' },
        { $group: { _id: '$lines.sku', n: { $sum: '$lines.n' } } },
        { $sort: { _id: 1 } },
      ]),
    ).to.deep.equal([
      { _id: 'x', n: 7 },
      { _id: 'y', n: 1 },
    ]);
    expect(
      await run([
        { $unwind: { path: '$lines', preserveNullAndEmptyArrays: true } },
        { $count: 'rows' },
      ]),
    ).to.deep.equal([{ rows: 4 }]);
    expect(
      await run([
        { $match: { _id: 1 } },
        { $lookup: { from: 'skus', localField: 'lines.sku', foreignField: '_id', as: 'skus' } },
        { $project: { skus: 1 } },
      ]),
    ).to.deep.equal([
      {
        _id: 1,
        skus: [
          { _id: 'x', name: 'pear' },
          { _id: 'y', name: 'beef' },
        ],
      },
    ]);
    expect(
      await run([
        { $match: { fen: { $gte: 100 } } },
        { $sort: { fen: 1, _id: 1 } },
        { $limit: 1 },
        { $addFields: { twice: { $multiply: ['$fen', 2] }, has: { $size: '$lines' } } },
        { $unset: ['lines', 'buyer'] },
      ]),
    ).to.deep.equal([{ _id: 2, fen: 100, day: 'tue', twice: 200, has: 0 }]);
    expect(
      await run([
        { $match: { _id: 3 } },
        { $replaceRoot: { newRoot: { $arrayElemAt: ['$lines', 0] } } },
      ]),
    ).to.deep.equal([{ sku: 'x', n: 5 }]);
    expect(
      await run([
        { $match: { _id: 1 } },
        {
          $project: {
            _id: 0,
            day: { $concat: ['$day', '!'] },
            big: { $cond: [{ $gt: ['$fen', 200] }, 'yes', 'no'] },
            xs: { $map: { input: '$lines', as: 'l', in: '$$l.n' } },
            f: { $filter: { input: '$lines', as: 'l', cond: { $eq: ['$$l.sku', 'y'] } } },
            none: { $ifNull: ['$nope', 7] },
          },
        },
      ]),
    ).to.deep.equal([{ day: 'mon!', big: 'yes', xs: [2, 1], f: [{ sku: 'y', n: 1 }], none: 7 }]);
  });

  it('refuses before reading what it does not have and what nobody has', async () => {
    expect(await codeOf([{ $facet: {} }])).to.equal(115);
    expect(await codeOf([{ $nope: {} }])).to.equal(40324);
    expect(await codeOf([{ $project: { a: { $nope: 1 } } }])).to.equal(168);
    expect(await codeOf([{ $project: { a: { $dateToString: {} } } }])).to.equal(115);
    expect(await codeOf([{ $limit: 0 }])).to.equal(15958);
    expect(await codeOf([{ $match: {}, $sort: { a: 1 } }])).to.equal(40323);
    expect(await codeOf([{ $lookup: { from: 'skus', pipeline: [], as: 'x' } }])).to.equal(115);
    expect(await codeOf([{ $match: { $nope: 1 } }])).to.equal(2);
  });
});
