import type { LimitsOf } from './group-ports.ts';
import type { Refused, Reservations } from './group-reservations.service.ts';
import { isLimitHold, overBudget, refusalOf, slotsFor, withLimitHolds } from './money-holds.ts';
import { expiryOf, liveHolds, LIMITS, type OrderGroup } from './order-group.ts';
import type { OrderGroupStore } from './order-group.store.ts';
import { plan, withoutHolds } from './planning.ts';
import { uncovered } from './settling.ts';

interface Deps {
  groups: Pick<OrderGroupStore, 'write'>;
  taking: Reservations;
  /** The limits that stand over each future order of a group. */
  limitsOf: LimitsOf;
  now: () => Date;
}

/** Taking everything that a group needs: S2, S3, S4 of `orders.md` §5.2. */
export function createGroupTaking({ groups, taking, limitsOf, now }: Deps) {
  const { shelfFor, reserveAll, releaseDropped } = taking;

  /** S1's part on goods: the first plan, from what is on sale now. */
  async function firstPlan(group: OrderGroup): Promise<OrderGroup> {
    return withLimits(
      { ...group, ...plan(group, await shelfFor(group), group.issuedAt) },
      group.issuedAt,
    );
  }

  /** With the drops and fen that its lines come to now. */
  async function withLimits<G extends OrderGroup>(group: G, t: Date): Promise<G> {
    return { ...group, holds: withLimitHolds(group, await limitsOf(group), t) };
  }

  /** S2, S3, S4: takes every hold; what is refused is planned again, and in the end rejected. */
  async function take(group: OrderGroup): Promise<boolean> {
    if (group.shorts.length > 0 || group.refusal) {
      return groups.write(group, { state: 'rejecting', due: now() });
    }
    await releaseDropped(group);
    const refused = await reserveAll(group);
    const at = now();
    if (refused.size === 0) return taken(group, at);
    const goods = goodsOf(group, refused);
    if (goods.size === 0) return limited(group, refused, at);
    return planAgain(group, goods, at);
  }

  /** S3; what it costs now says who must sign. */
  function taken(group: OrderGroup, at: Date): Promise<boolean> {
    const isOver = liveHolds(group).some(({ over }) => over === true);
    const slots = slotsFor(group.approvalRules, { totalFen: group.totalFen, isOver });
    return groups.write(group, {
      ...{ state: 'reserved', exp: expiryOf(group, at), due: at },
      ...(slots.length > 0 && { approval: { slots, isOver } }),
    });
  }

  /** Drops or money refused: over budget somebody may sign for it, if a rule says who; else it ends. */
  function limited(group: OrderGroup, refused: Refused, at: Date): Promise<boolean> {
    const reasons = [...refused.values()];
    const hard = reasons.find(({ code }) => code !== 'budget.not-enough');
    const final = hard ?? (group.approvalRules.length === 0 ? reasons[0] : undefined);
    if (final) return groups.write(group, { refusal: refusalOf(final), due: at });
    const holds = overBudget(group, new Set(refused.keys()), at);
    return groups.write(group, {
      holds,
      plan: { ...group.plan, rev: group.plan.rev + 1 },
      due: at,
    });
  }

  /** S4. */
  async function planAgain(
    group: OrderGroup,
    refused: ReadonlySet<string>,
    at: Date,
  ): Promise<boolean> {
    const bare = withoutHolds(group, refused);
    const planned = plan(bare, await shelfFor(bare), at);
    const isHopeless = group.plan.rev >= LIMITS.plans || isOld(group, at);
    if (isHopeless && planned.shorts.length === 0) {
      return groups.write(group, { shorts: lostRace(bare), due: at });
    }
    const { holds } = await withLimits({ ...bare, ...planned }, at);
    return groups.write(group, { ...planned, holds, due: at });
  }

  return { firstPlan, take };
}

export type GroupTaking = ReturnType<typeof createGroupTaking>;

/** Holds on goods among those refused. */
function goodsOf({ holds }: OrderGroup, refused: Refused): Set<string> {
  return new Set(
    holds.filter((hold) => refused.has(hold.hid) && !isLimitHold(hold)).map(({ hid }) => hid),
  );
}

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
