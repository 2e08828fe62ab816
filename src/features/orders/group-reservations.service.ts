import type { AppError } from '../../shared/errors.ts';
import { poolOf, type FindCandidates, type FindInstead, type Pools } from './group-ports.ts';
import { orderKeyOf } from './money-holds.ts';
import {
  expiryOf,
  HOLD_POOLS,
  liveHolds,
  orderIdOf,
  type GroupHold,
  type GroupLine,
  type OrderGroup,
} from './order-group.ts';
import { uncovered, type Instead, type Shelf } from './settling.ts';

interface Deps {
  pools: Pools;
  findCandidates: FindCandidates;
  findInstead: FindInstead;
  now: () => Date;
}

/** Taking the holds of a group and giving them back (P1, P2, P4): each may be repeated. */
export function createReservations({ pools, findCandidates, findInstead, now }: Deps) {
  /** What could serve the lines that nothing covers. */
  async function shelfFor(group: OrderGroup): Promise<Shelf> {
    const missing = uncovered(group);
    const lines = group.lines.filter(({ no }) => missing.has(no));
    const [candidates, instead] = await Promise.all([
      byLine(lines, candidatesFor),
      byLine(lines, (line) => insteadOf(line, group)),
    ]);
    return { candidates, instead };
  }

  function candidatesFor({ productId, sellerId, keepsUntil, needOn }: GroupLine) {
    return findCandidates({ productId, sellerId, needAt: keepsUntil, needOn });
  }

  /** Other goods, where the buyer of a line takes some. */
  async function insteadOf(line: GroupLine, group: OrderGroup): Promise<Instead[]> {
    if (line.onShort !== 'substitute') return [];
    const others = await findInstead(line, group);
    return Promise.all(
      others.map(async (other) => ({ line: other, candidates: await candidatesFor(other) })),
    );
  }

  /** S10's part on goods: every hold, dropped ones too. */
  async function releaseAll({ holds }: Pick<OrderGroup, 'holds'>): Promise<void> {
    for (const { pool, poolId, hid, t } of holds) {
      await poolOf(pools, pool).release(poolId, { id: hid, t });
    }
  }

  async function releaseDropped({ holds }: OrderGroup): Promise<void> {
    await releaseAll({ holds: holds.filter(({ drop }) => drop) });
  }

  /**
   * P1 of each, goods first, then drops and money; what was refused, with the reason. A busy pool
   * stops here, and is tried again later.
   */
  async function reserveAll(group: OrderGroup): Promise<Refused> {
    const refused = new Map<string, AppError>();
    for (const hold of liveHolds(group).toSorted(inTakingOrder)) {
      const { pool, poolId, hid } = hold;
      const outcome = await poolOf(pools, pool).reserve(poolId, reservationOf(group, hold));
      if (!outcome.done) refused.set(told(outcome.refusal, hid), outcome.refusal);
    }
    return refused;
  }

  function reservationOf(group: OrderGroup, { hid, amount, t, parts, orderKey, over }: GroupHold) {
    const line = group.lines.find(
      (each) => each.no === parts[0]?.line || orderKeyOf(each) === orderKey,
    );
    if (!line) throw new Error(`hold ${hid} is for no line`);
    return {
      id: hid,
      ref: orderIdOf(group, line),
      g: amount,
      ...(over === true && { over }),
      t,
      exp: group.exp ?? expiryOf(group, now()),
      needAt: line.keepsUntil,
    };
  }

  return { shelfFor, releaseAll, releaseDropped, reserveAll };
}

async function byLine<T>(
  lines: readonly GroupLine[],
  find: (line: GroupLine) => Promise<T>,
): Promise<Map<number, T>> {
  return new Map(
    await Promise.all(lines.map(async (line) => [line.no, await find(line)] as const)),
  );
}

export type Reservations = ReturnType<typeof createReservations>;

/** Holds that were refused, each with its reason. */
export type Refused = ReadonlyMap<string, AppError>;

function inTakingOrder(a: GroupHold, b: GroupHold): number {
  const byKind = HOLD_POOLS.indexOf(a.pool) - HOLD_POOLS.indexOf(b.pool);
  if (byKind !== 0) return byKind;
  return a.poolId === b.poolId ? 0 : a.poolId < b.poolId ? -1 : 1;
}

/** A lost race is no shortage: it goes up, and the sweeper tries again. */
export function told(refusal: Error & { kind?: string }, hid: string): string {
  if (refusal.kind === 'busy') throw refusal;
  return hid;
}
