import type { OrderSteps } from './order-steps.service.ts';
import { createDecide } from './order-decide.service.ts';
import { groupOfOrder } from './order-group.ts';
import { isFree, isPlanned, nextHoldNo, type Alloc, type Order, type OutRow } from './order.ts';
import type { OrderStore } from './order.store.ts';

interface Deps {
  orders: OrderStore;
  advance: OrderSteps['advance'];
  advanceGroup: (groupId: string) => Promise<unknown>;
  groupsWaitingFor: (poolId: string) => Promise<void>;
  now: () => Date;
}

/** What a pre-order gets of its harvest; `batchId` null: there was none. */
interface HarvestShare {
  readonly hid: string;
  readonly g: number;
  readonly batchId: string | null;
}

/** Pre-orders 预订 and the harvest they wait for (`orders.md` §9): the order's part of a binding. */
export function createPreorders({ orders, advance, now, ...groups }: Deps) {
  const { decide } = createDecide(orders);

  /** A line that was ordered from the field, by its first hold; undefined: not split off yet. */
  async function get(orderId: string, hid: string) {
    const order = (await orders.byId(orderId)) ?? (await splitOff(orderId));
    const alloc = order?.allocs.find((each) => isOrWas(each, hid));
    const line = order?.lines.find(({ no }) => no === alloc?.line);
    if (!order || !line) return undefined;
    const { no, buyerId, groupId, channel, state } = order;
    return {
      ...{ no, buyerId, groupId, channel, name: line.name.zh },
      isCancelled: state === 'cancelled' || state === 'cancelling',
      isContract: line.priceSource === 'agreement',
      stepG: line.soldBy === 'kg' || line.soldBy === 'jin' ? 1 : line.nominalG,
    };
  }

  async function splitOff(orderId: string): Promise<Order | undefined> {
    await groups.advanceGroup(groupOfOrder(orderId));
    return orders.byId(orderId);
  }

  /**
   * One write: the part of the batch that it is to have, and what it is cut by; then P1b and all that
   * follows. Whoever was quicker, it is read again; one that is not free is carried on instead.
   */
  async function bind(orderId: string, share: HarvestShare): Promise<void> {
    await decide(orderId, (order) => {
      const alloc = order.allocs.find(({ hid }) => hid === share.hid);
      if (!alloc || !waits(order, alloc)) return Promise.resolve(true);
      return orders.changeFree(order, share.hid, { ...bound(order, alloc, share), now: now() });
    });
    await advance(orderId);
  }

  function bound(order: Order, alloc: Alloc, { g, batchId }: HarvestShare) {
    const at = now();
    const shortG = alloc.orderedG - g;
    const out = shortG > 0 ? [shortRow(order, alloc, { g: shortG, at })] : [];
    if (g === 0 || batchId === null) return { change: { drop: true }, out };
    const hid = `${order._id}:r:${nextHoldNo(order)}`;
    const next = { hid, batchId, pool: 'stock' as const, g, t: at, bind: true };
    return { change: { g, orderedG: g, next }, out };
  }

  return { get, bind, planClosed: groups.groupsWaitingFor };
}

/** It stands on its plan, and nothing was decided about it. */
function waits({ state }: Order, alloc: Alloc): boolean {
  return state === 'awaiting_harvest' && isPlanned(alloc) && isFree(alloc) && alloc.noBind !== true;
}

function isOrWas({ hid, past }: Alloc, wanted: string): boolean {
  return hid === wanted || past.some((hold) => hold.hid === wanted);
}

/** `order:short:{hid}`: less was harvested than was ordered. */
function shortRow(
  { _id }: Order,
  { hid, line }: Alloc,
  { g, at }: { g: number; at: Date },
): OutRow {
  return { id: `${_id}:order:short:${hid}`, kind: 'short', at, doneAt: null, g, line };
}
