import { expect } from 'chai';
import type { DeliveryView } from '../../src/features/fulfilment/index.ts';
import type { Actor } from '../../src/shared/actor.ts';
import { found, settle, voices } from '../support/after-sale.ts';
import { useTestApp } from '../support/app.ts';
import { aReleasedBatch } from '../support/batches.ts';
import { checkInvariantsAfter } from '../support/invariants.ts';
import { aCommand } from '../support/people.ts';
import { aConfirmedOrder, aPackedDelivery, aTrade, type Trade } from '../support/shipping.ts';

const BY = { by: 'u-packer', plate: '皖L·示例', driver: '' };

describe('a van that leaves with a part (A26)', function () {
  this.timeout(120_000);
  checkInvariantsAfter(() => app());
  const app = useTestApp();
  let trade: Trade;
  let other = '';
  let products = 20;
  const { canteen, seller, see } = voices(
    () => app(),
    () => trade,
  );

  beforeEach(async () => {
    const productId = `ds-pear-${(products += 1)}`;
    trade = await aTrade(app(), { productId, grams: 45_000 });
    const { sellerId } = trade;
    other = await aReleasedBatch(app(), { sellerId, productId, grams: 100_000 });
  });

  const sellerActor = (): Actor => ({
    ...{ userId: 'u-seller', orgId: trade.sellerId, role: 'cooperative', duties: [] },
  });

  /** 60 kg: 45 of the first lot, 15 of the other, packed and on one note. */
  async function twoLots() {
    const orderId = await aConfirmedOrder(app(), trade, 4);
    const id = await aPackedDelivery(app(), orderId, undefined);
    const order = await app().services.orders.orders.get(orderId);
    return { orderId, id, order };
  }

  it('goes without a stopped lot; the rest follows in delivery 2 after the lift', async () => {
    const { orderId, id } = await twoLots();
    const { batches, fulfilment } = app().services;
    const by = { actor: sellerActor(), command: aCommand() };
    const { stopId } = await batches.stop(trade.batch, '怀疑', by);
    await fulfilment.dispatch(id, BY);
    const left = await see<DeliveryView>(`/api/deliveries/${id}`);
    expect(left).to.include({ state: 'dispatched' });
    expect(left.lines.map(({ batchId }) => batchId)).to.deep.equal([other]);
    expect(left.off).to.have.length(1);
    const made = await canteen(`/api/deliveries/${id}/receipts`, {
      ...found(trade, { batchId: other, acceptedG: 15_000 }),
    });
    expect(made.status, JSON.stringify(made.body)).to.equal(201);
    await batches.lift(trade.batch, stopId, { ...by, command: aCommand() });
    const next = await seller(`/api/order-parts/${orderId}/deliveries`, {});
    expect(next.status, JSON.stringify(next.body)).to.equal(201);
    const { id: second } = next.body as { id: string };
    expect(second).to.equal(`${orderId}:2`);
    await fulfilment.dispatch(second, BY);
    await canteen(`/api/deliveries/${second}/receipts`, found(trade, { acceptedG: 45_000 }));
    await settle(app());
    const account = await app().services.orders.accounts.get(orderId);
    expect(account.chargedFen).to.equal(30_000);
    expect((await app().services.orders.orders.get(orderId)).state).to.equal('closed');
  });

  it('lists every shipped gram in the scope of a recall', async () => {
    const { id } = await twoLots();
    const { fulfilment, pool } = app().services;
    await fulfilment.dispatch(id, BY);
    const balances = await Promise.all([trade.batch, other].map((code) => pool.get(code)));
    const shipped = balances.flatMap((balance) => balance?.holds ?? []);
    const grams = shipped.filter(({ s }) => s === 'shipped').reduce((sum, { g }) => sum + g, 0);
    expect(grams).to.equal(60_000);
    const { lines } = await see<DeliveryView>(`/api/deliveries/${id}`);
    expect(lines.reduce((sum, { g }) => sum + g, 0)).to.equal(60_000);
  });

  it('takes a stopped lot off a loaded van: dropped, it is not charged; replaced, it goes along', async () => {
    const { orderId, id, order } = await twoLots();
    const first = order.allocs.find(({ batchId }) => batchId === trade.batch);
    const path = `/api/deliveries/${id}/parts-off`;
    const off = await Promise.all([1, 2].map(() => seller(path, { hid: first?.hid })));
    expect(off.map(({ status }) => status)).to.deep.equal([204, 204]);
    const replaced = await seller(`/api/order-parts/${orderId}/replace`, {
      ...{ hid: first?.hid, batchId: other },
    });
    expect(replaced.status, JSON.stringify(replaced.body)).to.equal(204);
    const after = await app().services.orders.orders.get(orderId);
    const free = after.allocs.find(({ d, drop }) => d === 0 && !drop);
    expect(free).to.include({ batchId: other, g: 45_000 });
    const weight = { hid: free?.hid, g: 44_000 };
    expect((await seller(`/api/order-parts/${orderId}/weights`, weight)).status).to.equal(204);
    const next = await seller(`/api/order-parts/${orderId}/deliveries`, {});
    const { id: second } = next.body as { id: string };
    await app().services.fulfilment.dispatch(id, BY);
    await app().services.fulfilment.dispatch(second, BY);
    const view = await see<DeliveryView>(`/api/deliveries/${second}`);
    expect(view.lines.map(({ g, batchId }) => [g, batchId])).to.deep.equal([[44_000, other]]);
  });

  it('is void with nothing aboard, and everything is free again', async () => {
    const { orderId, id, order } = await twoLots();
    for (const { hid } of order.allocs) await seller(`/api/deliveries/${id}/parts-off`, { hid });
    await settle(app());
    expect(await app().services.fulfilment.get(id)).to.include({ state: 'void' });
    const { allocs } = await app().services.orders.orders.get(orderId);
    expect(allocs.map(({ d }) => d)).to.deep.equal([0, 0]);
    const refused = await seller(`/api/deliveries/${id}/dispatch`, {});
    expect(refused.status).to.equal(204); // nothing of it leaves, however often it is asked
    expect(await app().services.fulfilment.get(id)).to.include({ state: 'void' });
  });
});
