import { expect } from 'chai';
import type { Actor } from '../../src/shared/actor.ts';
import type { TestApp } from './app.ts';
import { aReleasedBatch } from './batches.ts';
import { anOffer } from './catalogue.ts';
import { aCommand } from './people.ts';
import { aSeller } from './sellers.ts';
import { aConfirmedOrder, aPackedDelivery, type Trade } from './shipping.ts';

/** Everything that works in the background, until nothing is left to do. */
export async function settle({ services }: TestApp): Promise<void> {
  const { orders, payments, fulfilment, receiving, claims, returns, trace, batches } = services;
  const steps = [
    () => fulfilment.resume(),
    () => receiving.resume(),
    () => orders.orders.resume(),
    () => payments.desk.resume(),
    () => payments.refunds.resume(),
    () => claims.resume(),
    () => returns.resume(),
    () => batches.sweep(),
    trace.drain,
  ];
  for (const step of steps) for (let n = 0; n < 20 && (await step()) > 0; n += 1);
}

/** A recall of a lot: the highest stop there is. */
export async function aRecall({ services, clock }: TestApp, root: string): Promise<void> {
  const stop = { root, stopId: `recall-${root}`, by: 'u-officer', rank: 'recall' as const };
  const said = { ...stop, reason: '召回', at: clock.now() };
  await services.stopDocs.open(said);
  await services.batches.carryOut(said);
}

/** Two ways to speak to the app in a scenario: as the canteen, as the cooperative. */
export function voices(app: () => TestApp, trade: () => Trade) {
  const say = (as: string) => async (path: string, body?: unknown, key?: string) => {
    const { client } = app();
    const rest = { ...(body !== undefined && { body }), ...(key !== undefined && { key }) };
    return client.send('POST', path, { as, ...rest });
  };
  return {
    canteen: (path: string, body?: unknown, key?: string) =>
      say(`canteen@${trade().canteen.orgId}`)(path, body, key),
    seller: (path: string, body?: unknown, key?: string) =>
      say(`cooperative@${trade().sellerId}`)(path, body, key),
    operator: (path: string, body?: unknown) => say('operator')(path, body),
    see: async <T>(path: string, as: 'canteen' | 'seller' = 'canteen'): Promise<T> => {
      const { canteen, sellerId } = trade();
      const who = as === 'canteen' ? `canteen@${canteen.orgId}` : `cooperative@${sellerId}`;
      const answer = await app().client.send('GET', path, { as: who });
      expect(answer.status, JSON.stringify(answer.body)).to.equal(200);
      return answer.body as T;
    },
  };
}

/** A delivery of 30 kg on its way to the canteen. */
export async function onItsWay(app: TestApp, trade: Trade, weighedG?: number) {
  const orderId = await aConfirmedOrder(app, trade);
  const id = await aPackedDelivery(app, orderId, weighedG);
  await app.services.fulfilment.dispatch(id, { by: 'u-packer', plate: '皖L·示例', driver: '' });
  return { orderId, id };
}

/** What the receiver says of the one lot of such a delivery. */
export function found(trade: Trade, overrides: object = {}) {
  const line = { no: 1, batchId: trade.batch, acceptedG: 30_000, rejectedG: 0 };
  return { name: '林老师', lines: [{ ...line, checks: ['look', 'papers'], ...overrides }] };
}

export const ann: Actor = { userId: 'u-org-1', orgId: 'c:u-org-1', role: 'consumer', duties: [] };

/** A consumer's shop: pears in boxes of 5 kg. */
export async function aShop(app: TestApp) {
  const sellerId = await aSeller(app);
  const offerId = await anOffer(app, { sellerId, channel: 'retail' });
  const batch = await aReleasedBatch(app, { sellerId, productId: 'ds-pear-1', grams: 500_000 });
  return { sellerId, offerId, batch };
}

/** A paid and confirmed order of boxes. */
export async function aPaidOrder(app: TestApp, offerId: string, units = 1): Promise<string> {
  const { ordering, orders, payments } = app.services;
  const line = { offerId, units, shown: { fen: 6_800, perUnit: 1 } as const };
  const deliverTo = { name: '安', phone: '13800000000', address: '杭州市拱墅区某路 1 号' };
  const basket = { lines: [line], deliverTo, isAdult: false };
  const { _id } = await ordering.checkout(basket, { actor: ann, command: aCommand() });
  const { pay } = await orders.groups.advance(_id);
  const { raw, signature } = await payments.sandbox.act(pay?.sessionId ?? '', 'pay');
  await payments.desk.receive(raw, signature);
  await orders.groups.advance(_id);
  const orderId = (await orders.history.one(_id))?.orders[0]?._id ?? expect.fail('no order');
  await orders.orders.confirm(orderId);
  return orderId;
}

/** A parcel of one box on its way, weighed at so many grams. */
export async function aParcel(app: TestApp, offerId: string, grams = 5_000) {
  const orderId = await aPaidOrder(app, offerId);
  const id = await aPackedDelivery(app, orderId, grams);
  await app.services.fulfilment.dispatch(id, { plate: '', driver: '', by: 'u-packer' });
  await settle(app);
  return { orderId, id };
}
