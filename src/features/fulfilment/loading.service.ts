import { AppError } from '../../shared/errors.ts';
import { isFree, liveAllocs, moveRefusal, type Alloc, type Order } from '../orders/index.ts';
import { checkComplete, restLoose, tallies, type Loose } from './crate.ts';
import {
  deliveryIdOf,
  deliveryNotFound,
  deliveryOf,
  deliveryState,
  type Delivery,
} from './delivery.ts';
import type { DeliveryStore } from './delivery.store.ts';
import type { Orders } from './ports.ts';

interface Deps {
  orders: Pick<Orders, 'get' | 'load' | 'loading'>;
  deliveries: Pick<DeliveryStore, 'insert' | 'byId' | 'pack'>;
  now: () => Date;
}

interface Wanted {
  /** Left out: all that are free. */
  readonly hids?: readonly string[] | undefined;
  /** Its crates are scanned before it is packed. */
  readonly byCrate?: boolean;
}

const TRIES = 5;

/** From a packed order to a delivery note: what leaves together. */
export function createLoading({ orders, deliveries, now }: Deps) {
  /**
   * Loads these parts, or all that are free, as the order's next delivery. Asked again for parts that
   * are in one delivery already, it answers with that one.
   * @throws AppError `order.wrong-state`, `delivery.part-busy`, `delivery.nothing-to-load`
   */
  async function load(orderId: string, { hids, byCrate = false }: Wanted = {}): Promise<Delivery> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const order = await orders.get(orderId);
      if (order.state !== 'packed') throw moveRefusal(order.state, 'closed');
      const wanted = wantedOf(order, hids);
      const earlier = loadedIn(wanted);
      if (earlier > 0) return open(orderId, earlier);
      const n = lastOf(order) + 1;
      const ids = wanted.map(({ hid }) => hid);
      const after = await orders.load(orderId, { n, hids: ids, byCrate });
      // the number may have gone to other parts meanwhile
      if (after.allocs.every(({ hid, d }) => !ids.includes(hid) || d === n)) {
        return open(orderId, n);
      }
    }
    throw new AppError('busy', 'order.busy', 'Others are loading this order. Please try again.');
  }

  /** The delivery of a load that the order knows: inserted if it is not there yet; loose goods are packed at once. */
  async function open(orderId: string, n: number): Promise<Delivery> {
    const id = deliveryIdOf(orderId, n);
    if (!(await deliveries.byId(id))) {
      await deliveries.insert(deliveryOf(await orders.get(orderId), n), now());
    }
    return seal(id);
  }

  /** Loose goods are all there as soon as they are loaded; crates are counted by whoever packs. */
  async function seal(id: string): Promise<Delivery> {
    const seen = await deliveryIn(deliveries, id);
    if (seen.state === 'loading' && !seen.byCrate) {
      await deliveries.pack(seen, restLoose(seen.holds, []));
    }
    return deliveryIn(deliveries, id);
  }

  /**
   * Everything is aboard: crates and what is said to be loose are what was booked, per line and lot.
   * Safe to repeat.
   * @throws AppError `delivery.not-complete` with the differences, `delivery.wrong-state`
   */
  async function pack(id: string, said: readonly Loose[] | 'rest'): Promise<Delivery> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const seen = await deliveryIn(deliveries, id);
      if (seen.state === 'packed') return seen;
      if (seen.state !== 'loading') throw deliveryState(seen.state);
      if (seen.holds.length === 0) throw nothingToLoad();
      const loose = said === 'rest' ? restLoose(seen.holds, seen.crates) : said;
      checkComplete(tallies(seen.holds, seen.crates, loose));
      if (await deliveries.pack(seen, loose)) return deliveryIn(deliveries, id);
    }
    throw deliveryBusy();
  }

  /** Inserts the deliveries that a dead worker owes its orders; how many there were. */
  async function openOwed(): Promise<number> {
    let opened = 0;
    for (const { _id, loads } of await orders.loading(50)) {
      for (const { n } of loads.filter(({ state }) => state === 'loading')) {
        if (await deliveries.byId(deliveryIdOf(_id, n))) continue;
        await open(_id, n);
        opened += 1;
      }
    }
    return opened;
  }

  return { load, openOwed, seal, pack };
}

/** @throws AppError `delivery.not-found` */
export async function deliveryIn(
  deliveries: Pick<DeliveryStore, 'byId'>,
  id: string,
): Promise<Delivery> {
  const delivery = await deliveries.byId(id);
  if (!delivery) throw deliveryNotFound(id);
  return delivery;
}

export function deliveryBusy(): AppError {
  return new AppError('busy', 'delivery.busy', 'Others are loading this. Please try again.');
}

function nothingToLoad(): AppError {
  const message = 'Nothing of this order is left to load.';
  return new AppError('conflict', 'delivery.nothing-to-load', message);
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
function loadedIn(wanted: readonly Alloc[]): number {
  const [first] = wanted;
  if (!first) throw nothingToLoad();
  if (wanted.every(isFree)) return 0;
  if (first.d > 0 && wanted.every(({ d }) => d === first.d)) return first.d;
  const parts = wanted.filter((alloc) => !isFree(alloc)).map(({ hid }) => hid);
  throw new AppError('conflict', 'delivery.part-busy', 'Some of it is in another delivery.', {
    facts: { parts },
  });
}
