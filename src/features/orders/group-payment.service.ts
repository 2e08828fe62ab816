import { AppError } from '../../shared/errors.ts';
import type { MoneySeen, Till } from './group-ports.ts';
import type { OrderGroup, Payment } from './order-group.ts';
import type { OrderGroupStore } from './order-group.store.ts';

interface Deps {
  groups: OrderGroupStore;
  till: Till;
  now: () => Date;
}

const PROCESSING_MS = 60_000;

/** The steps of a group on its money: S5, S7, S8, S9 of `orders.md` §5.2. */
export function createGroupPayment({ groups, till, now }: Deps) {
  /** Waits for money: opens the session once, then reads it. True when the group moved on. */
  async function expect(group: OrderGroup): Promise<boolean> {
    const pay = payOf(group);
    if (isPast(group.exp, now())) return moved(giveUp(group, 'expired', ''));
    const session = sessionOf(group);
    if (!session) return openSession(group, pay);
    const seen = await till.look(session);
    if (seen.state === 'paid') return moved(paid(group._id, session.ref, seen.captureId));
    if (seen.state === 'cancelled' || seen.state === 'failed')
      return giveUp(group, 'cancelled', '');
    return false;
  }

  /** S9: the door is closed at the provider before a gram is given back. */
  async function cancel(group: OrderGroup): Promise<boolean> {
    const pay = payOf(group);
    const session = sessionOf(group);
    if (!session) return openSession(group, pay); // the same key: another worker may be making it
    const seen = await till.cancel(session);
    if (seen.state === 'paid') return moved(paid(group._id, session.ref, seen.captureId));
    if (seen.state === 'processing') {
      await groups.write(group, { due: new Date(now().getTime() + PROCESSING_MS) });
      return false;
    }
    return moved(groups.write(group, { state: 'releasing', due: now() }));
  }

  /** While it is repaired: money seen meanwhile makes the repair end in `secured`. */
  async function watch(group: OrderGroup): Promise<void> {
    if (group.payBy !== 'provider' || group.back !== 'reserved') return;
    const session = sessionOf(group);
    const seen: MoneySeen = session ? await till.look(session) : { state: 'open' };
    if (session && seen.state === 'paid') {
      await groups.paidInRepair(group._id, session.ref, seen.captureId);
    }
  }

  /** S7: money was seen and stored; whoever saw it. False when the group has no use for it. */
  async function paid(groupId: string, ref: string, captureId: string): Promise<boolean> {
    if (await groups.paid(groupId, ref, captureId, now())) return true;
    return groups.paidInRepair(groupId, ref, captureId);
  }

  /** S8. */
  function giveUp(
    { _id, payBy }: Pick<OrderGroup, '_id' | 'payBy'>,
    endReason: 'expired' | 'cancelled' | 'declined',
    endNote: string,
  ): Promise<boolean> {
    const state = payBy === 'provider' ? ('cancelling' as const) : ('releasing' as const);
    return groups.giveUp(_id, { state, endReason, endNote }, now());
  }

  /** S5. */
  async function openSession(group: OrderGroup, { provider, attempt }: Payment): Promise<boolean> {
    const expiresAt = group.exp ?? now();
    const { _id: groupId, totalFen: fen } = group;
    const opened = await till.open({ groupId, provider, attempt, fen, expiresAt });
    await groups.sessionOpened(groupId, attempt, opened);
    return true;
  }

  return { expect, cancel, watch, paid, giveUp };
}

export type GroupPayment = ReturnType<typeof createGroupPayment>;

/** Whoever wrote first: the group is read again. */
async function moved(work: Promise<unknown>): Promise<true> {
  await work;
  return true;
}

export function isPast(exp: Date | undefined, now: Date): boolean {
  return exp !== undefined && exp <= now;
}

function payOf({ _id, pay }: OrderGroup): Payment {
  if (!pay) throw new AppError('conflict', 'payment.not-configured', `${_id} is not paid here.`);
  return pay;
}

function sessionOf(group: OrderGroup) {
  const { provider, sessionId } = payOf(group);
  return sessionId === null ? undefined : { groupId: group._id, provider, ref: sessionId };
}
