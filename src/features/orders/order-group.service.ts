import { checkRepeat, type Command } from '../../shared/command.ts';
import { AppError } from '../../shared/errors.ts';
import type { Actor, Owners } from '../../shared/actor.ts';
import { sweep } from '../../platform/due.ts';
import type { GroupTaking } from './group-taking.service.ts';
import type { GroupPayment } from './group-payment.service.ts';
import type { GroupSteps } from './group-steps.service.ts';
import {
  groupIdOf,
  groupNotFound,
  isTerminal,
  ownersOfGroup,
  shortRefusal,
  totalFenOf,
  type GroupLine,
  type GroupState,
  type OrderGroup,
} from './order-group.ts';
import type { OrderGroupStore } from './order-group.store.ts';

interface Deps {
  groups: OrderGroupStore;
  holds: Pick<GroupTaking, 'firstPlan'>;
  payment: Pick<GroupPayment, 'paid' | 'giveUp'>;
  steps: GroupSteps;
  now: () => Date;
}

/** What a buyer orders, with prices and days frozen; see `features/ordering`. */
export interface NewGroup extends Pick<
  OrderGroup,
  'payerId' | 'channel' | 'payBy' | 'deliverTo' | 'ageConfirmedAt' | 'approvalRules' | 'termsDays'
> {
  readonly lines: readonly GroupLine[];
  /** Who takes the money; only where `payBy` is `provider`. */
  readonly provider?: string | undefined;
}

/** Steps of one `advance`; more is a fault of ours, not a long order. */
const TURNS = 60;
/** A sweeper leaves a fresh group to the request that made it. */
const HEAD_START_MS = 15_000;
/** States in which money may still come. */
const MAY_BE_PAID: readonly GroupState[] = ['new', 'reserved', 'cancelling', 'repairing'];
/** States in which it waits for somebody. */
const WAITING: readonly GroupState[] = ['reserved', 'awaiting_approval', 'cancelling'];
const LOOK_AGAIN_MS = { waiting: 60_000, soon: 5_000 } as const;

/** One checkout from acceptance to its orders (`orders.md` §5): any worker goes on with it, any time. */
export function createOrderGroupService({ groups, holds, payment, steps, now }: Deps) {
  /**
   * S1: accepts a command once and carries it as far as it goes now. A repeat gets the group of the
   * first time.
   * @throws AppError `request.key-reused`, `pool.busy`
   */
  async function place(wanted: NewGroup, { actor, command }: By): Promise<OrderGroup> {
    const at = now();
    const group = await holds.firstPlan(newGroup(wanted, { actor, command }, at));
    if (!(await groups.insert(group, new Date(at.getTime() + HEAD_START_MS)))) {
      const earlier = await earlierOf(actor.orgId, command);
      if (!earlier) throw groupNotFound(group._id);
    }
    return advance(group._id);
  }

  /** The group that this command made before, if it did: repeats are answered from there. */
  async function earlierOf(buyerId: string, command: Command): Promise<OrderGroup | undefined> {
    const group = await groups.byId(groupIdOf(buyerId, command.key));
    if (group) checkRepeat(group, command);
    return group;
  }

  /** Does whatever can be done now. Safe at any time, by anybody, several at once. */
  async function advance(id: string): Promise<OrderGroup> {
    for (let turn = 0; turn < TURNS; turn += 1) {
      const group = await get(id);
      if (!(await steps[group.state](group))) return get(id);
    }
    throw new AppError('busy', 'order.busy', 'This order is being worked on. Please try again.');
  }

  /** @throws AppError `order.not-found` */
  async function get(id: string): Promise<OrderGroup> {
    const group = await groups.byId(id);
    if (!group) throw groupNotFound(id);
    return group;
  }

  /**
   * S8 by the buyer: not paid or not approved yet, he no longer wants it. Safe to repeat.
   * @throws AppError `order.not-found`, `order.wrong-state`
   */
  async function cancel(id: string): Promise<OrderGroup> {
    await payment.giveUp(await get(id), 'cancelled', '');
    const group = await advance(id);
    if (group.endReason === undefined) throw wrongState(group, 'cancelled');
    return group;
  }

  /** A batch was stopped: groups that wait with its goods look again. */
  async function batchStopped(batchId: string): Promise<void> {
    for (const id of await groups.waitingFor(batchId)) {
      await groups.poke(id, now());
      await advance(id);
    }
  }

  /** S7, told by whoever saw the money: whether this group uses it, may still, or never will. */
  async function moneySeen(
    groupId: string,
    ref: string,
    captureId: string,
  ): Promise<'used' | 'again' | 'never'> {
    await payment.paid(groupId, ref, captureId);
    const { pay, state } = await advance(groupId);
    if (pay?.ref === captureId) return 'used';
    return pay?.ref === null && MAY_BE_PAID.includes(state) ? 'again' : 'never';
  }

  async function ownersOf(id: string): Promise<Owners | undefined> {
    const group = await groups.byId(id);
    return group && ownersOfGroup(group);
  }

  /** One round of the sweeper over groups. */
  const resume = () => sweepGroups(groups, { now, advance });

  return { place, earlierOf, advance, get, cancel, batchStopped, moneySeen, ownersOf, resume };
}

function sweepGroups(
  groups: OrderGroupStore,
  { now, advance }: { now: () => Date; advance: (id: string) => Promise<OrderGroup> },
): Promise<number> {
  return sweep(groups.sweeper, {
    now,
    advance: async (id) => {
      await groups.poke(id, now()); // those that wait look at their goods again, too
      return nextLook(await advance(id), now());
    },
  });
}

interface By {
  readonly actor: Actor;
  readonly command: Command;
}

/** What the client is told: the group, or the stored refusal. */
export function answered(group: OrderGroup): OrderGroup {
  if (group.state === 'rejected' || group.state === 'rejecting') throw shortRefusal(group);
  return group;
}

export function wrongState({ state }: OrderGroup, wanted: string): AppError {
  return new AppError(
    'conflict',
    'order.wrong-state',
    `This order is ${state}, not to be ${wanted}.`,
    {
      facts: { state },
    },
  );
}

/** When a sweeper looks at it again. */
function nextLook(group: OrderGroup, now: Date): Date | undefined {
  if (isTerminal(group)) return undefined;
  const isWaiting = WAITING.includes(group.state);
  const soon = new Date(now.getTime() + (isWaiting ? LOOK_AGAIN_MS.waiting : LOOK_AGAIN_MS.soon));
  return group.exp && isWaiting && group.exp > now && group.exp < soon ? group.exp : soon;
}

function newGroup(wanted: NewGroup, { actor, command }: By, at: Date): OrderGroup {
  const { provider, lines, ...facts } = wanted;
  return {
    ...facts,
    _id: groupIdOf(actor.orgId, command.key),
    buyerId: actor.orgId,
    placedBy: actor.userId,
    cmdKey: command.key,
    reqHash: command.reqHash,
    issuedAt: at,
    state: 'new',
    poke: false,
    tries: 0,
    rev: 0,
    lines,
    holds: [],
    plan: { rev: 0, why: [] },
    shorts: [],
    feesFen: 0,
    totalFen: totalFenOf(lines),
    ...(provider !== undefined && {
      pay: { provider, attempt: 1, sessionId: null, url: null, ref: null },
    }),
    out: [],
    due: at,
  };
}
