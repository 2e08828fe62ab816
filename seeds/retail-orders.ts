import type { Actor } from '../src/shared/actor.ts';
import { sellerOf, type Grounds } from './batches.ts';
import { priceIn } from './canteen-orders.ts';
import { aCommand, type Stage, type Story } from './stage.ts';

export interface RetailPlan {
  readonly consumer: Actor;
  readonly skuId: string;
  readonly units: number;
  readonly at: Date;
  readonly upto: 'unpaid' | 'cancelled' | 'paid' | 'dispatched' | 'confirmed';
  readonly isAdult?: boolean;
}

const DOOR = { name: '市民（示例）', phone: '000-00000000', address: '杭州市示例地址' };

/** A citizen's box, from the basket to 确认收货. */
export async function* retailStory(stage: Stage, grounds: Grounds, plan: RetailPlan): Story {
  const { services, today } = stage;
  const notLater = (instant: Date) => (instant < today ? instant : today);
  yield plan.at;
  const groupId = await checkout(stage, grounds, plan);
  if (plan.upto === 'unpaid') {
    yield new Date(plan.at.getTime() + 40 * 60_000); // past its time: the goods go back by themselves
    return;
  }
  if (plan.upto === 'cancelled') {
    await services.orders.groups.cancel(groupId);
    return;
  }
  await pay(stage, groupId);
  if (plan.upto === 'paid') return;
  const parts = (await services.orders.history.one(groupId))?.orders ?? [];
  for (const { _id, needOn } of parts) {
    yield notLater(new Date(`${needOn}T15:00:00+08:00`));
    const deliveryId = await sendParcel(
      stage,
      _id,
      sellerOf(grounds, plan.skuId.split('.')[0] ?? ''),
    );
    if (plan.upto === 'dispatched') return;
    yield notLater(new Date(Date.parse(`${needOn}T15:00:00+08:00`) + 2 * 86_400_000));
    await services.receiving.confirm(deliveryId);
  }
}

async function checkout(
  { services: { ordering, orders } }: Stage,
  grounds: Grounds,
  { consumer, skuId, units, isAdult = false }: RetailPlan,
): Promise<string> {
  const { orgId } = sellerOf(grounds, skuId.split('.')[0] ?? '');
  const offerId = `${orgId}:${skuId}:retail`;
  const shown = priceIn(await grounds.catalogue.offersByIds([offerId]), offerId);
  const basket = { lines: [{ offerId, units, shown }], deliverTo: DOOR, isAdult };
  const { _id } = await ordering.checkout(basket, { actor: consumer, command: aCommand() });
  await orders.groups.advance(_id);
  return _id;
}

async function pay({ services: { orders, payments } }: Stage, groupId: string): Promise<void> {
  const { pay: session } = await orders.groups.get(groupId);
  if (!session?.sessionId) throw new Error('a checkout opens a payment');
  const { raw, signature } = await payments.sandbox.act(session.sessionId, 'pay');
  await payments.desk.receive(raw, signature);
  await orders.groups.advance(groupId);
}

async function sendParcel({ services }: Stage, orderId: string, seller: Actor): Promise<string> {
  const { orders, fulfilment } = services;
  const { state, allocs } = await orders.orders.get(orderId);
  if (state === 'placed') await orders.orders.confirm(orderId);
  await fulfilment.orders.startPicking(orderId);
  for (const { hid, orderedG } of allocs) {
    await fulfilment.weigh(orderId, { hid, g: orderedG }, { actor: seller, command: aCommand() });
  }
  await fulfilment.orders.pack(orderId);
  const { _id } = await fulfilment.load(orderId);
  await fulfilment.dispatch(_id, { plate: '', driver: '', by: seller.userId });
  return _id;
}
