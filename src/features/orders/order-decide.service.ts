import { AppError } from '../../shared/errors.ts';
import { isFree, orderNotFound, type Alloc, type Order } from './order.ts';
import type { OrderStore } from './order.store.ts';

const TRIES = 5;

/** Decisions on an order as read, tried again while others are quicker. */
export function createDecide(orders: Pick<OrderStore, 'byId'>) {
  async function get(id: string): Promise<Order> {
    const order = await orders.byId(id);
    if (!order) throw orderNotFound(id);
    return order;
  }

  /** Tries a decision on the order as read until no one else was quicker. */
  async function decide(id: string, act: (order: Order) => Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      if (await act(await get(id))) return;
    }
    throw new AppError('busy', 'order.busy', 'This order is being worked on. Please try again.');
  }

  return { get, decide };
}

export type Decide = ReturnType<typeof createDecide>;

/** An order that is over or being cancelled gives everything back itself. */
const AT_WORK = ['awaiting_harvest', 'placed', 'confirmed', 'picking', 'packed'] as const;

/** @throws AppError `order.wrong-state`, `alloc.not-free` */
export function freeAlloc(
  order: Order,
  hid: string,
  states: readonly Order['state'][] = AT_WORK,
): Alloc {
  if (!states.includes(order.state)) {
    throw new AppError('conflict', 'order.wrong-state', `This order is ${order.state}.`, {
      facts: { state: order.state },
    });
  }
  const alloc = order.allocs.find((each) => each.hid === hid);
  if (!alloc || !isFree(alloc)) {
    throw new AppError('conflict', 'alloc.not-free', 'These goods are dropped or aboard.', {
      facts: { hid },
    });
  }
  return alloc;
}
