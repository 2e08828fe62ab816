import { expect } from 'chai';
import { createServices, type Services } from '../../src/app/services.ts';
import type { MakingView } from '../../src/features/making/index.ts';
import type { Actor } from '../../src/shared/actor.ts';
import { newCommandKey } from '../../src/http/command.ts';
import { aRecall } from '../support/after-sale.ts';
import { useTestApp } from '../support/app.ts';
import { aReleasedBatch } from '../support/batches.ts';
import { crashing } from '../support/crashing.ts';
import { checkInvariantsAfter } from '../support/invariants.ts';
import { aCommand } from '../support/people.ts';
import { aTrade, type Trade } from '../support/shipping.ts';

/** More writes than a packing has. */
const MOST = 40;

describe('a lot that is recalled while something is made of it (A25)', function () {
  this.timeout(300_000);
  checkInvariantsAfter(() => app());
  const app = useTestApp();
  let trade: Trade;
  let mortal: Services;
  let crash: ReturnType<typeof crashing>;

  before(async () => {
    trade = await aTrade(app(), { grams: 10_000 });
    const { world } = app().services;
    mortal = createServices({ ...world, db: world.db.useDb(world.db.name, { useCache: false }) });
    crash = crashing(mortal.world.db);
  });
  after(() => mortal.close());

  const as = () => `cooperative@${trade.sellerId}`;
  const aLot = () => aReleasedBatch(app(), { sellerId: trade.sellerId, grams: 10_000 });
  const work = (inputs: readonly { batchId: string; g: number }[], kind: 'pack' | 'mix') => ({
    ...{ kind, works: null, note: null, wasteG: 0, outMaxPermille: null, inputs },
    outputs: [{ productId: 'ds-pear-1', g: inputs.reduce((sum, { g }) => sum + g, 0) }],
  });
  const balanceOf = async (code: string) =>
    (await app().services.pool.get(code)) ?? expect.fail(`no batch ${code}`);

  async function settle() {
    const { stopWalk, makingJob, batches } = app().services;
    for (let round = 0; round < 5; round += 1) {
      await makingJob.sweep();
      await stopWalk.walkAll();
      await batches.sweep();
      app().clock.advanceMs(31_000);
    }
  }

  async function make(body: ReturnType<typeof work>): Promise<string> {
    const { status, body: made } = await app().client.send('POST', '/api/works', {
      ...{ as: as(), key: newCommandKey(), body },
    });
    expect(status, JSON.stringify(made)).to.equal(201);
    return (made as MakingView).outputs[0]?.code ?? '';
  }

  /** The worker dies at its n-th write, the recall comes, another worker goes on. */
  async function recalledAt(n: number): Promise<boolean> {
    const lot = await aLot();
    const actor: Actor = {
      ...{ userId: 'u-maker', orgId: trade.sellerId, role: 'cooperative', duties: ['packer'] },
    };
    crash.dieAt(n, 'after');
    const wanted = work([{ batchId: lot, g: 4_000 }], 'pack');
    await mortal.making.make(wanted, { actor, command: aCommand() }).catch(() => undefined);
    const isDead = crash.heal();
    await aRecall(app(), lot);
    await settle();
    const { into } = await app().services.lineage(lot);
    for (const { code } of into) {
      expect((await balanceOf(code)).status, `write ${n}`).to.equal('recalled');
    }
    const { body } = await app().client.send('GET', '/api/works', { as: as() });
    for (const { state } of (body as { works: MakingView[] }).works) {
      expect(state, `write ${n}`).to.be.oneOf(['made', 'undone']);
    }
    return isDead;
  }

  it('never puts what comes out on sale, whatever write the recall comes after', async () => {
    for (let n = 1; n <= MOST; n += 1) if (!(await recalledAt(n))) return;
    expect.fail(`more than ${MOST} writes`);
  });

  it('is recalled with what still waits for papers and what was taken back', async () => {
    const [lot, other] = [await aLot(), await aLot()];
    const both = [lot, other].map((batchId) => ({ batchId, g: 1_000 }));
    const waits = await make(work(both, 'mix'));
    const takenBack = await make(work(both, 'mix'));
    const path = `/api/batches/${takenBack}/rejection`;
    const answer = await app().client.send('POST', path, {
      ...{ as: as(), key: newCommandKey(), body: { reason: '标签贴错' } },
    });
    expect(answer.status, JSON.stringify(answer.body)).to.equal(204);
    await aRecall(app(), lot);
    await settle();
    expect(await balanceOf(waits)).to.include({ status: 'recalled' });
    expect(await balanceOf(takenBack)).to.include({ status: 'recalled' });
    expect(await balanceOf(other)).to.include({ status: 'released' });
  });
});
