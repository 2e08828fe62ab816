import type { Stock, Till } from './group-ports.ts';
import { allThatIsLeft, fallenAway, type AccountRow, type NewRow } from './order-account.ts';
import type { OrderAccountService } from './order-account.service.ts';
import { createDecide } from './order-decide.service.ts';
import type { OrderWork } from './order-work.service.ts';
import { isDelivered, orderBusy, type Order, type OutRow } from './order.ts';
import type { OrderStore } from './order.store.ts';

interface Deps {
  orders: OrderStore;
  accounts: OrderAccountService;
  stock: Pick<Stock, 'release'>;
  work: Pick<OrderWork, 'settle'>;
  refund: Till['refund'];
  now: () => Date;
}

const TURNS = 60;

/** What each state of an order asks for, and what it owes to others. */
export function createOrderSteps({ orders, accounts, stock, work, refund, now }: Deps) {
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

  return { credit, advance };
}

export type OrderSteps = ReturnType<typeof createOrderSteps>;

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
