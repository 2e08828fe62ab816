import { expect } from 'chai';
import { createServices, type Services } from '../../src/app/services.ts';
import { newCommandKey } from '../../src/http/command.ts';
import type { Actor } from '../../src/shared/actor.ts';
import { useTestApp } from '../support/app.ts';
import { aBy, aReadyDraft } from '../support/batches.ts';
import { anOffer } from '../support/catalogue.ts';
import { crashing, type Moment } from '../support/crashing.ts';
import { aPlan, settleHarvest } from '../support/harvest.ts';
import { checkInvariantsAfter } from '../support/invariants.ts';
import { aCommand, anOrganisation } from '../support/people.ts';
import { aSeller } from '../support/sellers.ts';

const operator = { userId: 'u-operator', role: 'operator', orgId: 'platform', duties: [] } as const;
const [DAY, HARVEST_NOON] = ['2026-09-24', '2026-09-23T02:00:00Z'];
const SHOWN = { fen: 500, perG: 1_000 };
/** More writes than a binding of two orders has. */
const MOST = 60;

describe('pre-orders under pressure', function () {
  this.timeout(600_000);
  checkInvariantsAfter(() => app());
  const app = useTestApp();
  let mortal: Services;
  let crash: ReturnType<typeof crashing>;

  before(() => {
    const { world } = app().services;
    const db = world.db.useDb(world.db.name, { useCache: false }); // models and collections of its own
    mortal = createServices({ ...world, db });
    crash = crashing(db);
  });
  after(() => mortal.close());

  let people = 0;
  async function aBuyer(): Promise<Actor> {
    const draft = anOrganisation({ firstLogin: `buyer-${(people += 1)}@example.com` });
    const { orgId } = await app().services.organisations.enter(draft, {
      actor: operator,
      command: aCommand(),
    });
    return { userId: `u-${orgId}`, orgId, role: 'canteen', duties: ['buyer'] };
  }

  async function aField(expectedG: number) {
    const sellerId = await aSeller(app());
    const offerId = await anOffer(app(), { sellerId, channel: 'canteen' });
    return { sellerId, offerId, ...(await aPlan(app(), { sellerId, expectedG })) };
  }

  const order = (offerId: string, units: number, actor: Actor) =>
    app().services.ordering.submitSheet([{ offerId, units, shown: SHOWN, needOn: DAY }], {
      actor,
      command: { key: newCommandKey(), reqHash: 'order' },
    });

  async function allocsOf(groupId: string) {
    const placed = await app().services.orders.history.one(groupId);
    return (placed?.orders ?? []).flatMap(({ allocs }) => allocs);
  }

  it('never exceed their plan, however many come at once', async () => {
    const { offerId, planId } = await aField(50 * 15_000);
    const buyer = await aBuyer();
    const tries = Array.from({ length: 200 }, () =>
      order(offerId, 1, buyer).catch(() => undefined),
    );
    await Promise.all(tries);
    await settleHarvest(app());
    const { field, orders } = app().services;
    const plan = await field.stores.plans.byId(planId);
    expect(plan).to.include({ availG: 0, heldG: 0, soldG: 50 * 15_000 });
    const holds = (await field.pool.get(planId))?.holds ?? [];
    const sold = holds.filter(({ s }) => s === 'sold');
    expect(sold).to.have.length(50);
    for (const { ref } of sold)
      expect((await orders.orders.get(ref)).state).to.equal('awaiting_harvest');
  });

  for (const moment of ['before', 'after'] as const) {
    it(`get the same shares wherever the binding died ${moment} a write, and nothing is sold before`, async () => {
      const buyers = [await aBuyer(), await aBuyer()];
      for (let n = 1; n <= MOST; n += 1) if (!(await round(n, moment, buyers))) return;
      throw new Error(`more than ${MOST} writes`);
    });
  }

  /** False when the whole binding had fewer writes. */
  async function round(n: number, moment: Moment, buyers: readonly Actor[]): Promise<boolean> {
    app().clock.set('2026-09-21T02:00:00Z');
    const { sellerId, offerId, plotId } = await aField(60_000);
    const groups = await Promise.all(buyers.map((buyer) => order(offerId, 2, buyer)));
    app().clock.set(HARVEST_NOON);
    const { services } = app();
    const { code } = await aReadyDraft(app(), { sellerId, plotId, grams: 45_000 });
    await services.batches.submit(code, aBy(sellerId));
    crash.dieAt(n, moment);
    await bind(mortal, code, sellerId).catch(() => undefined);
    const died = crash.heal();
    const isBound = (await services.batches.view(code)).status === 'released';
    const grams = async () =>
      (await Promise.all(groups.map(({ _id }) => allocsOf(_id)))).map((allocs) =>
        allocs.map(({ orderedG, pool }) => `${pool} ${orderedG}`),
      );
    const half = (await grams()).flat();
    if (isBound) expect(half.some((text) => text.startsWith('plan'))).to.equal(false);
    else expect(await services.batches.onSale(['ds-pear-1'])).to.deep.equal([]);
    app().clock.advanceMs(61_000);
    await bind(services, code, sellerId);
    app().clock.advanceMs(61_000);
    await settleHarvest(app());
    expect((await grams()).flat()).to.deep.equal(['stock 22500', 'stock 22500']);
    return died;
  }

  /** The cooperative says that this is all, and the loops do the rest. */
  async function bind({ harvest, batches }: Services, code: string, sellerId: string) {
    const actor: Actor = { userId: 'u-coop', orgId: sellerId, role: 'cooperative', duties: [] };
    await harvest.resume();
    await harvest.decide(code, true, actor).catch((error: unknown) => {
      if (!(error instanceof Error) || error.message.startsWith('killed')) throw error;
    });
    await harvest.advance(code);
    await batches.sweep();
  }
});
