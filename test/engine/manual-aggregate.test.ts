import { expect } from 'chai';
import { useTestDb } from '../support/db.ts';
import { manual } from '../support/manual.ts';

type Doc = Record<string, unknown>;

const P = 'reference/operator/aggregation';
const ROWS = [
  { n: 3, s: 'b', t: [1, 2], d: { x: 1 } },
  { n: 1, s: 'a', t: [] },
  { n: 2, s: 'b', t: 5, d: { x: 3 } },
  { s: 'a', t: null },
];

/** [what is promised, page, pipeline, what it gives] */
const STAGES: [string, string, Doc[], Doc[]][] = [
  ['$match', 'match', [{ $match: { n: { $gt: 2 } } }, { $project: { n: 1 } }], [{ _id: 0, n: 3 }]],
  [
    '$project shows fields, _id first',
    'project',
    [{ $match: { _id: 0 } }, { $project: { s: 1, 'd.x': 1 } }],
    [{ _id: 0, s: 'b', d: { x: 1 } }],
  ],
  [
    '$project hides fields',
    'project',
    [{ $match: { _id: 0 } }, { $project: { t: 0, d: 0 } }],
    [{ _id: 0, n: 3, s: 'b' }],
  ],
  [
    '$project works out, without _id',
    'project',
    [{ $match: { _id: 0 } }, { $project: { _id: 0, x: '$d.x', w: '$nope' } }],
    [{ x: 1 }],
  ],
  [
    '$project of an embedded document',
    'project',
    [{ $match: { _id: 0 } }, { $project: { d: { x: 1 } } }],
    [{ _id: 0, d: { x: 1 } }],
  ],
  [
    '$addFields sets inside',
    'addFields',
    [{ $match: { _id: 2 } }, { $addFields: { 'd.y': '$n', n: 9 } }],
    [{ _id: 2, n: 9, s: 'b', t: 5, d: { x: 3, y: 2 } }],
  ],
  [
    '$set sets in every member',
    'set',
    [{ $match: { _id: 0 } }, { $project: { h: [{ a: '$n' }] } }, { $set: { 'h.b': 1 } }],
    [{ _id: 0, h: [{ a: 3, b: 1 }] }],
  ],
  [
    '$addFields of a document adds to the one that is there',
    'addFields',
    [{ $match: { _id: 0 } }, { $addFields: { d: { y: '$n' } } }, { $project: { d: 1 } }],
    [{ _id: 0, d: { x: 1, y: 3 } }],
  ],
  [
    '$unset',
    'unset',
    [{ $match: { _id: 0 } }, { $unset: ['t', 'd.x', 's'] }],
    [{ _id: 0, n: 3, d: {} }],
  ],
  [
    '$sort: missing before numbers, then by _id',
    'sort',
    [{ $sort: { n: 1, _id: 1 } }, { $project: { _id: 1 } }],
    [{ _id: 3 }, { _id: 1 }, { _id: 2 }, { _id: 0 }],
  ],
  [
    '$skip and $limit',
    'skip',
    [{ $sort: { _id: 1 } }, { $skip: 1 }, { $limit: 2 }, { $project: { _id: 1 } }],
    [{ _id: 1 }, { _id: 2 }],
  ],
  ['$count', 'count', [{ $match: { s: 'b' } }, { $count: 'rows' }], [{ rows: 2 }]],
  ['$count of nothing gives nothing', 'count', [{ $match: { s: 'z' } }, { $count: 'rows' }], []],
  [
    '$unwind: members, and a scalar as one',
    'unwind',
    [{ $sort: { _id: 1 } }, { $unwind: '$t' }, { $project: { t: 1 } }],
    [
      { _id: 0, t: 1 },
      { _id: 0, t: 2 },
      { _id: 2, t: 5 },
    ],
  ],
  [
    '$unwind keeps empty ones and numbers members',
    'unwind',
    [
      { $sort: { _id: 1 } },
      { $unwind: { path: '$t', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' } },
      { $project: { t: 1, i: 1 } },
    ],
    [
      { _id: 0, t: 1, i: 0 },
      { _id: 0, t: 2, i: 1 },
      { _id: 1, i: null },
      { _id: 2, t: 5, i: null },
      { _id: 3, t: null, i: null },
    ],
  ],
  [
    '$replaceRoot',
    'replaceRoot',
    [{ $match: { _id: 0 } }, { $replaceRoot: { newRoot: '$d' } }],
    [{ x: 1 }],
  ],
  [
    '$replaceWith',
    'replaceWith',
    [{ $match: { _id: 0 } }, { $replaceWith: { k: '$n' } }],
    [{ k: 3 }],
  ],
  [
    '$group with every accumulator',
    'group',
    [
      { $sort: { _id: 1 } },
      {
        $group: {
          _id: '$s',
          sum: { $sum: '$n' },
          avg: { $avg: '$n' },
          min: { $min: '$n' },
          max: { $max: '$n' },
          first: { $first: '$n' },
          last: { $last: '$n' },
          all: { $push: '$n' },
          set: { $addToSet: '$s' },
        },
      },
      { $sort: { _id: 1 } },
    ],
    [
      { _id: 'a', sum: 1, avg: 1, min: 1, max: 1, first: 1, last: null, all: [1], set: ['a'] },
      { _id: 'b', sum: 5, avg: 2.5, min: 2, max: 3, first: 3, last: 2, all: [3, 2], set: ['b'] },
    ],
  ],
  [
    '$group: missing and null are one group',
    'group',
    [{ $group: { _id: '$t.x', n: { $sum: 1 } } }, { $match: { _id: null } }],
    [{ _id: null, n: 2 }],
  ],
  [
    '$group: of no number there is no average',
    'avg',
    [{ $group: { _id: null, a: { $avg: '$s' }, m: { $min: '$nope' } } }],
    [{ _id: null, a: null, m: null }],
  ],
  [
    '$lookup in nothing gives none',
    'lookup',
    [
      { $match: { _id: 0 } },
      { $lookup: { from: 'nobody', localField: 'n', foreignField: 'n', as: 'j' } },
      { $project: { j: 1 } },
    ],
    [{ _id: 0, j: [] }],
  ],
];

const BAD: [string, string, Doc[], number][] = [
  ['an unknown stage', '', [{ $nope: 1 }], 40324],
  ['a stage of two', '', [{ $match: {}, $limit: 1 }], 40323],
  ['an unknown expression', '', [{ $project: { a: { $nope: 1 } } }], 168],
  ['an unknown variable', '', [{ $project: { a: '$$nope' } }], 17276],
  ['too few operands', 'divide', [{ $project: { a: { $divide: [1] } } }], 16020],
  ['$limit 0', 'limit', [{ $limit: 0 }], 15958],
  ['an empty $sort', 'sort', [{ $sort: {} }], 15976],
  ['$sort by 2', 'sort', [{ $sort: { a: 2 } }], 15975],
  ['an empty $project', 'project', [{ $project: {} }], 51272],
  ['a $project that shows and hides', 'project', [{ $project: { a: 1, b: 0 } }], 31254],
  ['$unwind without $', 'unwind', [{ $unwind: 't' }], 28818],
  ['$group without _id', 'group', [{ $group: { a: { $sum: 1 } } }], 15955],
  ['an unknown accumulator', 'group', [{ $group: { _id: 1, a: { $nope: 1 } } }], 15952],
  ['a column that is none', 'group', [{ $group: { _id: 1, a: 1 } }], 40234],
  ['an empty $count', 'count', [{ $count: '' }], 40156],
  [
    '$replaceRoot with what is no document',
    'replaceRoot',
    [{ $replaceRoot: { newRoot: '$n' } }],
    40228,
  ],
  ['a division by zero', 'divide', [{ $project: { a: { $divide: ['$n', 0] } } }], 2],
  ['$mod by zero', 'mod', [{ $project: { a: { $mod: ['$n', 0] } } }], 16610],
  ['$add of text', 'add', [{ $project: { a: { $add: ['$s', 1] } } }], 14],
  ['$concat of a number', 'concat', [{ $project: { a: { $concat: ['$n'] } } }], 16702],
  ['$size of no array', 'size', [{ $project: { a: { $size: '$n' } } }], 17124],
  ['$in without an array', 'in', [{ $project: { a: { $in: [1, '$n'] } } }], 40081],
  ['$toString of a document', 'toString', [{ $project: { a: { $toString: '$d' } } }], 241],
  ...[
    '$facet',
    '$out',
    '$merge',
    '$graphLookup',
    '$sample',
    '$bucket',
    '$unionWith',
    '$redact',
  ].map((name): [string, string, Doc[], number] => [
    `${name}, which only MongoDB has`,
    '',
    [{ [name]: {} }],
    115,
  ]),
  ['$lookup with a pipeline', 'lookup', [{ $lookup: { from: 'x', pipeline: [], as: 'y' } }], 115],
  ['$reduce, which only MongoDB has', 'reduce', [{ $project: { a: { $reduce: {} } } }], 115],
];

describe('pipelines by the manual', () => {
  const db = useTestDb();
  const { piped, pipeCode, withRows } = manual(db);

  for (const [promise, page, pipeline, expected] of STAGES)
    it(`${promise} (${P}/${page})`, async () => {
      const made = await piped(ROWS, pipeline);
      expect(made).to.deep.equal(expected);
      expect(made.map((one) => Object.keys(one)[0])).to.deep.equal(
        expected.map((one) => Object.keys(one)[0]),
      );
    });

  for (const [what, page, pipeline, code] of BAD)
    it(`refuses ${what} (${P}/${page})`, async () => {
      expect(await pipeCode(ROWS, pipeline)).to.equal(code);
    });

  it(`$lookup: null meets missing, an array meets each member (${P}/lookup)`, async () => {
    const other = await withRows({ k: 1 }, { k: [2, 9] }, {}, { k: null });
    const pipeline = [
      { $sort: { _id: 1 } },
      { $lookup: { from: other.collectionName, localField: 'k', foreignField: 'k', as: 'j' } },
      { $project: { j: '$j._id' } },
    ];
    const made = await piped([{ k: 1 }, { k: [1, 2] }, {}, { k: 7 }], pipeline);
    expect(made.map((one) => (one['j'] as number[]).sort())).to.deep.equal([
      [0],
      [0, 1],
      [2, 3],
      [],
    ]);
  });
});
