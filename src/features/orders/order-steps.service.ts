import { poolOf, type Pools, type Till } from './group-ports.ts';
import {
  allThatIsLeft,
  fallenAway,
  type AccountRow,
  type NewRow,
  type OrderAccount,
} from './order-account.ts';
import type { OrderAccountService } from './order-account.service.ts';
import { createDecide } from './order-decide.service.ts';
import type { OrderWork } from './order-work.service.ts';
import { isDelivered, isPlanned, liveAllocs, orderBusy, type Order, type OutRow } from './order.ts';
import type { OrderStore } from './order.store.ts';

interface Deps {
  orders: OrderStore;
  accounts: OrderAccountService;
  pools: Pools;
  work: Pick<OrderWork, 'settle'>;
  refund: Till['refund'];
  now: () => Date;
}

const TURNS = 60;

/** What each state of an order asks for, and what it owes to others. */
export function createOrderSteps({ orders, accounts, pools, work, refund, now }: Deps) {
  const { get } = createDecide(orders);
  const { credit, deliverOut } = createOwing({ orders, accounts, refund, now });

  /** Does whatever can be done now. Safe at any time, by anybody, several at once. */
  async function advance(id: string): Promise<Order> {
    for (let turn = 0; turn < TURNS; turn += 1) {
      const order = await get(id);
      if (!(await step(order))) return order;
    }
    throw orderBusy();
  }

  async function step(order: Order): Promise<boolean> {
    if (order.state === 'cancelling') return finishCancel(order);
    if (await work.settle(order)) return true;
    if (await deliverOut(order)) return true;
    if (order.state === 'awaiting_harvest') return harvested(order);
    if (order.state === 'placed' && order.cutoffAt <= now()) {
      await orders.move(order, 'confirmed', now());
      return true;
    }
    return order.state === 'packed' && isDelivered(order) && close(order);
  }

  /** Nothing of it is in the field any more: it goes on, or there was nothing for it. */
  async function harvested(order: Order): Promise<boolean> {
    const live = liveAllocs(order);
    if (live.some(isPlanned)) return false;
    if (live.length > 0) return isWritten(orders.move(order, 'placed', now()));
    const at = now();
    const cancelled = { by: 'harvest', reason: 'order.not-harvested', at };
    const out = [{ id: `${order._id}:order:cancel`, kind: 'cancel', at, doneAt: null }];
    return isWritten(orders.cancel(order, cancelled, { beforeCutoff: false, out }));
  }

  async function finishCancel(order: Order): Promise<boolean> {
    for (const { batchId, pool = 'stock', hid, t, next } of order.allocs) {
      if (next) {
        const other = poolOf(pools, next.pool ?? 'stock');
        await other.release(next.batchId, { id: next.hid, t: next.t });
      }
      await poolOf(pools, pool).release(batchId, { id: hid, t });
    }
    for (const { pool, poolId, hid, t } of order.moneyHolds ?? []) {
      await poolOf(pools, pool).release(poolId, { id: hid, t });
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

  return { credit, advance };
}

export type OrderSteps = ReturnType<typeof createOrderSteps>;

/** What an order owes to its buyer, booked and sent. */
function createOwing({ orders, accounts, refund, now }: Omit<Deps, 'pools' | 'work'>) {
  const { get } = createDecide(orders);

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

  /** What was decided in the order's own write and is owed to others. True when something was done. */
  async function deliverOut(order: Order): Promise<boolean> {
    const undone = order.out.filter(({ doneAt }) => doneAt === null);
    for (const row of undone) {
      await credit(order._id, rowFor(order, row), order.cancelled?.reason ?? row.kind);
      await orders.markOut(order._id, row.id, now());
    }
    return undone.length > 0;
  }

  return { credit, deliverOut };
}

type RowAsked = Parameters<OrderAccountService['row']>[1];

/** The row of the account that an outbox row stands for. */
function rowFor(order: Order, row: OutRow): RowAsked {
  const { kind, id } = row;
  return (account): NewRow => {
    const credits = account.payBy === 'provider' ? ('credit' as const) : ('cut' as const);
    if (kind === 'cancel') {
      return { key: 'order:cancel', kind: credits, lines: allThatIsLeft(account) };
    }
    const key = id.slice(order._id.length + 1); // `order:drop:{hid}`, `order:short:{hid}`
    const earlier = account.rows.find((row) => row.key === key);
    if (earlier) return { key, kind: credits, lines: earlier.lines };
    const gone = goneOf(order, { ...row, key });
    const worth = gone ? fallenAway(account, gone.line, gone.g) : [];
    // a claim or a light parcel may have taken from the same line: never more than is left of it
    const lines = worth.map((line) => ({
      ...line,
      fen: Math.min(line.fen, leftOf(account, line.no)),
    }));
    return { key, kind: credits, lines };
  };
}

/** What fell away: said by the row, or all of an alloc. */
function goneOf({ allocs }: Order, { key, kind, g, line }: OutRow & { key: string }) {
  if (kind === 'short') return { line: line ?? 0, g: g ?? 0 };
  const alloc = allocs.find(({ hid }) => key === `order:drop:${hid}`);
  return alloc && { line: alloc.line, g: alloc.orderedG };
}

/** Whoever wrote first: it is read again. */
async function isWritten(write: Promise<boolean>): Promise<true> {
  await write;
  return true;
}

function leftOf({ lines, payBy }: OrderAccount, no: number): number {
  if (payBy === 'account') return 0;
  return lines.find((line) => line.no === no)?.creditableFen ?? 0;
}
