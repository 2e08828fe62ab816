import { expect } from 'chai';
import { createServices, type Services } from '../../src/app/services.ts';
import type { DeliveryView } from '../../src/features/fulfilment/index.ts';
import { settle, voices } from '../support/after-sale.ts';
import { useTestApp } from '../support/app.ts';
import { aReleasedBatch } from '../support/batches.ts';
import { crashing, type Moment } from '../support/crashing.ts';
import { checkInvariantsAfter } from '../support/invariants.ts';
import { aCommand } from '../support/people.ts';
import { aConfirmedOrder, aTrade, type Trade } from '../support/shipping.ts';

const MOST = 60;

describe('crates: the scanned lot is the truth (A27)', function () {
  this.timeout(300_000);
  checkInvariantsAfter(() => app());
  const app = useTestApp();
  let trade: Trade;
  let other = '';
  const { seller, see } = voices(
    () => app(),
    () => trade,
  );

  before(async () => {
    trade = await aTrade(app(), { productId: 'ds-pear-50', grams: 3_000_000 });
    const { sellerId } = trade;
    const of = { sellerId, productId: 'ds-pear-50', grams: 3_000_000 };
    other = await aReleasedBatch(app(), of);
    for (const code of [trade.batch, other]) {
      const by = { userId: 'u-packer', command: aCommand() };
      await app().services.labels.print(code, { count: 290, netG: 10_000 }, by);
    }
  });

  let serial = 0;
  const crateOf = (batch: string) => `${batch}-${(serial += 1)}`;

  /** 30 kg of one lot, packed, its van loading crate by crate. */
  async function loading() {
    const { fulfilment, orders } = app().services;
    const orderId = await aConfirmedOrder(app(), trade);
    await fulfilment.orders.startPicking(orderId);
    const actor = { userId: 'u', orgId: 'x', role: 'cooperative', duties: [] } as const;
    for (const { hid, orderedG: g } of (await orders.orders.get(orderId)).allocs) {
      await fulfilment.weigh(orderId, { hid, g }, { actor, command: aCommand() });
    }
    await fulfilment.orders.pack(orderId);
    const made = await seller(`/api/order-parts/${orderId}/deliveries`, { byCrate: true });
    return { orderId, id: (made.body as { id: string }).id };
  }

  const scan = (id: string, crate: string, more: object = {}) =>
    seller(`/api/deliveries/${id}/crates`, { crate, ...more });

  it('is packed when crates and loose goods are what was booked, and not before', async () => {
    const { id } = await loading();
    const crates = [1, 2].map(() => crateOf(trade.batch));
    for (const crate of crates) expect((await scan(id, crate)).status).to.equal(204);
    expect((await scan(id, crates[0] ?? '')).status).to.equal(204); // once
    const short = await seller(`/api/deliveries/${id}/pack`, { loose: [] });
    expect(short.body).to.include({ code: 'delivery.not-complete' });
    const early = await seller(`/api/deliveries/${id}/dispatch`, {});
    expect(early.body).to.include({ code: 'delivery.wrong-state' });
    const loose = [{ line: 1, batchId: trade.batch, g: 10_000 }];
    expect((await seller(`/api/deliveries/${id}/pack`, { loose })).status).to.equal(204);
    const run = { plate: '皖L·示例', driverPhone: '0557 0000', tempC10: 35 };
    expect((await seller(`/api/deliveries/${id}/dispatch`, run)).status).to.equal(204);
    const note = await see<DeliveryView>(`/api/deliveries/${id}`, 'seller');
    expect(note.crates.map(({ crate }) => crate)).to.deep.equal(crates);
    expect(note.loose).to.deep.equal(loose);
    expect(note).to.include({ driverPhone: '0557 0000', departureC10: 35 });
  });

  it('refuses more than was weighed, a number that was never printed, a crate of another note', async () => {
    const [one, two] = [await loading(), await loading()];
    const crate = crateOf(trade.batch);
    await scan(one.id, crate);
    expect((await scan(two.id, crate)).body).to.include({ code: 'crate.in-other-delivery' });
    expect((await scan(two.id, `${trade.batch}-999`)).body).to.include({ code: 'crate.unknown' });
    const heavy = await scan(two.id, crateOf(trade.batch), { g: 30_001 });
    expect(heavy.body).to.include({ code: 'crate.too-much', leftG: 30_000 });
    expect((await scan(two.id, 'not-a-crate-7')).body).to.include({ code: 'crate.mistyped' });
  });

  it('refuses a crate of another lot, or books that lot: one sold hold, the note shows it', async () => {
    const { id, orderId } = await loading();
    const crate = crateOf(other);
    const refused = await scan(id, crate);
    expect(refused.body).to.include({ code: 'crate.other-lot', batchId: other });
    const swaps = await Promise.all([1, 2].map(() => scan(id, crate, { swap: true })));
    expect(swaps.filter(({ status }) => status === 204)).to.have.length.at.least(1);
    await scan(id, crate, { swap: true });
    const note = await see<DeliveryView>(`/api/deliveries/${id}`, 'seller');
    expect(note.lines.map(({ batchId, g }) => [batchId, g])).to.deep.equal([[other, 30_000]]);
    expect(note.crates).to.have.length(1);
    await checkOneHold(orderId);
  });

  async function checkOneHold(orderId: string): Promise<void> {
    const { orders, pool } = app().services;
    const { allocs, _id, groupId } = await orders.orders.get(orderId);
    const live = allocs.filter(({ drop }) => !drop);
    const balances = await Promise.all([trade.batch, other].map((code) => pool.get(code)));
    const sold = balances
      .flatMap((balance) => balance?.holds ?? [])
      .filter(({ s, ref }) => s === 'sold' && (ref === _id || ref === groupId));
    expect(sold.map(({ id }) => id)).to.deep.equal(live.map(({ hid }) => hid));
  }

  for (const moment of ['before', 'after'] as const) {
    it(`books the crate's lot once, killed ${moment} every write`, async () => {
      const { world } = app().services;
      const db = world.db.useDb(world.db.name, { useCache: false });
      const mortal = createServices({ ...world, db });
      const crash = crashing(db);
      for (let n = 1; n <= MOST; n += 1) {
        if (await round(mortal, crash, { n, moment })) continue;
        await mortal.close();
        return;
      }
      throw new Error(`more than ${MOST} writes`);
    });
  }

  async function round(
    mortal: Services,
    crash: ReturnType<typeof crashing>,
    { n, moment }: { n: number; moment: Moment },
  ): Promise<boolean> {
    const { id, orderId } = await loading();
    const scanned = { crate: crateOf(other), swap: true, g: 30_000 };
    crash.dieAt(n, moment);
    await mortal.fulfilment.scan(id, scanned).catch(() => undefined);
    const died = crash.heal();
    await settle(app());
    await app().services.fulfilment.scan(id, scanned);
    await settle(app());
    await checkOneHold(orderId);
    const sealed = await app().services.fulfilment.pack(id, []);
    expect(sealed.holds.map(({ batchId }) => batchId)).to.deep.equal([other]);
    return died;
  }
});
