import { poolOf, type Pools } from './group-ports.ts';
import { told, type Reservations } from './group-reservations.service.ts';
import { limitHoldsAfterRepair } from './money-holds.ts';
import { liveHolds, type BackState, type OrderGroup } from './order-group.ts';
import type { OrderGroupStore } from './order-group.store.ts';
import { mend, withoutHolds } from './planning.ts';

interface Deps {
  groups: OrderGroupStore;
  pools: Pools;
  taking: Reservations;
  now: () => Date;
}

/** The steps of a group on what it holds: S4b, S10, S11 of `orders.md` §5.2. */
export function createGroupHolds({ groups, pools, taking, now }: Deps) {
  const { shelfFor, reserveAll, releaseDropped, releaseAll } = taking;

  /** S4b: the repair goes on until every hold is taken again. */
  async function repair(group: OrderGroup): Promise<boolean> {
    await releaseDropped(group);
    const back = group.back ?? 'secured';
    const refused = await reserveAll(group);
    if (refused.size > 0) return startRepair(group, new Set(refused.keys()), back);
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
    const lines = change.lines ?? group.lines;
    const holds = limitHoldsAfterRepair({ lines, holds: change.holds ?? group.holds });
    return groups.write(group, { ...change, holds }, out);
  }

  /** A batch was stopped: are the goods of this group still there? */
  async function look(group: OrderGroup, back: BackState): Promise<boolean> {
    const stopped = new Set<string>();
    for (const { hid, pool, poolId } of liveHolds(group)) {
      if (pool === 'plan' && (await pools.plan?.get(poolId))?.status !== 'open') stopped.add(hid);
      if (pool !== 'stock') continue;
      if ((await pools.stock.get(poolId))?.status !== 'released') stopped.add(hid);
    }
    if (stopped.size > 0) return startRepair(group, stopped, back);
    return groups.write(group, { poke: false });
  }

  /** S11: everything held becomes sold, or the group is repaired. */
  async function sell(group: OrderGroup): Promise<boolean> {
    const refused = new Set<string>();
    for (const { hid, pool, poolId, amount } of liveHolds(group)) {
      const outcome = await poolOf(pools, pool).sell(poolId, { id: hid, g: amount });
      if (!outcome.done) refused.add(told(outcome.refusal, hid));
    }
    if (refused.size > 0) return startRepair(group, refused, 'secured');
    return groups.write(group, { state: 'committed', due: now() });
  }

  return { repair, look, sell, releaseAll };
}

export type GroupHolds = ReturnType<typeof createGroupHolds>;
