import type { Owners } from '../../shared/actor.ts';
import type { Day } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import { sweep } from '../../platform/due.ts';
import { createCancel } from './order-cancel.service.ts';
import { createDecide } from './order-decide.service.ts';
import type { OrderSteps } from './order-steps.service.ts';
import {
  liveAllocs,
  moveRefusal,
  orderBusy,
  ownersOfOrder,
  statesBefore,
  unweighed,
  type Order,
  type OrderState,
} from './order.ts';
import type { OrderStore } from './order.store.ts';

interface Deps {
  orders: OrderStore;
  steps: OrderSteps;
  now: () => Date;
}

const TRIES = 5;
const HOUR_MS = 3_600_000;

/** The life of one cooperative's order (`orders.md` §6), after its group placed it. */
export function createOrderService({ orders, steps: { advance, credit }, now }: Deps) {
  const { get } = createDecide(orders);
  const cancel = createCancel({ orders, advance, now });

  async function ownersOf(id: string): Promise<Owners | undefined> {
    const order = await orders.byId(id);
    return order && ownersOfOrder(order);
  }

  /**
   * Moves it on as the table of states allows; being there already is done. What `check` saw is what
   * moves: anything written since makes it look again.
   */
  async function move(id: string, to: OrderState, check?: (order: Order) => void): Promise<Order> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const order = await get(id);
      if (order.state === to) return order;
      if (!statesBefore(to).includes(order.state)) throw moveRefusal(order.state, to);
      check?.(order);
      if (await orders.move(order, to, now())) return advance(id);
    }
    throw orderBusy();
  }

  /**
   * The seller takes the order on, before the cut-off does. Safe to repeat.
   * @throws AppError `order.not-found`, `order.wrong-state`
   */
  const confirm = (id: string) => move(id, 'confirmed');

  /** @throws AppError `order.not-found`, `order.wrong-state` */
  const startPicking = (id: string) => move(id, 'picking');

  /**
   * Every live alloc is weighed and its hold at that weight.
   * @throws AppError `order.not-weighed` with the lines, `order.wrong-state`
   */
  async function pack(id: string): Promise<Order> {
    await advance(id);
    return move(id, 'packed', checkWeighed);
  }

  /** One round of the sweeper over orders. */
  function resume(): Promise<number> {
    return sweep(orders.sweeper, {
      now,
      advance: async (id) => nextLook(await advance(id), now()),
    });
  }

  /** What a seller has to do or has done, by day. */
  function listOfSeller(
    sellerId: string,
    filter: { states?: readonly OrderState[]; from?: Day; to?: Day } = {},
  ): Promise<Order[]> {
    return orders.ofSeller(sellerId, filter);
  }

  return {
    ...{
      get,
      ownersOf,
      confirm,
      startPicking,
      pack,
      cancel,
      credit,
      advance,
      resume,
      listOfSeller,
    },
    loading: (limit: number) => orders.loading(limit),
  };
}

/** @throws AppError `order.not-weighed` */
function checkWeighed(order: Order): void {
  const open = unweighed(order);
  if (open.length === 0) return;
  throw new AppError('conflict', 'order.not-weighed', 'Some of it is not weighed yet.', {
    facts: { allocs: open.map(({ hid, line, batchId }) => ({ hid, line, batchId })) },
  });
}

function nextLook(order: Order, now: Date): Date | undefined {
  if (order.state === 'placed') return order.cutoffAt;
  if (order.state === 'awaiting_harvest' && liveAllocs(order).every(({ next }) => next === null)) {
    return new Date(now.getTime() + HOUR_MS); // its binding asks for it before
  }
  const isWorking = order.state === 'cancelling' || liveAllocs(order).some(({ next }) => next);
  return isWorking ? new Date(now.getTime() + 5_000) : undefined;
}
