import { expect } from 'chai';
import fc from 'fast-check';
import { useTestDb } from '../support/db.ts';
import { sequence } from './model/operations.ts';
import { others } from './model/pipelines.ts';
import { play } from './model/run.ts';

const onEngine =
  process.env['TEST_MONGODB_URI'] === undefined && process.env['MONGOD_BINARY'] === undefined;
const runs = Number(process.env['SEQUENCES'] ?? 500);
/** `SEED=… PATH_=…` replays a failure; both are printed with it. */
const given = {
  ...(process.env['SEED'] === undefined ? {} : { seed: Number(process.env['SEED']) }),
  ...(process.env['PATH_'] === undefined ? {} : { path: process.env['PATH_'] }),
};

describe('random statements', () => {
  const db = useTestDb();

  it(`come to the same on the server and on the model (${runs} sequences)`, async function () {
    this.timeout(runs * 2_000);
    const raw = db().getClient().db(db().name);
    await raw.collection('other').insertMany(others.map((one) => ({ ...one })));
    await fc.assert(
      fc.asyncProperty(sequence, async (one) => {
        await play(raw, one);
        if (!onEngine) return;
        const { faults } = await raw.command({ engineStats: 1, verify: true });
        expect(faults, 'each index equals its rebuild').to.deep.equal([]);
      }),
      { numRuns: runs, endOnFailure: false, ...given },
    );
  });
});
