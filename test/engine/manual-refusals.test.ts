import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { useTestDb } from '../support/db.ts';
import { manual } from '../support/manual.ts';

type Doc = Record<string, unknown>;

const onEngine =
  process.env['TEST_MONGODB_URI'] === undefined && process.env['MONGOD_BINARY'] === undefined;

/** Commands to a collection `c` that holds one document; [family, command, code]. */
const ELSEWHERE = 115;
const lsid = (): Doc => ({ id: crypto.randomUUID() });
const update = (q: Doc, u: unknown, more: Doc = {}): Doc => ({
  update: 'c',
  updates: [{ q, u, ...more }],
});
const remove = (q: Doc): Doc => ({ delete: 'c', deletes: [{ q, limit: 0 }] });
const index = (spec: Doc): Doc => ({
  createIndexes: 'c',
  indexes: [{ key: { a: 1 }, name: 'x', ...spec }],
});
const set = { $set: { a: 2 } };
const wipe = [{ $set: { a: 2 } }];

const REFUSED: [string, Doc, number][] = [
  ['$where', remove({ $where: 'true' }), ELSEWHERE],
  ['$expr', update({ $expr: true }, set), ELSEWHERE],
  ['$text', remove({ $text: { $search: 'a' } }), ELSEWHERE],
  ['$jsonSchema', remove({ $jsonSchema: {} }), ELSEWHERE],
  ['geo', remove({ a: { $near: [0, 0] } }), ELSEWHERE],
  ['bits', remove({ a: { $bitsAllSet: 1 } }), ELSEWHERE],
  ['pipeline updates', update({}, wipe), ELSEWHERE],
  ['$mul', update({}, { $mul: { a: 2 } }), ELSEWHERE],
  ['collation', update({}, set, { collation: { locale: 'de' } }), ELSEWHERE],
  ['text indexes', index({ key: { a: 'text' } }), ELSEWHERE],
  ['index collation', index({ collation: { locale: 'de' } }), ELSEWHERE],
  ['capped collections', { create: 'd', capped: true, size: 4096 }, ELSEWHERE],
  ['views', { create: 'd', viewOn: 'c', pipeline: [] }, ELSEWHERE],
  ['time series', { create: 'd', timeseries: { timeField: 'at' } }, ELSEWHERE],
  ['validators', { create: 'd', validator: { a: 1 } }, ELSEWHERE],
  ['change streams', { aggregate: 'c', pipeline: [{ $changeStream: {} }], cursor: {} }, ELSEWHERE],
  ['$out', { aggregate: 'c', pipeline: [{ $out: 'd' }], cursor: {} }, ELSEWHERE],
  ['mapReduce', { mapReduce: 'c', map: 'x', reduce: 'y', out: 'd' }, ELSEWHERE],
  ['users', { createUser: 'u', pwd: 'p', roles: [] }, ELSEWHERE],
];

const UNKNOWN: [string, Doc, number][] = [
  ['command', { nope: 1 }, 59],
  ['filter operator', remove({ a: { $nope: 1 } }), 2],
  ['top level operator', remove({ $nope: 1 }), 2],
  ['update operator', update({}, { $nope: { a: 1 } }), 9],
  ['stage', { aggregate: 'c', pipeline: [{ $nope: 1 }], cursor: {} }, 40324],
  ['option', { insert: 'c', documents: [{ _id: 9 }], nope: 1 }, 40415],
  ['index option', index({ nope: 1 }), 197],
];

describe('refusals', () => {
  const db = useTestDb();
  const { withRows } = manual(db);
  const before = async () => {
    const made = db().collection<{ _id: number }>('c');
    await made.deleteMany({});
    await made.insertOne({ _id: 1, a: 1 } as never);
    return made;
  };
  const holdsStill = async (command: Doc, code: number) => {
    const made = await before();
    const answer = await db()
      .getClient()
      .db(db().name)
      .command(command)
      .catch((one: unknown) => one);
    const { writeErrors = [], code: whole } = answer as { writeErrors?: Doc[]; code?: number };
    expect(writeErrors[0]?.['code'] ?? whole).to.equal(code);
    expect(await made.find().toArray()).to.deep.equal([{ _id: 1, a: 1 }]);
    expect(await made.indexes()).to.have.length(1);
    const names = (await db().getClient().db(db().name).listCollections().toArray()).map(
      ({ name }) => name,
    );
    expect(names).not.to.include('d');
  };

  for (const [family, command, code] of REFUSED)
    it(`of ${family}, which MongoDB has and the engine has not: nothing is done`, async function () {
      if (!onEngine) this.skip();
      await holdsStill(command, code);
    });

  it('name the way out', async function () {
    if (!onEngine) this.skip();
    const error: unknown = await withRows()
      .then((made) => made.deleteMany({ $where: '1' }))
      .catch((one: unknown) => one);
    expect(String(error)).to.contain('Set MONGODB_URI to a MongoDB 7 or 8 server');
  });

  for (const [what, command, code] of UNKNOWN)
    it(`of an unknown ${what}: ${code}, nothing is done (reference/command)`, () =>
      holdsStill(command, code));

  it('of a transaction: 20, as a standalone server says (core/transactions)', async function () {
    if (!onEngine) this.skip();
    const insert = { insert: 'c', documents: [{ _id: 9 }], lsid: lsid(), autocommit: false };
    await holdsStill({ ...insert, txnNumber: 1, startTransaction: true }, 20);
  });
});

describe('the model of MongoDB', () => {
  it('shares no code with the engine nor with mingo', () => {
    const folder = new URL('../support/mongo-model/', import.meta.url);
    const imports = readdirSync(folder).flatMap((file) =>
      [
        ...readFileSync(new URL(file, folder), 'utf8').matchAll(/(?:from|import\() ?'([^']+)'/g),
      ].map(([, from = '']) => from),
    );
    const foreign = imports.filter((from) => from !== 'bson' && !/^\.\/[a-z-]+\.ts$/.test(from));
    expect(imports.length).to.be.greaterThan(10);
    expect(foreign).to.deep.equal([]);
  });
});
