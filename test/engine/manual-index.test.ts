import { expect } from 'chai';
import { useTestDb } from '../support/db.ts';
import { codeOf, manual } from '../support/manual.ts';

type Doc = Record<string, unknown>;
type Key = Record<string, 1 | -1>;

const ok = 'no error';

/** [what is promised, page, key, options, documents one after the other, what each comes to] */
const UNIQUE: [string, string, Key, Doc, Doc[], unknown[]][] = [
  ['one value once', 'core/index-unique', { a: 1 }, {}, [{ a: 1 }, { a: 1 }], [ok, 11000]],
  [
    'one document may lack the field',
    'core/index-unique#missing-document-field',
    { a: 1 },
    {},
    [{}, {}, { a: null }],
    [ok, 11000, 11000],
  ],
  [
    'two members of one document may be equal, of two not',
    'core/index-unique',
    { a: 1 },
    {},
    [{ a: [1, 1] }, { a: [2, 1] }, { a: 2 }],
    [ok, 11000, ok],
  ],
  [
    'compound: the whole key',
    'core/index-unique',
    { a: 1, b: -1 },
    {},
    [{ a: 1, b: 1 }, { a: 1, b: 2 }, { a: 1 }, { a: 1, b: null }],
    [ok, ok, ok, 11000],
  ],
  [
    'an empty array is a value of its own',
    'core/index-multikey',
    { a: 1 },
    {},
    [{ a: [] }, { a: null }, { a: [] }, { a: [[]] }],
    [ok, ok, 11000, ok],
  ],
  [
    'through the documents of an array',
    'core/index-multikey',
    { 'h.id': 1 },
    {},
    [{ h: [{ id: 1 }, { id: 2 }] }, { h: [{ id: 2 }] }, { h: { id: 3 } }],
    [ok, 11000, ok],
  ],
  [
    'sparse: missing ones are not in it, null is',
    'core/index-sparse',
    { a: 1 },
    { sparse: true },
    [{}, {}, { a: null }, { a: null }],
    [ok, ok, ok, 11000],
  ],
  [
    'sparse through an array: a member without the field is not in it',
    'core/index-sparse',
    { 'h.id': 1 },
    { sparse: true },
    [{ h: [{ id: 1 }, {}] }, { h: [{ id: 2 }, {}] }],
    [ok, ok],
  ],
  [
    'sparse compound: one field is enough to be in it',
    'core/index-sparse',
    { a: 1, b: 1 },
    { sparse: true },
    [{ a: 1 }, { a: 1 }, {}, {}],
    [ok, 11000, ok, ok],
  ],
  [
    'partial: only documents of its filter',
    'core/index-partial',
    { a: 1 },
    { partialFilterExpression: { b: { $exists: true } } },
    [{ a: 1 }, { a: 1 }, { a: 1, b: 1 }, { a: 1, b: 2 }],
    [ok, ok, ok, 11000],
  ],
  [
    'partial with a range and $and',
    'core/index-partial',
    { a: 1 },
    { partialFilterExpression: { $and: [{ b: { $gte: 1 } }, { b: { $lt: 5 } }] } },
    [
      { a: 1, b: 1 },
      { a: 1, b: 5 },
      { a: 1, b: 4 },
    ],
    [ok, ok, 11000],
  ],
];

const BAD: [string, string, Key, Doc, number][] = [
  ['a direction of 0', 'reference/method/db.collection.createIndex', { a: 0 as 1 }, {}, 67],
  [
    'sparse and partial',
    'core/index-partial',
    { a: 1 },
    { sparse: true, partialFilterExpression: { b: 1 } },
    67,
  ],
  [
    '$ne in a partial filter',
    'core/index-partial',
    { a: 1 },
    { partialFilterExpression: { b: { $ne: 1 } } },
    67,
  ],
  [
    '$exists: false in a partial filter',
    'core/index-partial',
    { a: 1 },
    { partialFilterExpression: { b: { $exists: false } } },
    67,
  ],
  ['TTL on two fields', 'core/index-ttl', { a: 1, b: 1 }, { expireAfterSeconds: 1 }, 67],
  ['two arrays beside each other', 'core/index-multikey', { t: 1, h: 1 }, {}, 171],
  [
    'text, which only MongoDB has',
    'core/link-text-indexes',
    { a: 'text' as unknown as 1 },
    {},
    115,
  ],
  [
    'collation, which only MongoDB has',
    'reference/collation',
    { a: 1 },
    { collation: { locale: 'de' } },
    115,
  ],
];

