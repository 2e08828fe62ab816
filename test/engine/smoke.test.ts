import { expect } from 'chai';
import { useTestDb } from '../support/db.ts';

describe('engine smoke', () => {
  const db = useTestDb();
  it('stores, finds, changes and removes', async () => {
    const c = db().collection<{ _id: string; n: number; tags?: string[] }>('things');
    await c.createIndex({ n: -1 }, { unique: true });
    await c.insertMany([
      { _id: 'a', n: 1 },
      { _id: 'b', n: 2, tags: ['x', 'y'] },
    ]);
    expect(await c.find({}).sort({ n: -1 }).toArray()).to.have.length(2);
    const dup = await c.insertOne({ _id: 'c', n: 2 }).catch((e: unknown) => e);
    expect(dup).to.include({ code: 11000 });
    const u = await c.updateOne(
      { _id: 'b', tags: 'y' },
      { $set: { 'tags.$': 'z' }, $inc: { n: 5 } },
    );
    expect(u.modifiedCount).to.equal(1);
    expect(await c.findOne({ n: 7 })).to.deep.equal({ _id: 'b', n: 7, tags: ['x', 'z'] });
    const f = await c.findOneAndUpdate(
      { _id: 'q' },
      { $setOnInsert: { n: 9 } },
      { upsert: true, returnDocument: 'after' },
    );
    expect(f).to.deep.equal({ _id: 'q', n: 9 });
    expect((await c.deleteMany({})).deletedCount).to.equal(3);
  });
});
