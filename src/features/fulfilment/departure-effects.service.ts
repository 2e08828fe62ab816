import type { Delivery } from './delivery.ts';
import type { DeliveryStore } from './delivery.store.ts';
import { lightLines } from './light.ts';
import type { Goods, Orders } from './ports.ts';

interface Deps {
  orders: Pick<Orders, 'get' | 'loaded' | 'credit'>;
  deliveries: Pick<DeliveryStore, 'markOut'>;
  goods: Pick<Goods, 'minG'>;
  now: () => Date;
}

/** What follows from a departure, from its outbox. Events are taken by the trace writer. */
export function createDepartureEffects({ orders, deliveries, goods, now }: Deps) {
  /** What follows from a departure; each effect is keyed, so a repeat changes nothing. */
  async function deliver(delivery: Delivery): Promise<void> {
    for (const { id, kind, doneAt } of delivery.out) {
      if (doneAt !== null || kind.startsWith('trace:')) continue;
      if (kind === 'order') await tellOrder(delivery);
      if (kind === 'light') await creditLight(delivery);
      await deliveries.markOut(delivery._id, id, now());
    }
  }

  /** The order learns what left; what stayed behind is free again. */
  function tellOrder({ orderId, n, off, state }: Delivery): Promise<void> {
    const load = { n, state: state === 'void' ? ('void' as const) : ('dispatched' as const) };
    return orders.loaded(
      orderId,
      load,
      off.map(({ hid }) => hid),
    );
  }

  /** A parcel lighter than paid for: credited when it leaves, once (`light:{delivery}`). */
  async function creditLight({ _id, orderId, channel, snapshot }: Delivery): Promise<void> {
    if (channel !== 'retail') return;
    const order = await orders.get(orderId);
    const minimums = await Promise.all(
      order.lines.map(async ({ skuVersionId }) => ({
        skuVersionId,
        minG: await goods.minG(skuVersionId),
      })),
    );
    const lines = lightLines(order, snapshot, minimums);
    if (lines.length === 0) return;
    const row = { key: `light:${_id}`, kind: 'credit' as const, lines };
    await orders.credit(orderId, row, 'order.light-parcel');
  }

  return { deliver };
}
