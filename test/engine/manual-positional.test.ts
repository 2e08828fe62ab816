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
    '$ after a dotted path',
    `${U}/positional`,
    two,
    { $set: { 'h.$.g': 9 } },
    {
      h: [
        { id: 1, g: 1 },
        { id: 2, g: 9 },
      ],
    },
    {},
    { 'h.id': 2 },
  ],
  [
    '$ after $elemMatch',
    `${U}/positional`,
    two,
    { $set: { 'h.$.g': 9 } },
    {
      h: [
        { id: 1, g: 1 },
        { id: 2, g: 9 },
      ],
    },
    {},
    { h: { $elemMatch: { id: 2, g: { $gt: 1 } } } },
  ],
  [
    'several $ paths of one array in one update',
    `${U}/positional`,
    two,
    { $set: { 'h.$.g': 9, 'h.$.w': 8 }, $inc: { 'h.$.id': 1 } },
    {
      h: [
        { id: 1, g: 1 },
        { id: 3, g: 9, w: 8 },
      ],
    },
    {},
    { 'h.id': 2 },
  ],
  [
    '$ in an array of values',
    `${U}/positional`,
    { a: [1, 5, 9] },
    { $set: { 'a.$': 0 } },
    { a: [1, 0, 9] },
    {},
    { a: { $gt: 1 } },
  ],
  [
    '$[] reaches every member',
    `${U}/positional-all`,
    two,
    { $inc: { 'h.$[].g': 1 } },
    {
      h: [
        { id: 1, g: 2 },
        { id: 2, g: 3 },
      ],
    },
  ],
  [
    '$[x] reaches those of its filter',
    `${U}/positional-filtered`,
    { a: [1, 5, 9] },
    { $set: { 'a.$[x]': 0 } },
    { a: [1, 0, 0] },
    { arrayFilters: [{ x: { $gt: 1 } }] },
  ],
  [
    '$[x] and $[y] beside each other',
    `${U}/positional-filtered`,
    two,
    { $set: { 'h.$[x].g': 7, 'h.$[y].w': 8 } },
    {
      h: [
        { id: 1, g: 7 },
        { id: 2, g: 2, w: 8 },
      ],
    },
    { arrayFilters: [{ 'x.id': 1 }, { 'y.g': 2 }] },
  ],
  [
    '$[x] inside $[y]',
    `${U}/positional-filtered`,
    {
      a: [
        [1, 2],
        [2, 3],
      ],
    },
    { $inc: { 'a.$[].$[x]': 10 } },
    {
      a: [
        [1, 12],
        [12, 3],
      ],
    },
    { arrayFilters: [{ x: 2 }] },
  ],
];

describe('places in arrays, by the manual', () => {
  const { updated } = manual(useTestDb());

  for (const [promise, page, row, update, expected, options, filter] of ROWS)
    it(`${promise} (${page})`, async () => {
      const made = await updated(row, update, options, filter);
      expect(made).to.deep.equal(expected);
      expect(Object.keys(made)).to.deep.equal(Object.keys(expected));
    });
});
