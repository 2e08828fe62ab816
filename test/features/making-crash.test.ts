import { expect } from 'chai';
import { createServices, type Services } from '../../src/app/services.ts';
import type { NewMaking } from '../../src/features/making/making.ts';
import type { Actor } from '../../src/shared/actor.ts';
import { useTestApp } from '../support/app.ts';
import { aReleasedBatch } from '../support/batches.ts';
import { crashing, type Moment } from '../support/crashing.ts';
import { checkInvariantsAfter } from '../support/invariants.ts';
import { aTrade, type Trade } from '../support/shipping.ts';

/** More writes than making two lots of two has. */
const MOST = 60;

describe('a process that dies while it makes lots of lots', function () {
  this.timeout(300_000);
  checkInvariantsAfter(() => app());
  const app = useTestApp();
  let trade: Trade;
  let mortal: Services;
  let crash: ReturnType<typeof crashing>;

  before(async () => {
    trade = await aTrade(app(), { grams: 10_000 });
    const { world } = app().services;
    const db = world.db.useDb(world.db.name, { useCache: false });
    mortal = createServices({ ...world, db });
    crash = crashing(db);
  });
  after(() => mortal.close());

  async function killedAt(n: number, moment: Moment): Promise<boolean> {
    const { services, clock } = app();
    const lots = await Promise.all(
      [20_000, 30_000].map((grams) => aReleasedBatch(app(), { sellerId: trade.sellerId, grams })),
    );
    const actor: Actor = {
      ...{ userId: 'u-maker', orgId: trade.sellerId, role: 'cooperative', duties: ['packer'] },
    };
    const command = { key: `making-${moment}-${String(n).padStart(8, '0')}`, reqHash: 'h' };
    const wanted: NewMaking = {
      kind: 'mix',
      ...{ works: null, note: null, wasteG: 500, outMaxPermille: null },
      inputs: lots.map((batchId) => ({ batchId, g: 10_000 })),
      outputs: [12_000, 7_500].map((g) => ({ productId: 'ds-pear-1', g })),
    };
    crash.dieAt(n, moment);
    await mortal.making.make(wanted, { actor, command }).catch(() => undefined);
    const isDead = crash.heal();
    clock.advanceMs(60_000);
    await services.makingJob.sweep();
    await services.batches.sweep();
    const made = await services.making.make(wanted, { actor, command });
    expect(made.state).to.equal('made');
    for (const [place, code] of lots.entries()) {
      expect(await services.pool.get(code)).to.include({
        ...{ availG: [10_000, 20_000][place], heldG: 0, transformedOutG: 10_000 },
      });
    }
    for (const { code, g } of made.outputs) {
      // mixed goods wait for a certificate of their own
      expect(await services.pool.get(code)).to.include({ availG: g, status: 'submitted' });
    }
    return isDead;
  }

  for (const moment of ['before', 'after'] as const) {
    it(`makes each gram once when killed ${moment} any write`, async () => {
      for (let n = 1; n <= MOST; n += 1) if (!(await killedAt(n, moment))) return;
      expect.fail(`more than ${MOST} writes`);
    });
  }
});
