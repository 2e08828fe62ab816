import { dayAt } from '../../shared/day.ts';
import { COMMISSION_BP } from '../../shared/facts/commission.ts';
import { orderKeyOf } from './money-holds.ts';
import { openAccount, type OrderAccount } from './order-account.ts';
import type { Till } from './group-ports.ts';
import {
  liveHolds,
  liveLines,
  orderIdOf,
  orderNoOf,
  type GroupLine,
  type OrderGroup,
} from './order-group.ts';
import type { OrderGroupStore } from './order-group.store.ts';
import {
  isPlanned,
  type Alloc,
  type LimitHold,
  type Order,
  type OrderLine,
  type OutRow,
} from './order.ts';

interface Deps {
  groups: OrderGroupStore;
  insertOrder: (order: Order) => Promise<void>;
  openAccount: (account: OrderAccount) => Promise<void>;
  refund: Till['refund'];
  now: () => Date;
}

/** The last steps of a group: S12–S14 of `orders.md` §5.2. */
export function createGroupSplit({ groups, insertOrder, openAccount: open, refund, now }: Deps) {
  /** S12, S13, S14: one order per seller and day, each with its account; then what is outstanding. */
  async function finish(group: OrderGroup): Promise<boolean> {
    for (const order of ordersOf(group)) {
      await open(accountOf(group, order));
      await insertOrder(order);
    }
    if (await deliverOut(group)) return true;
    return groups.write(group, { state: 'done', due: undefined });
  }

  /** S13: the refunds of dropped lines. True when something was done, so that the group is read again. */
  async function deliverOut(group: OrderGroup): Promise<boolean> {
    const undone = group.out.filter(({ doneAt }) => doneAt === null);
    for (const row of undone) {
      await refundLine(group, row);
      await groups.markOut(group._id, row.id, now());
    }
    return undone.length > 0;
  }

  async function refundLine(group: OrderGroup, { id, kind }: OutRow): Promise<void> {
    const no = Number(kind.replace('refund:', ''));
    const fen = group.lines.find((line) => line.no === no)?.lineFen ?? 0;
    await refund({ id, groupId: group._id, lines: [{ no, fen }], fen, why: 'order.goods-gone' });
  }

  return { finish, deliverOut };
}

export type GroupSplit = ReturnType<typeof createGroupSplit>;

/** The orders that a group falls into, each frozen as it was bought. */
function ordersOf(group: OrderGroup): Order[] {
  const lines = liveLines(group);
  const ids = new Set(lines.map((line) => orderIdOf(group, line)));
  return [...ids].map((id) =>
    orderOf(
      group,
      id,
      lines.filter((line) => orderIdOf(group, line) === id),
    ),
  );
}

function orderOf(group: OrderGroup, id: string, lines: readonly GroupLine[]): Order {
  const [first] = lines;
  if (!first) throw new RangeError('an order has lines');
  const allocs = allocsOf(group, lines);
  const cutoffAt = new Date(Math.min(...lines.map((line) => line.cutoffAt.getTime())));
  const { buyerId, payerId, placedBy, channel, payBy, deliverTo, issuedAt } = group;
  return {
    _id: id,
    no: orderNoOf(id, dayAt(issuedAt)),
    groupId: group._id,
    ...{ buyerId, payerId, placedBy, channel, payBy, deliverTo },
    sellerId: first.sellerId,
    placedAt: issuedAt,
    needOn: first.needOn,
    cutoffAt,
    state: allocs.some(isPlanned) ? 'awaiting_harvest' : 'placed',
    rev: 0,
    lines: lines.map(orderLineOf),
    allocs,
    moneyHolds: moneyHoldsOf(group, first),
    weights: [],
    loads: [],
    out: [],
    totalFen: lines.reduce((sum, { lineFen }) => sum + lineFen, 0),
    due: cutoffAt,
  };
}

function orderLineOf(line: GroupLine): OrderLine {
  const { sellerId, needOn, needAt, keepsUntil, onShort, substitutes, dropped, ...kept } = line;
  return kept;
}

function allocsOf(group: OrderGroup, lines: readonly GroupLine[]): Alloc[] {
  const wanted = new Set(lines.map(({ no }) => no));
  return liveHolds(group).flatMap(({ hid, pool, poolId, t, parts }) => {
    if (pool !== 'stock' && pool !== 'plan') return [];
    const own = parts.filter(({ line }) => wanted.has(line));
    return own.map(({ line, amount }) => ({
      hid,
      pool,
      line,
      batchId: poolId,
      g: amount,
      orderedG: amount,
      t,
      ...{ k: 0, d: 0, drop: false, next: null, past: [] },
    }));
  });
}

/** The drop and the fen that were taken for this order: its own from now on. */
function moneyHoldsOf(group: OrderGroup, line: GroupLine): LimitHold[] {
  return liveHolds(group).flatMap(({ hid, pool, poolId, t, orderKey }) =>
    orderKey === orderKeyOf(line) && (pool === 'window' || pool === 'budget' || pool === 'credit')
      ? [{ hid, pool, poolId, t }]
      : [],
  );
}

function accountOf(group: OrderGroup, order: Order): OrderAccount {
  const { _id, groupId, payerId, sellerId, channel, payBy } = order;
  const moneyVia = payBy === 'provider' ? 'collected' : 'direct';
  const lines = order.lines.map(({ no, orderedG, lineFen }) => ({
    no,
    kind: 'goods' as const,
    orderedG,
    lineFen,
  }));
  const facts = { _id, groupId, payerId, sellerId, channel, payBy } as const;
  const terms = { rateBp: COMMISSION_BP, termsDays: group.termsDays, moneyVia } as const;
  const holds = (order.moneyHolds ?? []).flatMap(({ pool, ...hold }) =>
    pool === 'window' ? [] : [{ pool, ...hold }],
  );
  return openAccount({ ...facts, ...terms, holds }, lines, group.issuedAt);
}
