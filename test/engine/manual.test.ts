import { expect } from 'chai';
import { useTestDb } from '../support/db.ts';

type Row = Record<string, unknown> & { _id: number };

/** Expectations are MongoDB's manual's; the page is named beside each group. */
describe('by the manual', () => {
  const db = useTestDb();
  let count = 0;
  const withRows = async (...rows: object[]) => {
    const made = db().collection<Row>(`c${++count}`);
    if (rows.length > 0) await made.insertMany(rows.map((row, i) => ({ _id: i, ...row })));
    return made;
  };
  const ids = async (rows: object[], filter: object) => {
    const made = await withRows(...rows);
    return (await made.find(filter).sort({ _id: 1 }).toArray()).map((row) => row._id);
  };
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'no error',
      (error: unknown) => (error as { code: number }).code,
    );
  // reference/operator/query, tutorial/query-arrays, tutorial/query-for-null-fields
  it('matches arrays by member and whole, null by missing, and ranges within one type', async () => {
    const rows = [{ a: [1, 5] }, { a: 1 }, { a: null }, {}, { a: 'x' }, { a: [[1, 5]] }, { a: [] }];
    expect(await ids(rows, { a: 1 })).to.deep.equal([0, 1]);
    expect(await ids(rows, { a: [1, 5] })).to.deep.equal([0, 5]);
    expect(await ids(rows, { a: null })).to.deep.equal([2, 3]);
    expect(await ids(rows, { a: { $exists: false } })).to.deep.equal([3]);
    expect(await ids(rows, { a: { $gt: 1 } })).to.deep.equal([0]);
    expect(await ids(rows, { a: { $gt: 4, $lt: 2 } })).to.deep.equal([0]); // two members, one each
    expect(await ids(rows, { a: { $elemMatch: { $gt: 4, $lt: 2 } } })).to.deep.equal([]);
    expect(await ids(rows, { a: { $ne: 1 } })).to.deep.equal([2, 3, 4, 5, 6]);
    expect(await ids(rows, { a: { $nin: [1, null] } })).to.deep.equal([4, 5, 6]);
    expect(await ids(rows, { a: { $not: { $gt: 1 } } })).to.deep.equal([1, 2, 3, 4, 5, 6]);
    expect(await ids(rows, { a: { $size: 2 } })).to.deep.equal([0]);
    expect(await ids(rows, { a: { $all: [1, 5] } })).to.deep.equal([0]);
    expect(await ids(rows, { a: { $type: 'array' } })).to.deep.equal([0, 5, 6]);
    expect(await ids(rows, { a: { $type: ['string', 'null'] } })).to.deep.equal([2, 4]);
    expect(await ids(rows, { a: { $mod: [4, 1] } })).to.deep.equal([0, 1]);
    expect(await ids(rows, { a: /^X/i })).to.deep.equal([4]);
    expect(await ids(rows, { $nor: [{ a: 1 }, { a: null }] })).to.deep.equal([4, 5, 6]);
    expect(await ids(rows, { a: { $in: [/x/, 5] } })).to.deep.equal([0, 4]);
  });

  // tutorial/query-array-of-documents
  it('tells dotted paths from $elemMatch, and knows positions', async () => {
    const rows = [
      {
        h: [
          { id: 1, g: 9 },
          { id: 2, g: 5 },
        ],
      },
      { h: [{ id: 1, g: 5 }] },
      { h: [] },
      { h: [1, 2] },
    ];
    expect(await ids(rows, { 'h.id': 1, 'h.g': 5 })).to.deep.equal([0, 1]);
    expect(await ids(rows, { h: { $elemMatch: { id: 1, g: 5 } } })).to.deep.equal([1]);
    expect(await ids(rows, { 'h.0.g': 9 })).to.deep.equal([0]);
    expect(await ids(rows, { 'h.x': null })).to.deep.equal([0, 1]);
    expect(
      await ids(rows, { h: { $all: [{ $elemMatch: { id: 1 } }, { $elemMatch: { g: 5 } }] } }),
    ).to.deep.equal([0, 1]);
  });

  it('refuses malformed filters before anything is done', async () => {
    const made = await withRows({});
    for (const filter of [
      { $and: [] },
      { a: { $nope: 1 } },
      { $nope: 1 },
      { a: { $in: 1 } },
      { a: { $type: 'nope' } },
      { a: { $mod: [0, 1] } },
    ])
      expect(await codeOf(made.deleteMany(filter)), JSON.stringify(filter)).to.equal(2);
    for (const filter of [{ $where: '1' }, { $expr: {} }, { $text: {} }, { a: { $near: [1, 2] } }])
      expect(await codeOf(made.deleteMany(filter as object)), JSON.stringify(filter)).to.equal(115);
    expect(await codeOf(made.find({}, { collation: { locale: 'de' } }).toArray())).to.equal(115);
    expect(await codeOf(db().db?.command({ nope: 1 }) ?? Promise.resolve())).to.equal(59);
    expect(await codeOf(made.find({}).project({ a: 1, b: 0 }).toArray())).to.equal(31254);
    expect(await codeOf(made.find({}).project({ a: 0, b: 1 }).toArray())).to.equal(31253);
    expect(await made.countDocuments({})).to.equal(1);
  });

  // reference/bson-type-comparison-order
  it('sorts by type, by least or greatest member, missing with null', async () => {
    const made = await withRows(
      { a: 'x' },
      { a: [5, 1] },
      {},
      { a: 3 },
      { a: true },
      { a: new Date(0) },
      { a: { b: 1 } },
      { a: [] },
    );
    const order = async (direction: 1 | -1) =>
      (await made.find().sort({ a: direction, _id: 1 }).toArray()).map((row) => row._id);
    const [up, down] = [await order(1), await order(-1)];
    expect(up).to.deep.equal([7, 2, 1, 3, 0, 6, 4, 5]);
    expect(down).to.deep.equal([5, 4, 6, 0, 1, 3, 2, 7]);
    await made.createIndex({ a: 1 }, {}, {});
    expect(await order(1)).to.deep.equal(up);
    expect(await order(-1)).to.deep.equal(down);
  });

  // core/index-unique, core/index-partial, core/index-sparse
  it('keeps unique, partial, sparse and multikey indexes', async () => {
    const unique = async (
      options: object,
      rows: object[],
      key: Record<string, 1 | -1> = { a: 1 },
    ) => {
      const made = await withRows();
      await made.createIndex(key, { unique: true, ...options }, {});
      const codes = [];
      for (const [i, row] of rows.entries())
        codes.push(await codeOf(made.insertOne({ _id: i, ...row })));
      return codes;
    };
    const ok = 'no error';
    expect(await unique({}, [{ a: 1 }, { a: 1 }, {}, { a: null }])).to.deep.equal([
      ok,
      11000,
      ok,
      11000,
    ]);
    expect(await unique({ sparse: true }, [{}, {}, { a: null }, { a: null }])).to.deep.equal([
      ok,
      ok,
      ok,
      11000,
    ]);
    const partial = { partialFilterExpression: { b: { $exists: true } } };
    expect(
      await unique(partial, [{ a: 1 }, { a: 1 }, { a: 1, b: 1 }, { a: 1, b: 2 }]),
    ).to.deep.equal([ok, ok, ok, 11000]);
    expect(await unique({}, [{ a: [1, 1] }, { a: [2, 1] }, { a: [3] }])).to.deep.equal([
      ok,
      11000,
      ok,
    ]);
    expect(
      await unique({}, [{ a: 1 }, { a: 1, b: 2 }, { a: 1, b: null }], { a: 1, b: -1 }),
    ).to.deep.equal([ok, ok, 11000]);
    const made = await withRows({ a: 'x' });
    await made.createIndex({ a: 1 }, { unique: true }, {});
    const error: unknown = await made.insertOne({ _id: 9, a: 'x' }).catch((one: unknown) => one);
    expect(error).to.deep.include({ code: 11000, keyPattern: { a: 1 }, keyValue: { a: 'x' } });
    expect((error as Error).message).to.contain(`index: a_1 dup key: { a: "x" }`);
    expect(await codeOf(made.createIndex({ a: 1 }, {}, {}))).to.equal(86);
    expect(await codeOf(made.dropIndex('nope'))).to.equal(27);
  });

  // core/index-compound, core/index-multikey, reference/explain-results
  it('answers the same with every index, and says which it used', async () => {
    const rows = Array.from({ length: 200 }, (_, i) => ({
      s: i % 4,
      d: i % 50,
      t: [i % 7, i % 3],
      h: [{ id: i % 5, g: i % 9 }],
    }));
    const made = await withRows(...rows);
    const queries: [object, object][] = [
      [
        { s: 1, d: { $gte: 10, $lt: 20 } },
        { d: -1, _id: 1 },
      ],
      [{ s: { $in: [0, 3] } }, { d: 1, _id: 1 }],
      [{ s: 2 }, { d: 1, _id: -1 }],
      [{ t: { $gt: 1, $lt: 1 } }, { _id: 1 }],
      [{ t: { $all: [2, 5] } }, { _id: -1 }],
      [{ h: { $elemMatch: { id: 2, g: { $lte: 4 } } } }, { _id: 1 }],
      [
        { 'h.id': 2, 'h.g': 4 },
        { d: -1, _id: -1 },
      ],
      [{ d: { $gt: 45 } }, { d: 1, _id: 1 }],
      [{}, { s: -1, d: 1, _id: 1 }],
    ];
    const answers = () =>
      Promise.all(
        queries.map(([filter, sort]) =>
          made
            .find(filter)
            .sort(sort as Record<string, 1 | -1>)
            .skip(1)
            .limit(60)
            .toArray(),
        ),
      );
    const before = await answers();
    for (const key of [
      { s: 1, d: -1 },
      { t: 1 },
      { 'h.id': 1, 'h.g': 1 },
      { d: 1, _id: -1 },
    ] as Record<string, 1 | -1>[])
      await made.createIndex(key, {}, {});
    expect(await answers()).to.deep.equal(before);
    const plan = await made.find({ s: 1 }).sort({ d: -1, _id: 1 }).explain();
    expect(plan).to.have.nested.property(
      'queryPlanner.winningPlan.inputStage.indexName',
      's_1_d_-1',
    );
    await made.updateMany({ s: 1 }, { $inc: { d: 1 }, $push: { t: 99 } } as object);
    await made.deleteMany({ s: 2 });
    if (process.env['TEST_MONGODB_URI'] === undefined && process.env['MONGOD_BINARY'] === undefined)
      expect(await db().db?.command({ engineStats: 1, verify: true })).to.have.deep.property(
        'faults',
        [],
      );
  });

  // reference/method/cursor.batchSize
  it('gives long results in batches', async () => {
    const made = await withRows(...Array.from({ length: 500 }, (_, i) => ({ n: i })));
    expect(await made.find().batchSize(7).toArray()).to.have.length(500);
    expect(await made.find().sort({ n: -1 }).limit(150).toArray()).to.have.length(150);
    expect(await made.distinct('n', { n: { $lt: 3 } })).to.deep.equal([0, 1, 2]);
    const sliced = await made.find({ n: 5 }).project({ _id: 0, n: 1 }).toArray();
    expect(sliced).to.deep.equal([{ n: 5 }]);
  });
});
