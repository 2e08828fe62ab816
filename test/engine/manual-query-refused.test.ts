import { expect } from 'chai';
import { useTestDb } from '../support/db.ts';
import { codeOf, manual } from '../support/manual.ts';

type Doc = Record<string, unknown>;

/** [what is refused, page of MongoDB's manual, filter, code] */
const BAD: [string, string, Doc, number][] = [
  ['an empty $and', 'reference/operator/query/and', { $and: [] }, 2],
  ['$or of something else', 'reference/operator/query/or', { $or: [1] }, 2],
  ['$nor without a list', 'reference/operator/query/nor', { $nor: {} }, 2],
  ['an unknown operator', 'reference/operator/query', { a: { $nope: 1 } }, 2],
  ['an unknown top level operator', 'reference/operator/query', { $nope: 1 }, 2],
  ['$in without a list', 'reference/operator/query/in', { a: { $in: 1 } }, 2],
  ['$in with an operator inside', 'reference/operator/query/in', { a: { $in: [{ $gt: 1 }] } }, 2],
  ['$nin without a list', 'reference/operator/query/nin', { a: { $nin: 1 } }, 2],
  ['$ne with a regex', 'reference/operator/query/ne', { a: { $ne: /x/ } }, 2],
  ['$gt with a regex', 'reference/operator/query/gt', { a: { $gt: /x/ } }, 2],
  ['an unknown $type', 'reference/operator/query/type', { a: { $type: 'nope' } }, 2],
  ['$mod by 0', 'reference/operator/query/mod', { a: { $mod: [0, 1] } }, 2],
  ['$mod with too few', 'reference/operator/query/mod', { a: { $mod: [2] } }, 2],
  ['$mod with too many', 'reference/operator/query/mod', { a: { $mod: [2, 1, 1] } }, 2],
  ['$not of a value', 'reference/operator/query/not', { a: { $not: 1 } }, 2],
  ['$not of nothing', 'reference/operator/query/not', { a: { $not: {} } }, 2],
  ['$all without a list', 'reference/operator/query/all', { a: { $all: 1 } }, 2],
  ['$elemMatch of a value', 'reference/operator/query/elemMatch', { a: { $elemMatch: 1 } }, 2],
  ['$options without $regex', 'reference/operator/query/regex', { a: { $options: 'i' } }, 2],
  ['a malformed $regex', 'reference/operator/query/regex', { a: { $regex: '(' } }, 51091],
];

describe('malformed queries by the manual', () => {
  const db = useTestDb();
  const { withRows } = manual(db);

  for (const [what, page, filter, code] of BAD)
    it(`refuses ${what} before anything is done (${page})`, async () => {
      const made = await withRows({ a: 1 });
      expect(await codeOf(made.deleteMany(filter))).to.equal(code);
      expect(await codeOf(made.find(filter).toArray())).to.equal(code);
      expect(await made.countDocuments({})).to.equal(1);
    });
});
