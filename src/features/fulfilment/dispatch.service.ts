import type { Order, OrderStore } from '../orders/index.ts';
import {
  deliveryNotFound,
  deliveryState,
  type Aboard,
  type Delivery,
  type DeliveryHold,
  type LeftBehind,
  type Leaving,
} from './delivery.ts';
import type { DeliveryStore } from './delivery.store.ts';
import { lightLines } from './light.ts';
import type { GoodsFacts, Money, Stock } from './ports.ts';
import { orderBusy } from './weighing.service.ts';

interface Deps {
  orders: Pick<OrderStore, 'byId' | 'loaded'>;
  deliveries: DeliveryStore;
  stock: Pick<Stock, 'ship' | 'bar'>;
  goods: GoodsFacts;
  money: Money;
  now: () => Date;
}

const TRIES = 5;
const TRACE = 'trace:';

/** Leaving: every hold is aboard or stays, then one write says so for good (`orders.md` §6). */
export function createDispatch({ orders, deliveries, stock, goods, money, now }: Deps) {
  async function get(id: string): Promise<Delivery> {
    const delivery = await deliveries.byId(id);
    if (!delivery) throw deliveryNotFound(id);
    return delivery;
  }

  /**
   * It leaves. What was stopped meanwhile stays behind; with nothing aboard the delivery is void.
   * Safe to repeat: the first departure stands, with its plate.
   * @throws AppError `delivery.wrong-state` while it is loaded, `pool.busy`
   */
  async function dispatch(
    id: string,
    leaving: Pick<Leaving, 'by' | 'plate' | 'driver'>,
  ): Promise<Delivery> {
    await deliveries.leave(id, { ...leaving, at: now() });
    const seen = await get(id);
    if (seen.state === 'loading') throw deliveryState(seen.state);
    await advance(id);
    return get(id);
  }

  /** Goes on from wherever it stands; any worker may, at any time, two at once. */
  async function advance(id: string): Promise<void> {
    const delivery = await get(id);
    if (delivery.state === 'packed' && delivery.leaving) await depart(delivery);
    await deliverOut(await get(id));
  }

  async function depart(delivery: Delivery): Promise<void> {
    const aboard: Aboard[] = [];
    const off: LeftBehind[] = [];
    for (const hold of delivery.holds) {
      const why = await decideHold(hold, delivery.n);
      if (why !== undefined) off.push({ hid: hold.hid, why });
      else aboard.push({ ...hold, origin: await goods.origin(hold.batchId) });
    }
    const at = now();
    const state = aboard.length > 0 ? 'dispatched' : 'void';
    const kinds = state === 'void' ? ['order'] : ['order', 'light', `${TRACE}E14`];
    const out = kinds.map((kind) => ({ id: `${delivery._id}:${kind}`, kind, at, doneAt: null }));
    const supplier = await goods.supplier(delivery.sellerId);
    await deliveries.depart(delivery._id, { at, state, snapshot: aboard, off, out, supplier });
  }

  /** P6, or P6b when it is refused. undefined: aboard; else why it stays. */
  async function decideHold(
    { batchId, hid: id, g }: DeliveryHold,
    n: number,
  ): Promise<string | undefined> {
    const outcome = await stock.ship(batchId, { id, g, n });
    if (outcome.done) return undefined;
    if (outcome.refusal.kind === 'busy') throw outcome.refusal;
    return (await stock.bar(batchId, { id, n })) === 'aboard' ? undefined : outcome.refusal.code;
  }

  /** What follows from a departure; each effect is keyed, so a repeat changes nothing. */
  async function deliverOut(delivery: Delivery): Promise<void> {
    for (const { id, kind, doneAt } of delivery.out) {
      if (doneAt !== null || kind.startsWith(TRACE)) continue;
      if (kind === 'order') await tellOrder(delivery);
      if (kind === 'light') await creditLight(delivery);
      await deliveries.markOut(delivery._id, id, now());
    }
  }

  /** The order learns what left; what stayed behind is free again. */
  async function tellOrder({ orderId, n, off, state }: Delivery): Promise<void> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const order = await orderOf(orderId);
      if (order.loads.find((load) => load.n === n)?.state !== 'loading') return;
      const allocs = order.allocs.map((alloc) =>
        off.some(({ hid }) => hid === alloc.hid) ? { ...alloc, d: 0 } : alloc,
      );
      const load = { n, state: state === 'void' ? ('void' as const) : ('dispatched' as const) };
      if (await orders.loaded(order, allocs, { load, now: now() })) return;
    }
    throw orderBusy();
  }

  /** A parcel lighter than paid for: credited when it leaves, once (`light:{delivery}`). */
  async function creditLight({ _id, orderId, channel, snapshot }: Delivery): Promise<void> {
    if (channel !== 'retail') return;
    const order = await orderOf(orderId);
    const minimums = await Promise.all(
      order.lines.map(async ({ skuVersionId }) => ({
        skuVersionId,
        minG: await goods.minG(skuVersionId),
      })),
    );
    const lines = lightLines(order, snapshot, minimums);
    if (lines.length === 0) return;
    const key = `light:${_id}`;
    const { fen } = await money.row(orderId, { key, kind: 'credit', lines });
    const { groupId } = order;
    await money.refund({ id: key, groupId, orderId, lines, fen, why: 'order.light-parcel' });
  }

  async function orderOf(id: string): Promise<Order> {
    const order = await orders.byId(id);
    if (!order) throw new Error(`delivery without its order ${id}`);
    return order;
  }

  return { get, dispatch, advance };
}
