import type { Duty } from '../../shared/actor.ts';
import type { AppError } from '../../shared/errors.ts';
import type { ApprovalRule, LimitRef, LimitRefusal } from './limit-refusal.ts';
import {
  liveHolds,
  liveLines,
  type GroupHold,
  type GroupLine,
  type OrderGroup,
} from './order-group.ts';

/** The future order of a line: one seller's, for one day. */
export function orderKeyOf({ sellerId, needOn }: Pick<GroupLine, 'sellerId' | 'needOn'>): string {
  return `${sellerId}:${needOn}`;
}

/** What the lines of each future order come to. */
function fenByOrder(lines: readonly GroupLine[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const line of liveLines({ lines })) {
    sums.set(orderKeyOf(line), (sums.get(orderKeyOf(line)) ?? 0) + line.lineFen);
  }
  return sums;
}

/**
 * The holds on drops and fen that these lines need, one per future order and limit (S2, S4): those
 * that fit stay, others are given back and taken anew.
 */
export function withLimitHolds(
  group: Pick<OrderGroup, '_id' | 'lines' | 'holds'>,
  limits: ReadonlyMap<string, readonly LimitRef[]>,
  t: Date,
): readonly GroupHold[] {
  const wanted = [...fenByOrder(group.lines)].flatMap(([orderKey, fen]) =>
    (limits.get(orderKey) ?? []).map(({ pool, poolId }) => ({
      ...{ pool, poolId, orderKey, amount: pool === 'window' ? 1 : fen },
    })),
  );
  const fits = (hold: GroupHold) =>
    wanted.some(
      (want) =>
        isLimitHold(hold) &&
        want.poolId === hold.poolId &&
        want.pool === hold.pool &&
        want.orderKey === hold.orderKey &&
        want.amount === hold.amount,
    );
  const kept = group.holds.map((hold) =>
    isLimitHold(hold) && !fits(hold) ? { ...hold, drop: true } : hold,
  );
  const live = liveHolds({ holds: kept });
  const isOver = group.holds.some(({ over }) => over === true);
  const missing = wanted.filter(
    ({ pool, poolId, orderKey }) =>
      !live.some(
        (hold) => hold.pool === pool && hold.poolId === poolId && hold.orderKey === orderKey,
      ),
  );
  return [
    ...kept,
    ...missing.map((want, place) => ({
      ...want,
      hid: `${group._id}:${kept.length + place + 1}`,
      t,
      parts: [],
      drop: false,
      ...(isOver && want.pool === 'budget' && { over: true }),
    })),
  ];
}

/**
 * A repair makes an order cheaper or empty: an empty one gives its drop and fen back, the others keep
 * what they hold; their account lowers it (`orders.md` §10.3).
 */
export function limitHoldsAfterRepair(
  group: Pick<OrderGroup, 'lines' | 'holds'>,
): readonly GroupHold[] {
  const open = fenByOrder(group.lines);
  return group.holds.map((hold) =>
    isLimitHold(hold) && !open.has(hold.orderKey ?? '') ? { ...hold, drop: true } : hold,
  );
}

/** Budget holds that were refused become such that an approver decides on: over the limit. */
export function overBudget(
  group: Pick<OrderGroup, '_id' | 'holds'>,
  refused: ReadonlySet<string>,
  t: Date,
): readonly GroupHold[] {
  const dropped = group.holds.map((hold) =>
    refused.has(hold.hid) ? { ...hold, drop: true } : hold,
  );
  const again = group.holds.filter(({ hid }) => refused.has(hid));
  return [
    ...dropped,
    ...again.map((hold, place) => ({
      ...{ ...hold, over: true, drop: false, t },
      hid: `${group._id}:${dropped.length + place + 1}`,
    })),
  ];
}

export function isLimitHold({ pool }: Pick<GroupHold, 'pool'>): boolean {
  return pool === 'window' || pool === 'budget' || pool === 'credit';
}

/**
 * The signatures that a sum needs: of each duty the most that a rule asks for. Over budget it needs
 * those of every rule.
 */
export function slotsFor(
  rules: readonly ApprovalRule[],
  { totalFen, isOver }: { totalFen: number; isOver: boolean },
): { readonly role: Duty; readonly userId: null; readonly at: null }[] {
  const byRole = new Map<Duty, number>();
  for (const { overFen, role, count } of rules) {
    if (isOver || totalFen > overFen) byRole.set(role, Math.max(byRole.get(role) ?? 0, count));
  }
  return [...byRole].flatMap(([role, count]) =>
    Array.from({ length: count }, () => ({ role, userId: null, at: null })),
  );
}

/** As it is kept on the group. */
export function refusalOf({ code, facts }: AppError): LimitRefusal {
  const first = (...names: string[]) =>
    names.map((name) => facts[name]).find((fact) => typeof fact === 'number') ?? null;
  return {
    code,
    poolId: typeof facts['poolId'] === 'string' ? facts['poolId'] : '',
    available: first('availFen', 'availDrops'),
    lacking: first('lacking'),
  };
}
