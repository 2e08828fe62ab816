import { ObjectId } from 'bson';
import { expect } from 'chai';
import { useTestDb } from '../support/db.ts';
import { manual } from '../support/manual.ts';

type Doc = Record<string, unknown>;

const P = 'reference/operator/aggregation';
const at = new Date(1000);
const id = new ObjectId();

/** [expression, page of MongoDB's manual, document, what it gives; undefined: no field] */
const EXPRESSIONS: [unknown, string, Doc, unknown][] = [
  [{ $add: ['$a', 2, '$b'] }, 'add', { a: 1, b: 3 }, 6],
  [{ $add: ['$at', 500] }, 'add', { at }, new Date(1500)],
  [{ $add: ['$a', '$nope'] }, 'add', { a: 1 }, null],
  [{ $subtract: ['$a', 2] }, 'subtract', { a: 1 }, -1],
  [{ $subtract: ['$at', 400] }, 'subtract', { at }, new Date(600)],
  [{ $subtract: ['$at', '$at'] }, 'subtract', { at }, 0],
  [{ $multiply: ['$a', 2, 3] }, 'multiply', { a: 2 }, 12],
  [{ $divide: ['$a', 4] }, 'divide', { a: 2 }, 0.5],
  [{ $mod: ['$a', 3] }, 'mod', { a: -7 }, -1],
  [{ $abs: '$a' }, 'abs', { a: -2 }, 2],
  [{ $ceil: '$a' }, 'ceil', { a: 1.2 }, 2],
  [{ $floor: '$a' }, 'floor', { a: -1.2 }, -2],
  [{ $eq: ['$a', 1] }, 'eq', { a: 1 }, true],
  [{ $eq: ['$nope', null] }, 'eq', {}, false],
  [{ $ne: ['$a', 1] }, 'ne', { a: 1 }, false],
  [{ $gt: ['$a', 5] }, 'gt', { a: 'x' }, true],
  [{ $gte: ['$a', '$a'] }, 'gte', { a: [1] }, true],
  [{ $lt: ['$nope', null] }, 'lt', {}, true],
  [{ $lte: ['$a', 1] }, 'lte', { a: 2 }, false],
  [{ $cmp: ['$a', '$b'] }, 'cmp', { a: 1, b: 2 }, -1],
  [{ $and: ['$a', []] }, 'and', { a: 1 }, true],
  [{ $and: [] }, 'and', {}, true],
  [{ $or: ['$a', null] }, 'or', { a: 0 }, false],
  [{ $not: ['$a'] }, 'not', { a: 'x' }, false],
  [{ $cond: ['$a', 'yes', 'no'] }, 'cond', { a: 0 }, 'no'],
  [{ $cond: { if: '$a', then: 'yes', else: 'no' } }, 'cond', { a: [] }, 'yes'],
  [{ $ifNull: ['$nope', '$a', 3] }, 'ifNull', { a: null }, 3],
  [{ $ifNull: ['$a', '$nope'] }, 'ifNull', { a: null }, undefined],
  [{ $concat: ['$a', '-', 'b'] }, 'concat', { a: 'a' }, 'a-b'],
  [{ $concat: ['$nope', 'b'] }, 'concat', {}, null],
  [{ $toString: '$a' }, 'toString', { a: 2.5 }, '2.5'],
  [{ $toString: '$a' }, 'toString', { a: id }, id.toHexString()],
  [{ $toString: '$a' }, 'toString', { a: at }, '1970-01-01T00:00:01.000Z'],
  [{ $toString: '$a' }, 'toString', { a: true }, 'true'],
  [{ $size: '$a' }, 'size', { a: [1, 2] }, 2],
  [{ $arrayElemAt: ['$a', -1] }, 'arrayElemAt', { a: [1, 2] }, 2],
  [{ $arrayElemAt: ['$a', 9] }, 'arrayElemAt', { a: [1] }, undefined],
  [{ $arrayElemAt: ['$nope', 0] }, 'arrayElemAt', {}, null],
  [{ $in: [2, '$a'] }, 'in', { a: [1, 2] }, true],
  [{ $filter: { input: '$a', as: 'm', cond: { $gt: ['$$m', 1] } } }, 'filter', { a: [1, 2] }, [2]],
  [{ $filter: { input: '$a', cond: '$$this' } }, 'filter', { a: [0, 2] }, [2]],
  [
    { $map: { input: '$a', as: 'm', in: { $add: ['$$m', '$n'] } } },
    'map',
    { a: [1, 2], n: 1 },
    [2, 3],
  ],
  [{ $map: { input: '$nope', as: 'm', in: 1 } }, 'map', {}, null],
  [{ $literal: '$a' }, 'literal', { a: 1 }, '$a'],
  ['$h.g', '../../core/aggregation-pipeline', { h: [{ g: 1 }, {}, { g: 2 }] }, [1, 2]],
  [{ x: '$a', y: { z: '$nope' } }, '../../core/aggregation-pipeline', { a: 1 }, { x: 1, y: {} }],
  [['$a', '$nope'], '../../core/aggregation-pipeline', { a: 1 }, [1, null]],
  ['$$REMOVE', '../aggregation-variables', {}, undefined],
];

describe('expressions by the manual', () => {
  const { piped } = manual(useTestDb());

  for (const [expression, page, row, expected] of EXPRESSIONS)
    it(`${JSON.stringify(expression)} of ${JSON.stringify(row)} (${P}/${page})`, async () => {
      const [made = {}] = await piped([row], [{ $project: { _id: 0, made: expression } }]);
      expect(made).to.deep.equal(expected === undefined ? {} : { made: expected });
    });
});
