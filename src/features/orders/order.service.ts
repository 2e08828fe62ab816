import type { Actor, Owners } from '../../shared/actor.ts';
import type { Day } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import { sweep } from '../../platform/due.ts';
import type { Stock, Till } from './group-ports.ts';
import { allThatIsLeft, fallenAway, type AccountRow, type NewRow } from './order-account.ts';
import type { OrderAccountService } from './order-account.service.ts';
import type { OrderWork } from './order-work.service.ts';
import {
  isDelivered,
  liveAllocs,
  moveRefusal,
  orderNotFound,
  ownersOfOrder,
  statesBefore,
  unweighed,
  type Order,
  type OrderState,
  type OutRow,
} from './order.ts';
import type { OrderStore } from './order.store.ts';

interface Deps {
  orders: OrderStore;
  accounts: OrderAccountService;
  stock: Pick<Stock, 'release'>;
  work: OrderWork;
  refund: Till['refund'];
  now: () => Date;
}

const TRIES = 5;
const TURNS = 60;

/** The life of one cooperative's order (`orders.md` §6), after its group placed it. */
export function createOrderService({ orders, accounts, stock, work, refund, now }: Deps) {
  /** @throws AppError `order.not-found` */
  async function get(id: string): Promise<Order> {
    const order = await orders.byId(id);
    if (!order) throw orderNotFound(id);
    return order;
  }

  async function ownersOf(id: string): Promise<Owners | undefined> {
    const order = await orders.byId(id);
    return order && ownersOfOrder(order);
  }

  /** Moves it on as the table of states allows; being there already is done. */
  async function move(id: string, to: OrderState): Promise<Order> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const order = await get(id);
      if (order.state === to) return order;
      if (!statesBefore(to).includes(order.state)) throw moveRefusal(order.state, to);
      if (await orders.move(order, to)) return advance(id);
    }
    throw busy();
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
    const order = await advance(id);
    const open = unweighed(order);
    if (order.state === 'picking' && open.length > 0) {
      throw new AppError('conflict', 'order.not-weighed', 'Some of it is not weighed yet.', {
        facts: { allocs: open.map(({ hid, line, batchId }) => ({ hid, line, batchId })) },
      });
    }
    return move(id, 'packed');
  }

  /**
   * The buyer, before the cut-off; the seller until he picks it, with a reason. All of it is given
   * back, and what was paid is refunded. Safe to repeat.
   * @throws AppError `order.not-found`, `order.past-cutoff`, `order.wrong-state`
   */
  async function cancel(id: string, reason: string, actor: Actor): Promise<Order> {
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
    throw busy();
  }

  /**
   * Books what the buyer gets back of an order (a light parcel, a drop) and, where he has paid, sends
   * the refund. Once per key.
   * @throws AppError `credit.more-than-charged`, `credit.other-amount`
   */
  async function credit(id: string, wanted: RowAsked, why: string): Promise<AccountRow> {
    const { groupId, payBy } = await get(id);
    const row = await accounts.row(id, wanted);
    if (payBy === 'provider' && row.kind === 'credit' && row.fen > 0) {
      const lines = row.lines.map(({ no, fen }) => ({ no, fen }));
      await refund({ id: `${id}:${row.key}`, groupId, orderId: id, lines, fen: row.fen, why });
    }
    return row;
  }

  /** Does whatever can be done now. Safe at any time, by anybody, several at once. */
  async function advance(id: string): Promise<Order> {
    for (let turn = 0; turn < TURNS; turn += 1) {
      const order = await get(id);
      if (!(await step(order))) return order;
    }
    throw busy();
  }

  async function step(order: Order): Promise<boolean> {
    if (order.state === 'cancelling') return finishCancel(order);
    if (await work.settle(order)) return true;
    if (await deliverOut(order)) return true;
    if (order.state === 'placed' && order.cutoffAt <= now()) {
      await orders.move(order, 'confirmed');
      return true;
    }
    return order.state === 'packed' && isDelivered(order) && close(order);
  }

  async function finishCancel(order: Order): Promise<boolean> {
    for (const { batchId, hid, t, next } of order.allocs) {
      if (next) await stock.release(next.batchId, { id: next.hid, t: next.t });
      await stock.release(batchId, { id: hid, t });
    }
    if (!(await deliverOut(order))) await orders.end(order, 'cancelled');
    return true;
  }

  async function close(order: Order): Promise<boolean> {
    if (order.payBy === 'account') {
      await accounts.row(order._id, { key: 'order:settle', kind: 'settle', lines: [] });
    }
    await orders.end(order, 'closed');
    return true;
  }

  /** What was decided in the order's own write and is owed to others. True when something was done. */
  async function deliverOut(order: Order): Promise<boolean> {
    const undone = order.out.filter(({ doneAt }) => doneAt === null);
    for (const row of undone) {
      await credit(order._id, rowFor(order, row), order.cancelled?.reason ?? row.kind);
      await orders.markOut(order._id, row.id, now());
    }
    return undone.length > 0;
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
    loading: orders.loading,
    loading: (limit: number) => orders.loading(limit),
  };
}

export type OrderService = ReturnType<typeof createOrderService>;

type RowAsked = Parameters<OrderAccountService['row']>[1];

/** The row of the account that an outbox row stands for. */
function rowFor(order: Order, { kind, id }: OutRow): RowAsked {
  return (account): NewRow => {
    const credits = account.payBy === 'provider' ? ('credit' as const) : ('cut' as const);
    if (kind === 'cancel') {
      return { key: 'order:cancel', kind: credits, lines: allThatIsLeft(account) };
    }
    const hid = id.slice(`${order._id}:order:drop:`.length);
    const alloc = order.allocs.find((each) => each.hid === hid);
    const key = `order:drop:${hid}`;
    const earlier = account.rows.find((row) => row.key === key);
    if (earlier) return { key, kind: credits, lines: earlier.lines };
    const lines = alloc ? fallenAway(account, alloc.line, alloc.orderedG) : [];
    return { key, kind: credits, lines };
  };
}

function nextLook(order: Order, now: Date): Date | undefined {
  if (order.state === 'placed') return order.cutoffAt;
  const isWorking = order.state === 'cancelling' || liveAllocs(order).some(({ next }) => next);
  return isWorking ? new Date(now.getTime() + 5_000) : undefined;
}

function pastCutoff(cutoffAt: Date): AppError {
  return new AppError('conflict', 'order.past-cutoff', 'The cut-off is over.', {
    facts: { cutoffAt: cutoffAt.toISOString() },
  });
}

function busy(): AppError {
  return new AppError('busy', 'order.busy', 'This order is being worked on. Please try again.');
}
