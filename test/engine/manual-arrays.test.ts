import { expect } from 'chai';
import { useTestDb } from '../support/db.ts';
import { manual } from '../support/manual.ts';

type Doc = Record<string, unknown>;

const U = 'reference/operator/update';
const two = {
  h: [
    { id: 1, g: 1 },
    { id: 2, g: 2 },
  ],
};

/** [what is promised, page of MongoDB's manual, document, update, what it becomes, options, filter] */
const ROWS: [string, string, Doc, Doc, Doc, Doc?, Doc?][] = [
  [
    '$set makes what lacks on the way',
    `${U}/set`,
    {},
    { $set: { 'a.b.c': 1 } },
    { a: { b: { c: 1 } } },
  ],
  [
    '$set a far index pads with null',
    `${U}/set`,
    { a: [1] },
    { $set: { 'a.3': 4 } },
    { a: [1, null, null, 4] },
  ],
  [
    '$set: a number in a path makes a field where no array is',
    `${U}/set`,
    {},
    { $set: { 'a.0': 1 } },
    { a: { 0: 1 } },
  ],
  [
    'new fields come in the order of their names',
    `${U}#behavior`,
    {},
    { $set: { b: 1, a: 2, c: 3 } },
    { a: 2, b: 1, c: 3 },
  ],
  ['$unset takes a field away', `${U}/unset`, { a: 1, b: 2 }, { $unset: { a: '' } }, { b: 2 }],
  [
    '$unset of a member leaves null',
    `${U}/unset`,
    { a: [1, 2] },
    { $unset: { 'a.0': 1 } },
    { a: [null, 2] },
  ],
  ['$inc makes the field', `${U}/inc`, {}, { $inc: { a: 2 } }, { a: 2 }],
  [
    '$min and $max compare across types',
    `${U}/min`,
    { a: 'x', b: 1 },
    { $min: { a: 5 }, $max: { b: 'x' } },
    { a: 5, b: 'x' },
  ],
  [
    '$rename moves',
    `${U}/rename`,
    { a: 1, b: { c: 2 } },
    { $rename: { a: 'x', 'b.c': 'y' } },
    { b: {}, x: 1, y: 2 },
  ],
  [
    '$rename of nothing makes nothing, not even the way',
    `${U}/rename`,
    { b: 1 },
    { $rename: { a: 'd.z' } },
    { b: 1 },
  ],
  [
    '$setOnInsert leaves what is there',
    `${U}/setOnInsert`,
    { a: 1 },
    { $setOnInsert: { a: 2, b: 1 } },
    { a: 1 },
  ],
  ['$push makes the array', `${U}/push`, {}, { $push: { a: [1] } }, { a: [[1]] }],
  ['$push $each', `${U}/each`, { a: [1] }, { $push: { a: { $each: [2, 3] } } }, { a: [1, 2, 3] }],
  [
    '$push $position from the end',
    `${U}/position`,
    { a: [1, 2] },
    { $push: { a: { $each: [9], $position: -1 } } },
    { a: [1, 9, 2] },
  ],
  [
    '$push $position far before the beginning',
    `${U}/position`,
    { a: [1, 2] },
    { $push: { a: { $each: [9], $position: -9 } } },
    { a: [9, 1, 2] },
  ],
  [
    '$push sorts, then slices',
    `${U}/push`,
    { a: [3] },
    { $push: { a: { $each: [1, 2], $slice: 2, $sort: 1, $position: 0 } } },
    { a: [1, 2] },
  ],
  [
    '$push $slice from the end',
    `${U}/slice`,
    { a: [1] },
    { $push: { a: { $each: [2, 3], $slice: -2 } } },
    { a: [2, 3] },
  ],
  [
    '$push $slice 0',
    `${U}/slice`,
    { a: [1] },
    { $push: { a: { $each: [], $slice: 0 } } },
    { a: [] },
  ],
  [
    '$push $sort by a field compares arrays as values',
    `${U}/sort`,
    { h: [{ id: [] }] },
    { $push: { h: { $each: [{ id: 'x' }, { id: 1 }], $sort: { id: 1 } } } },
    { h: [{ id: 1 }, { id: 'x' }, { id: [] }] },
  ],
  [
    '$push $sort by a field',
    `${U}/sort`,
    two,
    { $push: { h: { $each: [{ id: 0 }], $sort: { id: -1 } } } },
    { h: [{ id: 2, g: 2 }, { id: 1, g: 1 }, { id: 0 }] },
  ],
  [
    '$addToSet adds once',
    `${U}/addToSet`,
    { a: [1] },
    { $addToSet: { a: { $each: [1, 2, 2] } } },
    { a: [1, 2] },
  ],
  [
    '$addToSet: a document with fields in another order is another',
    `${U}/addToSet`,
    { a: [{ x: 1, y: 2 }] },
    { $addToSet: { a: { y: 2, x: 1 } } },
    {
      a: [
        { x: 1, y: 2 },
        { y: 2, x: 1 },
      ],
    },
  ],
  [
    '$addToSet of an array adds it as one',
    `${U}/addToSet`,
    { a: [1] },
    { $addToSet: { a: [1] } },
    { a: [1, [1]] },
  ],
  ['$pull a value', `${U}/pull`, { a: [1, 2, 1] }, { $pull: { a: 1 } }, { a: [2] }],
  [
    '$pull by a condition',
    `${U}/pull`,
    { a: [1, 5, 9] },
    { $pull: { a: { $gte: 5 } } },
    { a: [1] },
  ],
  [
    '$pull by fields in any order',
    `${U}/pull`,
    two,
    { $pull: { h: { g: 2, id: 2 } } },
    { h: [{ id: 1, g: 1 }] },
  ],
  [
    '$pull an array exactly',
    `${U}/pull`,
    { a: [[1], [1, 2]] },
    { $pull: { a: [1] } },
    { a: [[1, 2]] },
  ],
  [
    '$pull and another path beside it',
    `${U}/pull`,
    { ...two, n: 1 },
    { $pull: { h: { id: 1 } }, $inc: { n: 1 } },
    { h: [{ id: 2, g: 2 }], n: 2 },
  ],
  ['$pullAll', `${U}/pullAll`, { a: [1, 2, 3, 1] }, { $pullAll: { a: [1, 3] } }, { a: [2] }],
  ['$pop the last', `${U}/pop`, { a: [1, 2, 3] }, { $pop: { a: 1 } }, { a: [1, 2] }],
  ['$pop the first', `${U}/pop`, { a: [1, 2, 3] }, { $pop: { a: -1 } }, { a: [2, 3] }],
];

describe('update operators by the manual', () => {
  const db = useTestDb();
  const { updated, withRows } = manual(db);

  for (const [promise, page, row, update, expected, options, filter] of ROWS)
    it(`${promise} (${page})`, async () => {
      const made = await updated(row, update, options, filter);
      expect(made).to.deep.equal(expected);
      expect(Object.keys(made)).to.deep.equal(Object.keys(expected));
    });

  it('tells changed from matched (reference/method/db.collection.updateMany)', async () => {
    const made = await withRows({ a: 1 }, { a: 2 });
    const result = await made.updateMany({}, { $max: { a: 2 } });
    expect([result.matchedCount, result.modifiedCount]).to.deep.equal([2, 1]);
    const same = await made.replaceOne({ _id: 0 }, { a: 2 });
    expect([same.matchedCount, same.modifiedCount]).to.deep.equal([1, 0]);
  });

  it('$currentDate gives the time of the server (reference/operator/update/currentDate)', async () => {
    const made = await updated({}, { $currentDate: { a: true, b: { $type: 'date' } } });
    expect([made['a'], made['b']].every((one) => one instanceof Date)).to.equal(true);
  });
});
