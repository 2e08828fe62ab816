import { expect } from 'chai';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { createServices } from '../../src/app/services.ts';
import { useTestDb } from '../support/db.ts';
import { faultsOf } from '../support/subset-rules.ts';

/** Shard keys of `database.md` §2, by collection. */
const SHARD_KEYS: Readonly<Record<string, string>> = {
  orderGroups: 'buyerId',
  orders: 'sellerId',
  batchBalances: 'custodianId',
  statements: 'payerId',
  ledgerEntries: 'payerId',
};

describe('the portable subset of MongoDB', () => {
  const wrong: readonly [string, string, Record<string, unknown>][] = [
    ['command mapReduce', 'mapReduce', {}],
    ['query operator $where', 'find', { filter: { $or: [{ $where: '1' }] } }],
    ['query operator $expr', 'count', { query: { $expr: {} } }],
    ['sort ends in at, not in _id', 'find', { filter: { orgId: 'o' }, sort: { at: -1 } }],
    ['an insert without _id', 'insert', { documents: [{ _id: 'a' }, { a: 1 }] }],
    ['a write that does not name _id', 'update', { updates: [{ q: { a: 1 }, u: { $set: {} } }] }],
    ['an update by pipeline', 'update', { updates: [{ q: { _id: 1 }, u: [{ $set: {} }] }] }],
    ['update operator $mul', 'findAndModify', { query: { _id: 1 }, update: { $mul: { a: 2 } } }],
    [
      '$where in $pull',
      'update',
      { updates: [{ q: { _id: 1 }, u: { $pull: { a: { $where: 1 } } } }] },
    ],
    ['stage $facet', 'aggregate', { pipeline: [{ $facet: {} }] }],
    ['$lookup by pipeline', 'aggregate', { pipeline: [{ $lookup: { pipeline: [] } }] }],
    ['expression $function', 'aggregate', { pipeline: [{ $project: { a: { $function: {} } } }] }],
    ['option collation', 'find', { filter: {}, collation: {} }],
    ['option txnNumber', 'insert', { documents: [], txnNumber: 1 }],
  ];
  for (const [fault, name, command] of wrong) {
    it(`notices ${fault}`, () => {
      expect(faultsOf({ name, command })).to.deep.equal([fault]);
    });
  }

  it('has nothing against what stores write', () => {
    const q = { _id: 'b', availG: { $gte: 5 }, holds: { $not: { $elemMatch: { id: 'h' } } } };
    const u = { $inc: { availG: -5 }, $push: { holds: { $each: [{}], $sort: { t: 1 } } } };
    expect(faultsOf({ name: 'update', command: { updates: [{ q, u }] } })).to.deep.equal([]);
    const page = { filter: { search: { $all: ['a'] } }, sort: { at: -1, _id: 1 } };
    expect(faultsOf({ name: 'find', command: page })).to.deep.equal([]);
  });

  it('fails the run of whoever leaves it, and its first line names the server', async function () {
    this.timeout(60_000);
    const run = promisify(execFile)(process.execPath, [
      ...['node_modules/mocha/bin/mocha.js', '--reporter', 'spec'],
      'test/support/subset-broken.ts',
    ]);
    const { stdout } = await run.catch((error: unknown) => error as { stdout: string });
    expect(stdout.trim().split('\n')[0]).to.match(/^tests run on (the embedded engine|MongoDB)/);
    expect(stdout).to.contain('stayed inside the portable subset');
    expect(stdout).to.contain('find broken: sort ends in at, not in _id');
    expect(stdout).to.contain('1 passing').and.to.contain('1 failing');
  });
});

describe('the road to shards (docs/scaling.md)', () => {
  const db = useTestDb();
  const rows = [
    ...readFileSync('docs/scaling.md', 'utf8').matchAll(/^\| `(\w+)` +\| `([^`]+)` +\|/gm),
  ].map(([, name = '', fields = '']) => `${name}: ${fields}`);

  it('has a reason for every unique index that does not begin with its shard key', () => {
    const services = createServices({
      ...{ db: db(), now: () => new Date(), newCode: () => 'A', sandbox: true },
      ...{ publicUrl: new URL('https://shop.example'), uploadsDir: 'uploads' },
      ...{ jwtSecret: 's'.repeat(32), installationSecret: 'i'.repeat(32) },
    });
    const missing = Object.values(db().models).flatMap(({ schema, collection: { name } }) =>
      schema.indexes().flatMap(([key, options]) => {
        const fields = Object.keys(key);
        const isFit = options.unique !== true || fields[0] === (SHARD_KEYS[name] ?? '_id');
        const row = `${name}: ${fields.join(', ')}`;
        return isFit || rows.includes(row) ? [] : [row];
      }),
    );
    expect(missing, 'say in docs/scaling.md why').to.deep.equal([]);
    return services.close();
  });

  it('lists no unique index that is not there', () => {
    const there = Object.values(db().models).flatMap(({ schema, collection: { name } }) =>
      schema.indexes().map(([key]) => `${name}: ${Object.keys(key).join(', ')}`),
    );
    expect(rows.length).to.be.at.least(5);
    expect(there).to.include.members(rows);
  });
});
