import { expect } from 'chai';
import type { Connection } from 'mongoose';
import { connectDb } from '../../src/platform/database.ts';
import { testDbUri, useTestDb } from '../support/db.ts';

interface Stock {
  _id: string;
  n: number;
}

interface Slot {
  _id: string;
  owner: string;
  slot: number;
  tag: number;
  live: boolean;
  parts: number[];
}

describe('statements of many at once', () => {
  const db = useTestDb();
  const others: Connection[] = [];

  before(async () => {
    const uri = await testDbUri(db().name);
    for (let i = 0; i < 20; i++) others.push(await connectDb(uri));
  });
  after(() => Promise.all(others.map((one) => one.close())));

  const collections = (name: string) => others.map((one) => one.collection<Stock>(name));
  const race = <T>(
    name: string,
    work: (c: ReturnType<typeof collections>[number], i: number) => Promise<T>,
  ) => {
    const all = collections(name);
    return Promise.allSettled(
      Array.from({ length: 200 }, (_, i) => {
        const one = all[i % all.length];
        if (!one) throw new Error('no connection');
        return work(one, i);
      }),
    );
  };

  it('sells 100 units to exactly 100 of 200 buyers', async () => {
    await db().collection<Stock>('stock').insertOne({ _id: 'x', n: 100 });
    const results = await race('stock', (c) =>
      c.updateOne({ _id: 'x', n: { $gte: 1 } }, { $inc: { n: -1 } }),
    );
    const sold = results.filter(
      (one) => one.status === 'fulfilled' && one.value.modifiedCount === 1,
    );
    expect(sold).to.have.length(100);
    expect(await db().collection<Stock>('stock').findOne({ _id: 'x' })).to.deep.equal({
      _id: 'x',
      n: 0,
    });
  });

  it('lets one of 200 have a unique value, and each of the others know', async () => {
    await db().collection<Stock>('names').createIndex({ n: 1 }, { unique: true }, {});
    const results = await race('names', (c, i) => c.insertOne({ _id: String(i), n: 7 }));
    expect(results.filter((one) => one.status === 'fulfilled')).to.have.length(1);
    const refused = results.flatMap((one) =>
      one.status === 'rejected' ? [one.reason as { code: number }] : [],
    );
    expect(refused.every(({ code }) => code === 11000)).to.equal(true);
    expect(await db().collection('names').countDocuments({})).to.equal(1);
  });

  it('inserts once for 200 upserts of one id', async () => {
    const results = await race('upserts', (c) =>
      c.updateOne({ _id: 'one' }, { $inc: { n: 1 } }, { upsert: true }),
    );
    const inserted = results.filter(
      (one) => one.status === 'fulfilled' && one.value.upsertedCount === 1,
    );
    expect(inserted).to.have.length(1);
    expect(await db().collection<Stock>('upserts').findOne({ _id: 'one' })).to.deep.equal({
      _id: 'one',
      n: 200,
    });
  });

  it('keeps partial, compound and multikey unique indexes whole while 20 write', async () => {
    const slots = db().collection<Slot>('slots');
    await slots.createIndex({ owner: 1, slot: -1 }, { unique: true }, {});
    const partialFilterExpression = { live: true };
    await slots.createIndex({ tag: 1 }, { unique: true, partialFilterExpression }, {});
    await slots.createIndex({ parts: 1 }, { unique: true }, {});
    const random = randomFrom(20_260_920);

    const write = (i: number): Promise<unknown> => {
      const at = others[i % others.length]?.collection<Slot>('slots') ?? slots;
      const _id = `s${random(60)}`;
      const slot = { owner: `o${random(4)}`, slot: random(30), tag: random(25) };
      const parts = [random(150), random(150)];
      if (i % 5 === 4) return at.deleteOne({ _id });
      if (i % 5 === 3) return at.updateOne({ _id }, { $set: { live: random(2) === 1 } });
      if (i % 5 === 2) return at.updateOne({ _id }, { $set: { parts, slot: slot.slot } });
      return at.insertOne({ _id, ...slot, live: random(2) === 1, parts });
    };
    const ends: PromiseSettledResult<unknown>[] = [];
    for (let wave = 0; wave < 3; wave++)
      // the engine takes 256 connections
      ends.push(...(await Promise.allSettled(Array.from({ length: 200 }, (_, i) => write(i)))));

    const codes = ends.flatMap((one) =>
      one.status === 'rejected' ? [(one.reason as { code?: number }).code] : [],
    );
    expect(new Set(codes)).to.deep.equal(new Set([11000])); // some were refused, for nothing else
    const left = await slots.find().sort({ _id: 1 }).toArray();
    expect(left.length).to.be.greaterThan(5);
    expectUnique(left.map(({ owner, slot }) => `${owner}:${slot}`));
    expectUnique(left.flatMap(({ live, tag }) => (live ? [tag] : [])));
    expectUnique(left.flatMap(({ parts }) => [...new Set(parts)]));
    for (const { _id, owner, slot, parts } of left) {
      expect(await slots.distinct('_id', { owner, slot })).to.deep.equal([_id]); // by its index
      expect(await slots.distinct('_id', { parts: parts[0] ?? -1 })).to.deep.equal([_id]);
    }
    if (process.env['TEST_MONGODB_URI'] ?? process.env['MONGOD_BINARY']) return;
    const stats = await db().db?.command({ engineStats: 1, verify: true });
    expect(stats?.['faults']).to.deep.equal([]);
  });
});

function expectUnique(list: readonly unknown[]): void {
  expect(new Set(list).size).to.equal(list.length);
}

/** Whole numbers below a limit, the same in every run. */
function randomFrom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}
