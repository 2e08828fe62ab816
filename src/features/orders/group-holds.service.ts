import type { Stock } from './group-ports.ts';
import { told, type Reservations } from './group-reservations.service.ts';
import { expiryOf, liveHolds, LIMITS, type BackState, type OrderGroup } from './order-group.ts';
import type { OrderGroupStore } from './order-group.store.ts';
import { mend, plan, uncovered, withoutHolds } from './planning.ts';

interface Deps {
  groups: OrderGroupStore;
  stock: Pick<Stock, 'get' | 'sell'>;
  taking: Reservations;
  now: () => Date;
}

/** The steps of a group on its goods: S2–S4, S4b, S10, S11 of `orders.md` §5.2. */
export function createGroupHolds({ groups, stock, taking, now }: Deps) {
  const { shelfFor, reserveAll, releaseDropped, releaseAll } = taking;

  /** S1's part on goods: the first plan, from what is on sale now. */
  async function firstPlan(group: OrderGroup): Promise<OrderGroup> {
    return { ...group, ...plan(group, await shelfFor(group), group.issuedAt) };
  }

  /** S2, S3, S4: takes every hold; what is refused is planned again, and in the end rejected. */
  async function take(group: OrderGroup): Promise<boolean> {
    if (group.shorts.length > 0) return reject(group);
    await releaseDropped(group);
    const refused = await reserveAll(group);
    const at = now();
    if (refused.size === 0) {
      const exp = expiryOf(group, at);
      return groups.write(group, { state: 'reserved', exp, due: at });
    }
    const bare = withoutHolds(group, refused);
    const planned = plan(bare, await shelfFor(bare), at);
    const isHopeless = group.plan.rev >= LIMITS.plans || isOld(group, at);
    if (isHopeless && planned.shorts.length === 0) {
      return groups.write(group, { shorts: lostRace(bare), due: at });
    }
    return groups.write(group, { ...planned, due: at });
  }

  /** S4b: the repair goes on until every hold is taken again. */
  async function repair(group: OrderGroup): Promise<boolean> {
    await releaseDropped(group);
    const back = group.back ?? 'secured';
    const refused = await reserveAll(group);
    if (refused.size > 0) return startRepair(group, refused, back);
    return groups.write(group, { state: back, back: undefined, due: now() });
  }

  /** Refused while it waited or was sold: other batches at the same price, or without the line. */
  async function startRepair(
    group: OrderGroup,
    refused: ReadonlySet<string>,
    back: BackState,
  ): Promise<boolean> {
    const shelf = await shelfFor(withoutHolds(group, refused));
    const { change, out } = mend(group, { refused, shelf, back, now: now() });
    return groups.write(group, change, out);
  }

  /** A batch was stopped: are the goods of this group still there? */
  async function look(group: OrderGroup, back: BackState): Promise<boolean> {
    const stopped = new Set<string>();
    for (const { hid, poolId } of liveHolds(group)) {
      if ((await stock.get(poolId))?.status !== 'released') stopped.add(hid);
    }
    if (stopped.size > 0) return startRepair(group, stopped, back);
    return groups.write(group, { poke: false });
  }

  /** S11: everything held becomes sold, or the group is repaired. */
  async function sell(group: OrderGroup): Promise<boolean> {
    const refused = new Set<string>();
    for (const { hid, poolId, amount } of liveHolds(group)) {
      const outcome = await stock.sell(poolId, { id: hid, g: amount });
      if (!outcome.done) refused.add(told(outcome.refusal, hid));
    }
    if (refused.size > 0) return startRepair(group, refused, 'secured');
    return groups.write(group, { state: 'committed', due: now() });
  }

  function reject(group: OrderGroup): Promise<boolean> {
    return groups.write(group, { state: 'rejecting', due: now() });
  }

  return { firstPlan, take, repair, look, sell, releaseAll };
}

export type GroupHolds = ReturnType<typeof createGroupHolds>;

function isOld({ issuedAt }: OrderGroup, at: Date): boolean {
  return at.getTime() - issuedAt.getTime() > LIMITS.newMs;
}

/** Others were quicker each time: what the group still lacks is short. */
function lostRace(bare: OrderGroup) {
  const missing = uncovered(bare);
  return bare.lines
    .filter(({ no }) => missing.has(no))
    .map(({ no, offerId, orderedG }) => ({
      line: no,
      offerId,
      neededG: orderedG,
      availG: orderedG - (missing.get(no) ?? 0),
    }));
}
