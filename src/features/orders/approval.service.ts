import type { Actor } from '../../shared/actor.ts';
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
   * S6: signs once; the last signature places the order. Safe to repeat.
   * @throws AppError `approval.own-order`, `order.wrong-state`, `order.not-found`
   */
  async function sign(id: string, { userId }: Actor): Promise<OrderGroup> {
    const group = await get(id);
    if (hasSigned(group, userId)) return advance(id);
    checkNotOwn(group, userId);
    const slot = group.approval?.slots.findIndex((each) => each.userId === null) ?? -1;
    if (group.state !== 'awaiting_approval' || slot < 0) throw wrongState(group, 'signed');

    const isSigned = await groups.sign(id, slot, { userId, role: 'approver', at: now() });
    const after = await advance(id);
    if (!isSigned && !hasSigned(after, userId)) throw wrongState(after, 'signed');
    return after;
  }

  /**
   * S8 by an approver, with a reason. Safe to repeat.
   * @throws AppError `approval.own-order`, `order.wrong-state`, `order.not-found`
   */
  async function decline(id: string, reason: string, { userId }: Actor): Promise<OrderGroup> {
    const group = await get(id);
    checkNotOwn(group, userId);
    if (group.state === 'awaiting_approval') {
      const end = { state: 'releasing', endReason: 'declined', endNote: reason } as const;
      await groups.giveUp(id, end, now());
    }
    const after = await advance(id);
    if (after.endReason !== 'declined') throw wrongState(after, 'declined');
    return after;
  }

  return { waiting, sign, decline };
}

function hasSigned({ approval }: OrderGroup, userId: string): boolean {
  return approval?.slots.some((slot) => slot.userId === userId) ?? false;
}

function checkNotOwn({ placedBy }: OrderGroup, userId: string): void {
  if (placedBy !== userId) return;
  throw new AppError('forbidden', 'approval.own-order', 'Nobody approves an order of their own.');
}