/** The same questions with every index: [filter, sort]. */
const rows = Array.from({ length: 60 }, (_, i) => ({
  s: i % 4,
  d: i % 20,
  t: [i % 7, i % 3],
  h: [{ id: i % 5, g: i % 9 }],
}));
const ASKED: [Doc, Key][] = [
  [
    { s: 1, d: { $gte: 4, $lt: 9 } },
    { d: -1, _id: 1 },
  ],
  [
    { s: { $in: [0, 3] }, d: { $lte: 7 } },
    { d: 1, _id: 1 },
  ],
  [{ t: { $gt: 1, $lt: 1 } }, { _id: 1 }],
  [{ t: { $elemMatch: { $gt: 1, $lt: 4 } } }, { _id: -1 }],
  [{ 'h.id': 2, 'h.g': { $gt: 3 } }, { _id: 1 }],
  [{ h: { $elemMatch: { id: 2, g: { $gt: 3 } } } }, { d: 1, _id: 1 }],
  [{ d: { $gt: 15 } }, { d: -1, _id: -1 }],
  [{}, { s: -1, d: 1, _id: 1 }],
];
const INDEXES: [string, Key, Doc][] = [
  ['single', { d: 1 }, {}],
  ['descending', { d: -1 }, {}],
  ['compound', { s: 1, d: -1 }, {}],
  ['multikey', { t: 1 }, {}],
  ['compound through an array', { 'h.id': 1, 'h.g': -1 }, {}],
  ['sparse', { t: -1 }, { sparse: true }],
  ['partial', { s: 1, d: 1 }, { partialFilterExpression: { d: { $lt: 15 } } }],
];

describe('indexes by the manual', () => {
  const db = useTestDb();
  const { withRows } = manual(db);

  for (const [promise, page, key, options, documents, expected] of UNIQUE)
    it(`unique: ${promise} (${page})`, async () => {
      const made = await withRows();
      await made.createIndex(key, { unique: true, ...options }, {});
      const found = [];
      for (const [i, row] of documents.entries())
        found.push(await codeOf(made.insertOne({ _id: i, ...row })));
      expect(found).to.deep.equal(expected);
    });

  for (const [what, page, key, options, code] of BAD)
    it(`refuses ${what} and makes nothing (${page})`, async () => {
      const made = await withRows({ t: [1], h: [1] });
      expect(await codeOf(made.createIndex(key, options, {}))).to.equal(code);
      expect(await made.indexes()).to.have.length(1);
    });

  for (const [kind, key, options] of INDEXES)
    it(`answers the same with a ${kind} index as without (core/indexes)`, async () => {
      const made = await withRows(...rows);
      const ask = () =>
        Promise.all(ASKED.map(([filter, sort]) => made.find(filter).sort(sort).toArray()));
      const before = await ask();
      await made.createIndex(key, options, {});
      expect(await ask()).to.deep.equal(before);
    });

  it('says of a duplicate which key of which index (reference/method/db.collection.insertOne)', async () => {
    const made = await withRows({ a: [1, 7], b: 'x' });
    await made.createIndex({ a: 1, b: 1 }, { unique: true }, {});
    const error: unknown = await made
      .insertOne({ _id: 9, a: [3, 7], b: 'x' })
      .catch((one: unknown) => one);
    expect(error).to.deep.include({
      code: 11000,
      keyPattern: { a: 1, b: 1 },
      keyValue: { a: 7, b: 'x' },
    });
  });

  it('tells indexes apart by keys, filter, unique and sparse (reference/method/db.collection.createIndex)', async () => {
    const made = await withRows();
    await made.createIndex({ a: 1 }, {}, {});
    expect(await codeOf(made.createIndex({ a: 1 }, {}, {}))).to.equal(ok);
    expect(await codeOf(made.createIndex({ a: 1 }, { name: 'other' }, {}))).to.equal(85);
    expect(await codeOf(made.createIndex({ a: 1 }, { unique: true }, {}))).to.equal(86);
    expect(await codeOf(made.createIndex({ b: 1 }, { name: 'a_1' }, {}))).to.equal(86);
    expect(await codeOf(made.createIndex({ a: 1 }, { name: 'u', unique: true }, {}))).to.equal(ok);
    expect(await codeOf(made.createIndex({ a: 1 }, { name: 's', sparse: true }, {}))).to.equal(ok);
    expect(await codeOf(made.createIndex({ a: 1 }, { expireAfterSeconds: 9 }, {}))).to.equal(85);
    expect(await codeOf(made.dropIndex('nope'))).to.equal(27);
    expect(await codeOf(made.dropIndex('_id_'))).to.equal(72);
    expect((await made.indexes()).map(({ name }) => name)).to.deep.equal(['_id_', 'a_1', 'u', 's']);
  });
});
