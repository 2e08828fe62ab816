import { Binary, ObjectId } from 'bson';
import { expect } from 'chai';
import { useTestDb } from '../support/db.ts';
import { manual } from '../support/manual.ts';

type Doc = Record<string, unknown>;

const A = [
  { a: 1 },
  { a: 5 },
  { a: [1, 5] },
  { a: null },
  {},
  { a: 'x' },
  { a: [[1, 5]] },
  { a: [] },
];
const oid = new ObjectId();
const KINDS = [
  1.5,
  's',
  { x: 1 },
  [1],
  new Binary(Buffer.from([7])),
  oid,
  true,
  new Date(0),
  null,
].map((a) => ({ a }));

/** [what is promised, page of MongoDB's manual, documents, filter, `_id`s met] */
const ROWS: [string, string, Doc[], Doc, number[]][] = [
  [
    '$eq: a value, or an array with it',
    'reference/operator/query/eq',
    A,
    { a: { $eq: 1 } },
    [0, 2],
  ],
  ['an array is met whole, in its order', 'tutorial/query-arrays', A, { a: [1, 5] }, [2, 6]],
  ['an array in another order is another', 'tutorial/query-arrays', A, { a: [5, 1] }, []],
  ['null meets missing too', 'tutorial/query-for-null-fields', A, { a: null }, [3, 4]],
  ['$type null meets only null', 'tutorial/query-for-null-fields', A, { a: { $type: 10 } }, [3]],
  [
    '$exists: false meets only missing',
    'reference/operator/query/exists',
    A,
    { a: { $exists: false } },
    [4],
  ],
  [
    '$exists: true meets null',
    'reference/operator/query/exists',
    A,
    { a: { $exists: true } },
    [0, 1, 2, 3, 5, 6, 7],
  ],
  [
    '$ne: no member equals',
    'reference/operator/query/ne',
    A,
    { a: { $ne: 1 } },
    [1, 3, 4, 5, 6, 7],
  ],
  [
    '$ne null: neither null nor missing',
    'reference/operator/query/ne',
    A,
    { a: { $ne: null } },
    [0, 1, 2, 5, 6, 7],
  ],
  [
    '$nin meets missing',
    'reference/operator/query/nin',
    A,
    { a: { $nin: [1, 'x'] } },
    [1, 3, 4, 6, 7],
  ],
  [
    '$in takes null and regexes',
    'reference/operator/query/in',
    A,
    { a: { $in: [null, /x/] } },
    [3, 4, 5],
  ],
  ['$in of nothing meets nothing', 'reference/operator/query/in', A, { a: { $in: [] } }, []],
  [
    '$gt: within one type',
    'reference/method/db.collection.find#type-bracketing',
    A,
    { a: { $gt: 1 } },
    [1, 2],
  ],
  ['$gte: a member is enough', 'reference/operator/query/gte', A, { a: { $gte: 5 } }, [1, 2]],
  [
    '$lt: text is not less than a number',
    'reference/operator/query/lt',
    A,
    { a: { $lt: 9 } },
    [0, 1, 2],
  ],
  ['$lte null is equality', 'reference/operator/query/lte', A, { a: { $lte: null } }, [3, 4]],
  [
    'a range over an array: two members may meet it',
    'tutorial/query-arrays',
    A,
    { a: { $gt: 4, $lt: 2 } },
    [2],
  ],
  [
    '$elemMatch: one member meets all',
    'reference/operator/query/elemMatch',
    A,
    { a: { $elemMatch: { $gt: 4, $lt: 2 } } },
    [],
  ],
  [
    '$elemMatch does not go into a member that is an array',
    'reference/operator/query/elemMatch',
    A,
    { a: { $elemMatch: { $eq: 1 } } },
    [2],
  ],
  [
    '$elemMatch inside $elemMatch',
    'reference/operator/query/elemMatch',
    A,
    { a: { $elemMatch: { $elemMatch: { $eq: 5 } } } },
    [6],
  ],
  [
    '$not meets missing',
    'reference/operator/query/not',
    A,
    { a: { $not: { $gt: 1 } } },
    [0, 3, 4, 5, 6, 7],
  ],
  [
    '$not with a regex',
    'reference/operator/query/not',
    A,
    { a: { $not: /x/ } },
    [0, 1, 2, 3, 4, 6, 7],
  ],
  ['$size counts members', 'reference/operator/query/size', A, { a: { $size: 2 } }, [2]],
  ['$size 0', 'reference/operator/query/size', A, { a: { $size: 0 } }, [7]],
  ['$all: each somewhere', 'reference/operator/query/all', A, { a: { $all: [5, 1] } }, [2]],
  [
    '$all of an array is that array or one with it',
    'reference/operator/query/all',
    A,
    { a: { $all: [[1, 5]] } },
    [2, 6],
  ],
  ['$all of nothing meets nothing', 'reference/operator/query/all', A, { a: { $all: [] } }, []],
  ['$mod', 'reference/operator/query/mod', A, { a: { $mod: [4, 1] } }, [0, 1, 2]],
  [
    '$mod cuts fractions',
    'reference/operator/query/mod',
    [{ a: 5.9 }],
    { a: { $mod: [4.2, 1.9] } },
    [0],
  ],
  [
    '$regex with $options',
    'reference/operator/query/regex',
    A,
    { a: { $regex: 'X', $options: 'i' } },
    [5],
  ],
  ['$and', 'reference/operator/query/and', A, { $and: [{ a: 1 }, { a: 5 }] }, [2]],
  ['$or', 'reference/operator/query/or', A, { $or: [{ a: 'x' }, { a: 5 }] }, [1, 2, 5]],
  ['$nor', 'reference/operator/query/nor', A, { $nor: [{ a: 1 }, { a: null }] }, [1, 5, 6, 7]],
  [
    '$comment says nothing',
    'reference/operator/query/comment',
    A,
    { $comment: 'why', a: 5 },
    [1, 2],
  ],
  ...['number', 'string', 'object', 'array', 'binData', 'objectId', 'bool', 'date', 'null'].map(
    (name, i): [string, string, Doc[], Doc, number[]] => [
      `$type ${name}`,
      'reference/operator/query/type',
      KINDS,
      { a: { $type: name } },
      name === 'number' ? [0, 3] : [i],
    ],
  ),
];

describe('queries by the manual', () => {
  const db = useTestDb();
  const { met, withRows } = manual(db);

  for (const [promise, page, rows, filter, expected] of ROWS)
    it(`${promise} (${page})`, async () => {
      expect(await met(rows, filter)).to.deep.equal(expected);
    });

  it('gives binary data as they were stored, whatever else is read (reference/bson-types)', async () => {
    const rows = [[9], [1, 2], [3, 4, 5]].map((bytes) => ({ v: new Binary(Buffer.from(bytes)) }));
    const made = await withRows(...rows);
    const found = await made.find().sort({ _id: 1 }).toArray();
    expect(found.map(({ v }) => [...(v as Binary).value()])).to.deep.equal([
      [9],
      [1, 2],
      [3, 4, 5],
    ]);
  });

  it('distinct takes members one by one, at a place too (reference/method/db.collection.distinct)', async () => {
    const made = await withRows({ a: [1, [2]] }, { a: 1 }, { a: null }, {}, { a: [[3, 4], 5] });
    expect(await made.distinct('a')).to.have.deep.members([1, [2], null, [3, 4], 5]);
    expect(await made.distinct('a.0')).to.have.deep.members([1, 3, 4]);
  });
});
