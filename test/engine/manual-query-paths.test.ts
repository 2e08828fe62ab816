import { expect } from 'chai';
import { useTestDb } from '../support/db.ts';
import { manual } from '../support/manual.ts';

type Doc = Record<string, unknown>;

const H = [
  {
    h: [
      { id: 1, g: 9 },
      { id: 2, g: 5 },
    ],
  },
  { h: [{ id: 1, g: 5 }] },
  { h: [] },
  { h: [1, 2] },
  { h: { id: 1, g: 5 } },
  {},
];

/** [what is promised, page of MongoDB's manual, documents, filter, `_id`s met] */
const ROWS: [string, string, Doc[], Doc, number[]][] = [
  [
    'conditions on two paths: two members may meet them',
    'tutorial/query-array-of-documents',
    H,
    { 'h.id': 1, 'h.g': 5 },
    [0, 1, 4],
  ],
  [
    '$elemMatch: one document meets both',
    'tutorial/query-array-of-documents',
    H,
    { h: { $elemMatch: { id: 1, g: 5 } } },
    [1],
  ],
  ['a number in a path is a place', 'tutorial/query-array-of-documents', H, { 'h.0.g': 9 }, [0]],
  [
    'a place beyond the end is not there',
    'tutorial/query-array-of-documents',
    H,
    { 'h.1.g': { $exists: true } },
    [0],
  ],
  [
    'null at a path through an array: a document lacks it',
    'tutorial/query-for-null-fields',
    H,
    { 'h.x': null },
    [0, 1, 4, 5],
  ],
  [
    '$all with $elemMatch',
    'reference/operator/query/all',
    H,
    { h: { $all: [{ $elemMatch: { id: 1 } }, { $elemMatch: { g: 5 } }] } },
    [0, 1],
  ],
  [
    'an embedded document is met whole, fields in order',
    'tutorial/query-embedded-documents',
    H,
    { h: { id: 1, g: 5 } },
    [1, 4],
  ],
  [
    'fields in another order are another document',
    'tutorial/query-embedded-documents',
    H,
    { h: { g: 5, id: 1 } },
    [],
  ],
  [
    'numbers of all kinds are equal: −0 is 0',
    'reference/bson-type-comparison-order',
    [{ a: -0 }],
    { a: 0 },
    [0],
  ],
  [
    'NaN equals itself and stands in no range',
    'reference/bson-type-comparison-order',
    [{ a: NaN }, { a: 1 }],
    { a: { $lt: 5 } },
    [1],
  ],
  [
    'NaN is found by $gte NaN',
    'reference/bson-type-comparison-order',
    [{ a: NaN }, { a: 1 }],
    { a: { $gte: NaN } },
    [0],
  ],
  [
    'a path that ends in a place means that member as it stands',
    'tutorial/query-arrays',
    [{ a: [[1, 2]] }],
    { 'a.0': [1, 2] },
    [0],
  ],
];

describe('paths through documents and arrays, by the manual', () => {
  const { met } = manual(useTestDb());

  for (const [promise, page, rows, filter, expected] of ROWS)
    it(`${promise} (${page})`, async () => {
      expect(await met(rows, filter)).to.deep.equal(expected);
    });
});
