import mongoose from 'mongoose';
import { useTestDb } from './db.ts';

/** Run by `subset.test.ts` alone: a product that sorts by what is not unique must end red. */
describe('a store that leaves the portable subset', () => {
  const db = useTestDb();

  it('passes by itself', async () => {
    const schema = new mongoose.Schema({ at: Date }, { collection: 'broken' });
    await db().model('Broken', schema).find({}).sort({ at: 1 }).lean();
  });
});
