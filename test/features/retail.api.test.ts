import { expect } from 'chai';
import type { Actor } from '../../src/shared/actor.ts';
import { useTestApp } from '../support/app.ts';
import { aReleasedBatch } from '../support/batches.ts';
import { anOffer } from '../support/catalogue.ts';
import { checkInvariantsAfter } from '../support/invariants.ts';
import { aCommand } from '../support/people.ts';
import { aSeller } from '../support/sellers.ts';
import { aPackedDelivery } from '../support/shipping.ts';

const DAY_MS = 86_400_000;
const ann: Actor = { userId: 'u-ann', orgId: 'c:u-ann', role: 'consumer', duties: [] };

describe('a citizen’s parcel', () => {
  checkInvariantsAfter(() => app());
  const app = useTestApp();
  let offerId = '';

  before(async () => {
    const sellerId = await aSeller(app());
    offerId = await anOffer(app(), { sellerId, channel: 'retail' });
    await aReleasedBatch(app(), { sellerId, productId: 'ds-pear-1', grams: 500_000 });
  });

  /** A paid and confirmed box of 5 kg, weighed at `grams` and on its way. */
  async function aParcel(grams: number) {
    const { ordering, orders, payments, fulfilment } = app().services;
    const line = { offerId, units: 1, shown: { fen: 6_800, perUnit: 1 } as const };
    const deliverTo = { name: '安', phone: '13800000000', address: '杭州市拱墅区某路 1 号' };
    const basket = { lines: [line], deliverTo, isAdult: false };
    const { _id } = await ordering.checkout(basket, { actor: ann, command: aCommand() });
    const { pay } = await orders.groups.advance(_id);
    const { raw, signature } = await payments.sandbox.act(pay?.sessionId ?? '', 'pay');
    await payments.desk.receive(raw, signature);
    await orders.groups.advance(_id);
    const orderId = (await orders.history.one(_id))?.orders[0]?._id ?? expect.fail('no order');
    await orders.orders.confirm(orderId);
    const deliveryId = await aPackedDelivery(app(), orderId, grams);
    await fulfilment.dispatch(deliveryId, { plate: '', driver: '', by: 'u-packer' });
    await settle();
    return { orderId, deliveryId };
  }

  async function settle(): Promise<void> {
    const { orders, payments, fulfilment, receiving, trace } = app().services;
    const steps = [
      () => fulfilment.resume(),
      () => receiving.resume(),
      () => orders.orders.resume(),
      () => payments.desk.resume(),
      () => payments.refunds.resume(),
      trace.drain,
    ];
    for (const step of steps) while ((await step()) > 0);
  }

  it('counts as received ten days after it left, when nobody says anything', async () => {
    const { receiving, orders } = app().services;
    const { orderId } = await aParcel(5_000);
    app().clock.advanceMs(9 * DAY_MS);
    await receiving.acceptSilence();
    await settle();
    expect((await orders.orders.get(orderId)).state).to.equal('packed');

    app().clock.advanceMs(DAY_MS + 60_000);
    await receiving.acceptSilence();
    await receiving.acceptSilence(); // twice is once
    await settle();
    expect((await orders.orders.get(orderId)).state).to.equal('closed');
    const { rows } = await orders.accounts.get(orderId);
    expect(rows.map(({ key }) => key)).to.deep.equal(['order:open', 'order:accept']);
  });

  it('is received once, however often its buyer says so', async () => {
    const { receiving, orders } = app().services;
    const { orderId, deliveryId } = await aParcel(5_000);
    await Promise.all([receiving.confirm(deliveryId), receiving.confirm(deliveryId)]);
    await settle();
    expect((await orders.orders.get(orderId)).state).to.equal('closed');
    expect(await receiving.ofDeliveries([deliveryId])).to.have.length(1);
  });

  it('that is lighter than it may be gives the difference back when it leaves, once', async () => {
    const { orders, fulfilment, world } = app().services;
    const { orderId, deliveryId } = await aParcel(4_500);
    await fulfilment.dispatch(deliveryId, { plate: '', driver: '', by: 'u-packer' });
    await settle();
    const { rows, creditedFen } = await orders.accounts.get(orderId);
    expect(rows.map(({ key }) => key)).to.deep.equal(['order:open', `light:${deliveryId}`]);
    expect(creditedFen).to.equal(680); // a tenth of ¥68.00
    const refunds = await world.db
      .collection<{ orderId: string; fen: number; state: string }>('refunds')
      .find({ orderId })
      .toArray();
    expect(refunds.map(({ fen, state }) => [fen, state])).to.deep.equal([[680, 'succeeded']]);
  });
});
