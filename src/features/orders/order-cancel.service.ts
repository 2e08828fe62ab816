import type { Actor } from '../../shared/actor.ts';
import { AppError } from '../../shared/errors.ts';
import { createDecide } from './order-decide.service.ts';
import { moveRefusal, orderBusy, statesBefore, type Order } from './order.ts';
import type { OrderStore } from './order.store.ts';

interface Deps {
  orders: OrderStore;
  advance: (id: string) => Promise<Order>;
  now: () => Date;
}

const TRIES = 5;

/** Cancelling one order 取消. */
export function createCancel({ orders, advance, now }: Deps) {
  const { get } = createDecide(orders);

  /**
   * The buyer, before the cut-off; the seller until he picks it, with a reason. All of it is given
   * back, and what was paid is refunded. Safe to repeat.
   * @throws AppError `order.not-found`, `order.past-cutoff`, `order.wrong-state`
   */
  return async function cancel(id: string, reason: string, actor: Actor): Promise<Order> {
    const byBuyer = actor.role !== 'cooperative' && actor.role !== 'operator';
    for (let tries = 0; tries < TRIES; tries += 1) {
      const order = await get(id);
      if (order.cancelled) return advance(id);
      if (!statesBefore('cancelling').includes(order.state)) {
        throw moveRefusal(order.state, 'cancelling');
      }
      const at = now();
      if (byBuyer && order.cutoffAt <= at) throw pastCutoff(order.cutoffAt);
      const out = [{ id: `${id}:order:cancel`, kind: 'cancel', at, doneAt: null }];
      const cancelled = { by: actor.userId, reason, at };
      if (await orders.cancel(order, cancelled, { beforeCutoff: byBuyer, out })) return advance(id);
    }
    throw orderBusy();
  };
}

function pastCutoff(cutoffAt: Date): AppError {
  return new AppError('conflict', 'order.past-cutoff', 'The cut-off is over.', {
    facts: { cutoffAt: cutoffAt.toISOString() },
  });
}
