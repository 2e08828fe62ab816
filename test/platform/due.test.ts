import { expect } from 'chai';
import { Schema } from 'mongoose';
import { dueWork, sweep } from '../../src/platform/due.ts';
import { useTestDb } from '../support/db.ts';

const at = (second: number): Date => new Date(Date.UTC(2026, 8, 21, 11, 41, second));

describe('work that is due', () => {
  const db = useTestDb();

  it('stays due when somebody asks for it during a sweep, even by a clock read before the sweep', async () => {
    const lease = Schema.create({ epoch: Number, until: Date }, { _id: false });
    const schema = Schema.create({ _id: String, due: Date, lease }, { versionKey: false });
    const Jobs = db().model('Job', schema);
    await Jobs.create({ _id: 'a', due: at(0), lease: { epoch: 0, until: at(0) } });
    const work = dueWork(db(), 'Job');

    const asked = at(33); // read by a request that has been slow since
    const advance = async (): Promise<undefined> => {
      await Jobs.updateOne({ _id: 'a' }, { $set: { due: asked } });
      return undefined; // nothing more to do, as this sweeper saw it
    };
    expect(await sweep(work, { now: () => at(40), advance })).to.equal(1);
    expect((await Jobs.findOne({ _id: 'a' }).lean())?.due).to.deep.equal(asked);
    const idle = () => Promise.resolve(undefined);
    expect(await sweep(work, { now: () => at(41), advance: idle })).to.equal(1);
    expect(await sweep(work, { now: () => at(42), advance: idle })).to.equal(0);
  });
});
