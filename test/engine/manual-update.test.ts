import { expect } from 'chai';
import { useTestDb } from '../support/db.ts';

type Row = Record<string, unknown> & { _id: number };

/** Expectations are MongoDB's manual's; the page is named beside each group. */
describe('updates by the manual', () => {
  const db = useTestDb();
  let count = 0;
  const withRows = async (...rows: object[]) => {
    const made = db().collection<Row>(`c${++count}`);
    if (rows.length > 0) await made.insertMany(rows.map((row, i) => ({ _id: i, ...row })));
    return made;
  };
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'no error',
      (error: unknown) => (error as { code: number }).code,
    );
  const updated = async (
    row: object,
    update: object,
    options: object = {},
    filter: object = {},
  ) => {
    const made = await withRows(row);
    await made.updateOne({ _id: 0, ...filter }, update, options);
    const { _id, ...rest } = (await made.findOne({ _id: 0 })) ?? { _id: 0 };
    return rest;
  };
  const refusal = async (row: object, update: object, options: object = {}) => {
    const made = await withRows(row);
    const code = await codeOf(made.updateOne({ _id: 0 }, update, options));
    expect(await made.findOne({ _id: 0 })).to.deep.equal({ _id: 0, ...row }); // nothing is left behind
    return code;
  };

  // reference/operator/update/*
  it('changes fields', async () => {
    expect(await updated({ a: 1 }, { $set: { 'b.c': 2 }, $inc: { a: 2, n: 1 } })).to.deep.equal({
      a: 3,
      b: { c: 2 },
      n: 1,
    });
    expect(await updated({ a: 5 }, { $min: { a: 3, b: 1 }, $max: { c: 4 } })).to.deep.equal({
      a: 3,
      b: 1,
      c: 4,
    });
    expect(await updated({ a: [1, 2] }, { $unset: { 'a.0': '' } })).to.deep.equal({ a: [null, 2] });
    expect(await updated({ a: [1] }, { $set: { 'a.3': 4 } })).to.deep.equal({
      a: [1, null, null, 4],
    });
    expect(await updated({ a: 1, b: 2 }, { $rename: { a: 'b' } })).to.deep.equal({ b: 1 });
    expect(await updated({ a: 1 }, { $rename: { nope: 'b' } })).to.deep.equal({ a: 1 });
    const dated = await updated({}, { $currentDate: { at: true } });
    expect(dated['at']).to.be.instanceOf(Date);
    expect(Object.keys(await updated({}, { $set: { b: 1, a: 1 } }))).to.deep.equal(['a', 'b']);
  });

  it('changes arrays', async () => {
    expect(
      await updated(
        { a: [3] },
        { $push: { a: { $each: [1, 2], $position: 0, $sort: -1, $slice: 2 } } },
      ),
    ).to.deep.equal({ a: [3, 2] });
    expect(
      await updated({ a: [1, 2] }, { $push: { a: { $each: [9], $position: -1 } } }),
    ).to.deep.equal({ a: [1, 9, 2] });
    expect(await updated({}, { $push: { a: [1] } })).to.deep.equal({ a: [[1]] });
    expect(
      await updated({ a: [{ x: 2 }, { x: 1 }] }, { $push: { a: { $each: [], $sort: { x: 1 } } } }),
    ).to.deep.equal({ a: [{ x: 1 }, { x: 2 }] });
    expect(
      await updated(
        { a: [{ x: 1, y: 2 }] },
        {
          $addToSet: {
            a: {
              $each: [
                { x: 1, y: 2 },
                { y: 2, x: 1 },
              ],
            },
          },
        },
      ),
    ).to.deep.equal({
      a: [
        { x: 1, y: 2 },
        { y: 2, x: 1 },
      ],
    });
    expect(await updated({ a: [1, 2, 3, 4] }, { $pull: { a: { $gte: 3 } } })).to.deep.equal({
      a: [1, 2],
    });
    expect(
      await updated({ a: [{ x: 1, y: 2 }, { x: 2 }] }, { $pull: { a: { x: 1 } } }),
    ).to.deep.equal({ a: [{ x: 2 }] });
    expect(await updated({ a: [1, 2, 1] }, { $pullAll: { a: [1] } })).to.deep.equal({ a: [2] });
    expect(await updated({ a: [1, 2, 3] }, { $pop: { a: -1 } })).to.deep.equal({ a: [2, 3] });
  });

  // reference/operator/update/positional*
  it('finds places in arrays', async () => {
    const row = {
      h: [
        { id: 1, g: 1 },
        { id: 2, g: 2 },
        { id: 3, g: 3 },
      ],
    };
    expect(
      await updated(
        row,
        { $set: { 'h.$.g': 9, 'h.$.w': 8 }, $inc: { n: 1 } },
        {},
        { h: { $elemMatch: { id: 2 } } },
      ),
    ).to.deep.equal({
      h: [
        { id: 1, g: 1 },
        { id: 2, g: 9, w: 8 },
        { id: 3, g: 3 },
      ],
      n: 1,
    });
    expect(await updated(row, { $inc: { 'h.$[].g': 1 } })).to.deep.equal({
      h: [
        { id: 1, g: 2 },
        { id: 2, g: 3 },
        { id: 3, g: 4 },
      ],
    });
    const arrayFilters = [{ 'x.id': 1 }, { 'y.g': { $gte: 3 } }];
    expect(
      await updated(row, { $set: { 'h.$[x].a': 1, 'h.$[y].b': 1 } }, { arrayFilters }),
    ).to.deep.equal({
      h: [
        { id: 1, g: 1, a: 1 },
        { id: 2, g: 2 },
        { id: 3, g: 3, b: 1 },
      ],
    });
    expect(await refusal(row, { $set: { 'h.$.g': 1 } })).to.equal(2);
    expect(await refusal(row, { $set: { 'h.$[x].g': 1 } })).to.equal(2);
    expect(await refusal(row, { $set: { z: 1 } }, { arrayFilters })).to.equal(9);
  });

  it('refuses updates whole', async () => {
    expect(await refusal({ a: 1 }, { $set: { a: 2 }, $inc: { a: 1 } })).to.equal(40);
    expect(await refusal({ a: {} }, { $set: { a: 2, 'a.b': 1 } })).to.equal(40);
    expect(await refusal({ a: 1 }, { $set: { 'a.b': 1, c: 1 } })).to.equal(28);
    expect(await refusal({ a: 'x' }, { $inc: { a: 1 } })).to.equal(14);
    expect(await refusal({ a: null }, { $inc: { a: 1 } })).to.equal(14);
    expect(await refusal({ a: 1 }, { $push: { a: 1 } })).to.equal(2);
    expect(await refusal({ a: 1 }, { $set: { _id: 5 } })).to.equal(66);
    expect(await refusal({ a: 1 }, { $nope: { a: 1 } })).to.equal(9);
    expect(await refusal({ a: 1 }, { $mul: { a: 2 } })).to.equal(115);
  });

  // reference/method/db.collection.updateOne, "Upsert"
  it('upserts from equalities, never from ranges', async () => {
    const made = await withRows();
    await made.updateOne(
      { _id: 7, a: { $eq: 1 }, b: { $gt: 5 }, $and: [{ 'c.d': 2 }, { e: { $in: [3] } }] },
      { $setOnInsert: { n: 1 }, $set: { m: 2 } },
      { upsert: true },
    );
    expect(await made.findOne({ _id: 7 })).to.deep.equal({
      _id: 7,
      a: 1,
      c: { d: 2 },
      e: 3,
      m: 2,
      n: 1,
    });
    await made.replaceOne({ _id: 8, a: 1 }, { z: 1 }, { upsert: true });
    expect(await made.findOne({ _id: 8 })).to.deep.equal({ _id: 8, z: 1 });
    const same = await made.updateOne({ _id: 7 }, { $set: { a: 1 } });
    expect([same.matchedCount, same.modifiedCount]).to.deep.equal([1, 0]);
  });

  // reference/method/db.collection.findOneAndUpdate: a projection that fails changes nothing
  it('decides what findAndModify shows before it writes', async () => {
    const made = await withRows({ a: [1, 2], n: 0 });
    const shown = { projection: { 'a.$': 1 } };
    const increased: object = { $inc: { n: 1 } };
    const [byFirst, byN]: [object, object] = [{ 'a.0': 1 }, { n: 0 }];
    for (const statement of [
      made.findOneAndUpdate(byFirst, increased, shown),
      made.findOneAndUpdate(byN, increased, { ...shown, returnDocument: 'after' }),
      made.findOneAndDelete(byN, shown),
    ])
      expect(await codeOf(statement)).to.equal(51246);
    expect(await made.find().toArray()).to.deep.equal([{ _id: 0, a: [1, 2], n: 0 }]);

    const done = await made.findOneAndUpdate({ _id: 0, a: 2 }, increased, shown);
    expect(done).to.deep.equal({ _id: 0, a: [2] });
  });
});
