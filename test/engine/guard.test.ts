import { expect } from 'chai';
import type { Connection } from 'mongoose';
import { connectDb } from '../../src/platform/database.ts';
import { testDbUri, useTestDb } from '../support/db.ts';

interface Stock {
  _id: string;
  n: number;
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
});
