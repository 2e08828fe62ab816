import type { Actor, Duty } from '../../shared/actor.ts';
import { AppError } from '../../shared/errors.ts';
import type { OrderGroup } from './order-group.ts';
import { wrongState } from './order-group.service.ts';
import type { OrderGroupStore } from './order-group.store.ts';

interface Deps {
  groups: OrderGroupStore;
  get: (id: string) => Promise<OrderGroup>;
  advance: (id: string) => Promise<OrderGroup>;
  now: () => Date;
}

/** Signatures of an organisation's approvers on its large orders (`orders.md` S6, §9). */
export function createApprovalService({ groups, get, advance, now }: Deps) {
  /** What waits for a signature here, the longest waiting first. */
  function waiting(buyerId: string): Promise<OrderGroup[]> {
    return groups.ofBuyerInState(buyerId, 'awaiting_approval');
  }

  /**
   * S6: fills one empty slot of a duty that the signer has; the last signature places the order.
   * Safe to repeat. Where another was quicker in that slot, the next empty one is tried.
   * @throws AppError `approval.own-order`, `approval.other-duty` with the duties that are wanted,
   * `order.wrong-state`, `order.not-found`
   */
  async function sign(id: string, { userId, duties }: Signer): Promise<OrderGroup> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const group = await get(id);
      if (hasSigned(group, userId)) return advance(id);
      checkNotOwn(group, userId);
      if (group.state !== 'awaiting_approval') throw wrongState(group, 'signed');
      const role = emptyDutyFor(group, duties);
      const isSigned = await groups.sign(id, { userId, role, at: now() });
      if (isSigned) return advance(id);
    }
    throw wrongState(await get(id), 'signed');
  }

  /**
   * S8 by an approver, with a reason. Safe to repeat.
   * @throws AppError `approval.own-order`, `order.wrong-state`, `order.not-found`
   */
  async function decline(
    id: string,
    reason: string,
    { userId, duties }: Signer,
  ): Promise<OrderGroup> {
    const group = await get(id);
    checkNotOwn(group, userId);
    if (group.state === 'awaiting_approval') {
      checkWanted(group, duties);
      const end = { state: 'releasing', endReason: 'declined', endNote: reason } as const;
      await groups.giveUp(id, end, now());
    }
    const after = await advance(id);
    if (after.endReason !== 'declined') throw wrongState(after, 'declined');
    return after;
  }

  return { waiting, sign, decline };
}

type Signer = Pick<Actor, 'userId' | 'duties'>;
const TRIES = 6;

/** The duty of an empty slot that the signer has: two signatures of one duty never fill two duties' slots. */
function emptyDutyFor({ _id, approval }: OrderGroup, duties: readonly Duty[]): Duty {
  const slots = approval?.slots ?? [];
  const found = slots.find(({ userId, role }) => userId === null && duties.includes(role));
  if (found) return found.role;
  const wanted = slots.filter(({ userId }) => userId === null).map(({ role }) => role);
  throw otherDuty(_id, wanted);
}

/** Whoever may sign, or signed, may decline. */
function checkWanted({ _id, approval }: OrderGroup, duties: readonly Duty[]): void {
  const roles = (approval?.slots ?? []).map(({ role }) => role);
  if (!roles.some((role) => duties.includes(role))) throw otherDuty(_id, roles);
}

function otherDuty(id: string, wanted: readonly Duty[]): AppError {
  return new AppError('forbidden', 'approval.other-duty', `Order ${id} waits for other duties.`, {
    facts: { wanted: [...new Set(wanted)] },
  });
}

function hasSigned({ approval }: OrderGroup, userId: string): boolean {
  return approval?.slots.some((slot) => slot.userId === userId) ?? false;
}

function checkNotOwn({ placedBy }: OrderGroup, userId: string): void {
  if (placedBy !== userId) return;
  throw new AppError('forbidden', 'approval.own-order', 'Nobody approves an order of their own.');
}
