import { expect } from 'chai';
import { useTestDb } from '../support/db.ts';

interface Explained {
  executionStats: { nReturned: number; totalKeysExamined: number; totalDocsExamined: number };
}

describe('how the engine finds', () => {
  const db = useTestDb();

  async function stock(name: string) {
    const items = db().collection(name);
    await items.createIndexes([{ key: { cat: 1, price: -1 } }, { key: { tags: 1 } }]);
    await items.insertMany(
      Array.from({ length: 300 }, (_, i) => ({
        cat: i % 3,
        price: i % 50 === 0 ? null : i,
        tags: ['a', `t${i % 2}`],
      })),
    );
    return items;
  }

  const looks = async (name: string, query: Record<string, unknown>) => {
    const command = { explain: { count: name, query } };
    const { executionStats } = (await db().db?.command(command)) as unknown as Explained;
    const { nReturned, totalDocsExamined } = executionStats;
    return { nReturned, totalDocsExamined };
  };

  // reference/command/count, core/query-optimization (covered queries)
  it('counts by an index alone where the index says it all', async function () {
    if (process.env['TEST_MONGODB_URI'] !== undefined) this.skip(); // a server words its plans otherwise
    const items = await stock('covered');
    expect(await looks('covered', { cat: 1 })).to.include({ totalDocsExamined: 0 });
    expect(await looks('covered', { cat: { $in: [0, 2] }, price: { $gt: 10 } })).to.include({
      totalDocsExamined: 0,
    });
    expect(await items.countDocuments({ cat: 1 })).to.equal(100);
    expect(await items.countDocuments({ cat: 1, price: { $gte: 100, $lt: 200 } })).to.equal(33);
  });

  it('reads the documents where missing, arrays or other fields make the difference', async function () {
    if (process.env['TEST_MONGODB_URI'] !== undefined) this.skip();
    const items = await stock('read');
    await items.insertOne({ cat: 1 });
    expect(await looks('read', { cat: 1, price: null })).to.deep.equal({
      nReturned: 3,
      totalDocsExamined: 3,
    });
    expect(await items.countDocuments({ tags: 'a' })).to.equal(300);
    expect(await items.countDocuments({ tags: { $gt: 'a' } })).to.equal(300);
    expect(await items.countDocuments({ cat: 1, tags: 't1' })).to.equal(50);
    expect(await items.countDocuments({ cat: 1, price: { $gt: NaN } })).to.equal(0);
  });
});
