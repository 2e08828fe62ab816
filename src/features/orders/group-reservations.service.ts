import type { FindCandidates, Stock } from './group-ports.ts';
import { expiryOf, liveHolds, orderIdOf, type GroupHold, type OrderGroup } from './order-group.ts';
import { uncovered, type Shelf } from './planning.ts';

interface Deps {
  stock: Pick<Stock, 'reserve' | 'release'>;
  findCandidates: FindCandidates;
  now: () => Date;
}

/** Taking the holds of a group and giving them back (P1, P2, P4): each may be repeated. */
export function createReservations({ stock, findCandidates, now }: Deps) {
  /** What could serve the lines that nothing covers. */
  async function shelfFor(group: OrderGroup): Promise<Shelf> {
    const missing = uncovered(group);
    const lines = group.lines.filter(({ no }) => missing.has(no));
    const found = await Promise.all(
      lines.map(async ({ no, productId, sellerId, keepsUntil }) => {
        const wanted = { productId, sellerId, needAt: keepsUntil };
        return [no, await findCandidates(wanted)] as const;
      }),
    );
    return new Map(found);
  }

  /** S10's part on goods: every hold, dropped ones too. */
  async function releaseAll({ holds }: Pick<OrderGroup, 'holds'>): Promise<void> {
    for (const { poolId, hid, t } of holds) await stock.release(poolId, { id: hid, t });
  }

  async function releaseDropped({ holds }: OrderGroup): Promise<void> {
    await releaseAll({ holds: holds.filter(({ drop }) => drop) });
  }

  /** P1 of each; the ids of those refused. A busy pool stops here, and is tried again later. */
  async function reserveAll(group: OrderGroup): Promise<Set<string>> {
    const refused = new Set<string>();
    const inOrder = liveHolds(group).toSorted((a, b) => (a.poolId < b.poolId ? -1 : 1));
    for (const hold of inOrder) {
      const outcome = await stock.reserve(hold.poolId, reservationOf(group, hold));
      if (!outcome.done) refused.add(told(outcome.refusal, hold.hid));
    }
    return refused;
  }

  function reservationOf(group: OrderGroup, { hid, amount, t, parts }: GroupHold) {
    const line = group.lines.find(({ no }) => no === parts[0]?.line);
    if (!line) throw new Error(`hold ${hid} is for no line`);
    return {
      id: hid,
      ref: orderIdOf(group, line),
      g: amount,
      t,
      exp: group.exp ?? expiryOf(group, now()),
      needAt: line.keepsUntil,
    };
  }

  return { shelfFor, releaseAll, releaseDropped, reserveAll };
}

export type Reservations = ReturnType<typeof createReservations>;

/** A lost race is no shortage: it goes up, and the sweeper tries again. */
export function told(refusal: Error & { kind?: string }, hid: string): string {
  if (refusal.kind === 'busy') throw refusal;
  return hid;
}
