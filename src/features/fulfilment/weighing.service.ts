import type { Command } from '../../shared/command.ts';
import { AppError } from '../../shared/errors.ts';
import {
  isFree,
  liveAllocs,
  moveRefusal,
  newestWeight,
  orderNotFound,
  unweighed,
  type Alloc,
  type Order,
  type OrderStore,
  type Weight,
} from '../orders/index.ts';
import type { Stock } from './ports.ts';
import { allocOf, checkWeight, notWeighed, type NewWeight } from './weighing.ts';

interface Deps {
  orders: Pick<OrderStore, 'byId' | 'move' | 'addWeight' | 'weighed'>;
  stock: Pick<Stock, 'reweigh'>;
  now: () => Date;
}

interface By {
  readonly userId: string;
  readonly command: Command;
}

const TRIES = 5;

/** From a confirmed order to a packed one: every gram on the scale. */
export function createWeighing({ orders, stock, now }: Deps) {
  /** @throws AppError `order.not-found` */
  async function get(orderId: string): Promise<Order> {
    const order = await orders.byId(orderId);
    if (!order) throw orderNotFound(orderId);
    return order;
  }

  /** Picking begins. Safe to repeat. @throws AppError `order.wrong-state` */
  async function pick(orderId: string): Promise<void> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const order = await get(orderId);
      if (order.state === 'picking') return;
      if (order.state !== 'confirmed') throw moveRefusal(order.state, 'picking');
      if (await orders.move(order, 'picking')) return;
    }
    throw orderBusy();
  }

  /**
   * Puts one part on the scale, once per command: stored first, then its hold follows.
   * @throws AppError `weight.confirm`, `order.wrong-state`, `order.no-such-part`, `request.key-reused`;
   * `batch.not-enough-stock` when the batch has no more grams: then a lower weight is wanted
   */
  async function weigh(orderId: string, wanted: NewWeight, by: By): Promise<void> {
    await store(orderId, wanted, by);
    await follow(await get(orderId), wanted.hid);
  }

  async function store(orderId: string, wanted: NewWeight, by: By): Promise<void> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const order = await get(orderId);
      if (isStored(order, wanted, by.command)) return;
      if (await orders.addWeight(order, weightOf(order, wanted, { ...by, at: now() }))) return;
    }
    throw orderBusy();
  }

  /** P5: the hold of a part reaches its newest stored weight, whoever stored it. */
  async function follow(order: Order, hid: string): Promise<void> {
    const alloc = allocOf(order, hid);
    const weight = newestWeight(order, hid);
    if (!weight || weight.k <= alloc.k) return;
    const { k, g } = weight;
    const outcome = await stock.reweigh(alloc.batchId, { id: hid, from: alloc.g, to: g, k });
    if (!outcome.done) throw outcome.refusal;
    await orders.weighed(order._id, { hid, k, g });
  }

  /**
   * Everything is on the scale: the order is packed. Safe to repeat.
   * @throws AppError `order.not-weighed` with the parts, `order.wrong-state`, `order.cancelled`
   */
  async function pack(orderId: string): Promise<void> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      await followAll(orderId);
      const order = await get(orderId);
      if (order.state === 'packed') return;
      if (order.state !== 'picking') throw moveRefusal(order.state, 'packed');
      const open = unweighed(order);
      if (open.length > 0) throw notWeighed(open);
      if (await orders.move(order, 'packed')) return;
    }
    throw orderBusy();
  }

  /** Brings every hold of an order to its newest weight: what a dead worker left undone. */
  async function followAll(orderId: string): Promise<void> {
    const order = await get(orderId);
    if (order.state !== 'picking') return;
    for (const { hid } of liveAllocs(order)) await follow(order, hid);
  }

  return { get, pick, weigh, pack, followAll };
}

export type Weighing = ReturnType<typeof createWeighing>;

/** Whether this command's weight is there already. @throws AppError `request.key-reused` */
function isStored(order: Order, { hid, g }: NewWeight, { key }: Command): boolean {
  const earlier = order.weights.find(({ cmdKey }) => cmdKey === key);
  if (!earlier) return false;
  if (earlier.hid === hid && earlier.g === g) return true;
  throw new AppError('reused-key', 'request.key-reused', 'This key has done something else.');
}

function weightOf(
  order: Order,
  wanted: NewWeight,
  { userId, command, at }: By & { at: Date },
): Weight {
  if (order.state !== 'picking') throw moveRefusal(order.state, 'packed');
  const alloc = freeAlloc(order, wanted.hid);
  checkWeight(wanted, alloc.orderedG);
  const k = order.weights.length + 1; // grows over the whole order, so an older one never overwrites
  return {
    key: `${order._id}:${alloc.line}:${alloc.batchId}:${k}`,
    cmdKey: command.key,
    ...{ hid: alloc.hid, k, g: wanted.g, by: userId, at },
  };
}

function freeAlloc(order: Order, hid: string): Alloc {
  const alloc = allocOf(order, hid);
  if (isFree(alloc)) return alloc;
  throw partBusy([hid]);
}

/** Something else is going on with these parts: replaced, or in another delivery. */
export function partBusy(hids: readonly string[]): AppError {
  return new AppError('conflict', 'order.part-busy', 'Something else is going on with it.', {
    facts: { parts: hids },
  });
}

export function orderBusy(): AppError {
  return new AppError('busy', 'order.busy', 'Others are changing this order. Please try again.');
}
