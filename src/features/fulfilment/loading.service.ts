import {
  isFree,
  liveAllocs,
  moveRefusal,
  orderNotFound,
  type Alloc,
  type Order,
  type OrderStore,
} from '../orders/index.ts';
import { AppError } from '../../shared/errors.ts';
import { deliveryIdOf, deliveryNotFound, deliveryOf, type Delivery } from './delivery.ts';
import type { DeliveryStore } from './delivery.store.ts';
import { orderBusy, partBusy } from './weighing.service.ts';

interface Deps {
  orders: Pick<OrderStore, 'byId' | 'load'>;
  deliveries: Pick<DeliveryStore, 'insert' | 'byId' | 'pack'>;
  now: () => Date;
}

const TRIES = 5;

/** From a packed order to a delivery note: what leaves together. */
export function createLoading({ orders, deliveries, now }: Deps) {
  async function orderOf(orderId: string): Promise<Order> {
    const order = await orders.byId(orderId);
    if (!order) throw orderNotFound(orderId);
    return order;
  }

  /**
   * Loads these parts, or all that are free, as the order's next delivery. Asked again for parts that
   * are in one delivery already, it answers with that one.
   * @throws AppError `order.wrong-state`, `order.part-busy`, `delivery.nothing-to-load`
   */
  async function load(orderId: string, hids?: readonly string[]): Promise<Delivery> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const order = await orderOf(orderId);
      if (order.state !== 'packed') throw moveRefusal(order.state, 'closed');
      const wanted = wantedOf(order, hids);
      const earlier = loadedIn(order, wanted);
      if (earlier > 0) return open(orderId, earlier);
      const n = Math.max(0, ...order.loads.map((each) => each.n)) + 1;
      const allocs = order.allocs.map((alloc) =>
        wanted.includes(alloc) ? { ...alloc, d: n } : alloc,
      );
      if (await orders.load(order, allocs, { n, state: 'loading' })) return open(orderId, n);
    }
    throw orderBusy();
  }

  /** The delivery of a load that the order knows: inserted if it is not there yet, then packed. */
  async function open(orderId: string, n: number): Promise<Delivery> {
    const id = deliveryIdOf(orderId, n);
    if (!(await deliveries.byId(id))) {
      await deliveries.insert(deliveryOf(await orderOf(orderId), n), now());
    }
    return seal(id);
  }

  /** Loose goods are all there as soon as they are loaded. */
  async function seal(id: string): Promise<Delivery> {
    const seen = await deliveries.byId(id);
    if (seen?.state === 'loading') await deliveries.pack(seen);
    const sealed = await deliveries.byId(id);
    if (!sealed) throw deliveryNotFound(id);
    return sealed;
  }

  /** Deliveries that a dead worker owes an order. */
  async function openAll(order: Order): Promise<void> {
    for (const { n, state } of order.loads) if (state === 'loading') await open(order._id, n);
  }

  return { load, openAll, seal };
}

/** What is to be loaded: the named parts, or all that nothing else is going on with. */
function wantedOf(order: Order, hids: readonly string[] | undefined): Alloc[] {
  const live = liveAllocs(order);
  if (hids) return live.filter(({ hid }) => hids.includes(hid));
  const free = live.filter(isFree);
  return free.length > 0 ? free : live.filter(({ d }) => d > 0 && d === lastOf(order));
}

function lastOf({ loads }: Order): number {
  return Math.max(0, ...loads.map(({ n }) => n));
}

/** The one delivery that all of these are in; 0 when they are free. */
function loadedIn(order: Order, wanted: readonly Alloc[]): number {
  const [first] = wanted;
  if (!first) {
    const message = 'Nothing of this order is left to load.';
    throw new AppError('conflict', 'delivery.nothing-to-load', message);
  }
  if (wanted.every(isFree)) return 0;
  if (first.d > 0 && wanted.every(({ d }) => d === first.d)) return first.d;
  throw partBusy(wanted.filter((alloc) => !isFree(alloc)).map(({ hid }) => hid));
}
