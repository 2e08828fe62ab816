import type { GroupHolds } from './group-holds.service.ts';
import type { GroupTaking } from './group-taking.service.ts';
import { isPast, type GroupPayment } from './group-payment.service.ts';
import type { GroupSplit } from './group-split.service.ts';
import type { GroupState, OrderGroup } from './order-group.ts';
import type { OrderGroupStore } from './order-group.store.ts';

interface Deps {
  groups: Pick<OrderGroupStore, 'write'>;
  holds: GroupHolds & Pick<GroupTaking, 'take'>;
  payment: GroupPayment;
  split: GroupSplit;
  now: () => Date;
}

/** What each state of a group asks for (`orders.md` §5.1, §5.2). */
export function createGroupSteps({ groups, holds, payment, split, now }: Deps) {
  /** What the state asks for. True when it may have changed, so that it is read again. */
  const steps: Readonly<Record<GroupState, (group: OrderGroup) => Promise<boolean>>> = {
    new: moving(holds.take),
    reserved,
    awaiting_approval: awaitApproval,
    secured: moving(holds.sell),
    committed: moving(split.finish),
    repairing: repair,
    cancelling: payment.cancel,
    rejecting: (group) => release(group, 'rejected'),
    releasing: (group) => release(group, group.endReason ?? 'cancelled'),
    done: stay,
    rejected: stay,
    expired: stay,
    cancelled: stay,
    declined: stay,
  };

  async function reserved(group: OrderGroup): Promise<boolean> {
    if (group.poke) return moving(holds.look)(group, 'reserved');
    if (group.payBy === 'provider') return payment.expect(group);
    const state = group.approval ? 'awaiting_approval' : 'secured';
    await groups.write(group, { state, due: state === 'secured' ? now() : group.exp });
    return true;
  }

  async function awaitApproval(group: OrderGroup): Promise<boolean> {
    if (group.poke) return moving(holds.look)(group, 'awaiting_approval');
    if (group.approval?.slots.every(({ userId }) => userId !== null)) {
      await groups.write(group, { state: 'secured', due: now() });
      return true;
    }
    if (!isPast(group.exp, now())) return false;
    await payment.giveUp(group, 'expired', '');
    return true;
  }

  async function repair(group: OrderGroup): Promise<boolean> {
    await payment.watch(group);
    await holds.repair(group);
    return true;
  }

  /** S10: every hold is given back, what is owed is sent, then it ends. */
  async function release(
    group: OrderGroup,
    end: 'rejected' | 'expired' | 'cancelled' | 'declined',
  ): Promise<boolean> {
    await holds.releaseAll(group);
    if (!(await split.deliverOut(group))) await groups.write(group, { state: end, due: undefined });
    return true;
  }

  return steps;
}

export type GroupSteps = ReturnType<typeof createGroupSteps>;

/** A step that always decides something: whoever wrote first, the group is read again. */
function moving<A extends readonly unknown[]>(work: (...args: A) => Promise<unknown>) {
  return async (...args: A): Promise<boolean> => {
    await work(...args);
    return true;
  };
}

function stay(): Promise<boolean> {
  return Promise.resolve(false);
}
