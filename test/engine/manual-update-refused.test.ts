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

/** [what is refused, page, document, update, code, options] */
const BAD: [string, string, Doc, Doc, number, Doc?][] = [
  ['two operators on one path', `${U}#conflicts`, { a: 1 }, { $set: { a: 1 }, $inc: { a: 1 } }, 40],
  ['a parent and its child', `${U}#conflicts`, { a: { b: 1 } }, { $set: { a: 1, 'a.b': 1 } }, 40],
  [
    'two filters that meet one member',
    `${U}/positional-filtered`,
    two,
    { $set: { 'h.$[x].g': 1, 'h.$[y].g': 2 } },
    40,
    { arrayFilters: [{ 'x.id': 1 }, { 'y.g': 1 }] },
  ],
  [
    'one array by $[] and by a number',
    `${U}/positional-all`,
    { a: [1] },
    { $set: { 'a.$[]': 1, 'a.0': 2 } },
    40,
  ],
  ['a path through a scalar', `${U}/set`, { a: 1 }, { $set: { 'a.b': 1 } }, 28],
  ['a path through null', `${U}/set`, { a: null }, { $set: { 'a.b': 1 } }, 28],
  ['a name inside an array', `${U}/set`, { a: [1] }, { $set: { 'a.b': 1 } }, 28],
  ['$inc of null', `${U}/inc`, { a: null }, { $inc: { a: 1 } }, 14],
  ['$inc of text', `${U}/inc`, { a: 'x' }, { $inc: { a: 1 } }, 14],
  ['$inc by text', `${U}/inc`, { a: 1 }, { $inc: { a: 'x' } }, 14],
  ['$push onto a scalar', `${U}/push`, { a: 1 }, { $push: { a: 1 } }, 2],
  ['$push $each without a list', `${U}/each`, { a: [] }, { $push: { a: { $each: 1 } } }, 2],
  [
    '$push $slice of text',
    `${U}/slice`,
    { a: [] },
    { $push: { a: { $each: [1], $slice: 'x' } } },
    2,
  ],
  [
    '$push $position of text',
    `${U}/position`,
    { a: [] },
    { $push: { a: { $each: [1], $position: 'x' } } },
    2,
  ],
  ['$push $sort by 2', `${U}/sort`, { a: [] }, { $push: { a: { $each: [1], $sort: 2 } } }, 2],
  [
    'an unknown modifier of $push',
    `${U}/push`,
    { a: [] },
    { $push: { a: { $each: [1], $nope: 1 } } },
    2,
  ],
  ['$addToSet to a scalar', `${U}/addToSet`, { a: 1 }, { $addToSet: { a: 1 } }, 2],
  [
    '$addToSet $each without a list',
    `${U}/addToSet`,
    { a: [] },
    { $addToSet: { a: { $each: 1 } } },
    14,
  ],
  ['$pull from a scalar', `${U}/pull`, { a: 1 }, { $pull: { a: 1 } }, 2],
  ['$pullAll without a list', `${U}/pullAll`, { a: [1] }, { $pullAll: { a: 1 } }, 2],
  ['$pop by 2', `${U}/pop`, { a: [1] }, { $pop: { a: 2 } }, 9],
  ['$pop of a scalar', `${U}/pop`, { a: 1 }, { $pop: { a: 1 } }, 14],
  ['$rename to itself', `${U}/rename`, { a: 1 }, { $rename: { a: 'a' } }, 2],
  ['$rename to no text', `${U}/rename`, { a: 1 }, { $rename: { a: 1 } }, 2],
  ['$rename out of an array', `${U}/rename`, { a: [{ b: 1 }] }, { $rename: { 'a.0.b': 'c' } }, 2],
  ['$rename into an array', `${U}/rename`, { a: [1], b: 1 }, { $rename: { b: 'a.0' } }, 2],
  ['$currentDate of a number', `${U}/currentDate`, {}, { $currentDate: { a: 1 } }, 2],
  ['$ without a position', `${U}/positional`, { a: [1] }, { $set: { 'a.$': 1 } }, 2],
  ['$[] of what is no array', `${U}/positional-all`, { a: 1 }, { $set: { 'a.$[]': 1 } }, 2],
  ['$[] of nothing', `${U}/positional-all`, {}, { $set: { 'a.$[]': 1 } }, 2],
  ['$[x] without its filter', `${U}/positional-filtered`, { a: [1] }, { $set: { 'a.$[x]': 1 } }, 2],
  [
    'a filter nobody names',
    `${U}/positional-filtered`,
    { a: [1] },
    { $set: { a: 1 } },
    9,
    { arrayFilters: [{ x: 1 }] },
  ],
  ['the _id changed', 'reference/method/db.collection.updateOne', {}, { $set: { _id: 5 } }, 66],
  ['the _id taken away', `${U}/unset`, {}, { $unset: { _id: 1 } }, 66],
  ['an empty part of a path', U, {}, { $set: { 'a..b': 1 } }, 56],
  ['a $ field to be stored', `${U}/set`, {}, { $set: { a: { $b: 1 } } }, 52],
  ['an unknown operator', U, {}, { $nope: { a: 1 } }, 9],
  ['an operator without fields', U, {}, { $set: 5 }, 9],
  ['$mul, which only MongoDB has', `${U}/mul`, { a: 1 }, { $mul: { a: 2 } }, 115],
  ['$bit, which only MongoDB has', `${U}/bit`, { a: 1 }, { $bit: { a: { and: 1 } } }, 115],
];

describe('refused updates by the manual', () => {
  const { refused } = manual(useTestDb());

  for (const [what, page, row, update, code, options] of BAD)
    it(`refuses ${what} and changes nothing (${page})`, async () => {
      expect(await refused(row, update, options)).to.equal(code);
    });
});
