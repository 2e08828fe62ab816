import { createHash } from 'node:crypto';
import type { Duty, Owners } from '../../shared/actor.ts';
import { instantOn } from '../../shared/calendar.ts';
import type { Day } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import { base32 } from '../../shared/hash.ts';
import { costFen } from '../../shared/money.ts';
import type { PlanReason, Shortage } from './allocation.ts';
import { limitError, type ApprovalRule, type LimitRefusal } from './limit-refusal.ts';
import type { Channel, DeliverTo, Order, OrderLine, OutRow, PayBy } from './order.ts';

/** States of one checkout (`orders.md` §5.1). */
export const GROUP_STATES = [
  'new',
  'reserved',
  'awaiting_approval',
  'secured',
  'committed',
  'done',
  'rejecting',
  'rejected',
  'repairing',
  'cancelling',
  'releasing',
  'expired',
  'cancelled',
  'declined',
] as const;
export type GroupState = (typeof GROUP_STATES)[number];

/** Where a given-up group ends. */
export const END_REASONS = ['expired', 'cancelled', 'declined'] as const;
type EndReason = (typeof END_REASONS)[number];
/** States that a repair goes back to. */
export const BACK_STATES = ['reserved', 'awaiting_approval', 'secured'] as const;
export type BackState = (typeof BACK_STATES)[number];
/**
 * What a buyer chose for a line that is short: nothing is ordered at all, what there is, other goods,
 * or the rest without this line.
 */
export const ON_SHORT = ['refuse', 'partial', 'substitute', 'skip'] as const;
type OnShort = (typeof ON_SHORT)[number];

/** Nothing happens to a group in one of these; its orders live on. */
const TERMINAL: readonly GroupState[] = ['done', 'rejected', 'expired', 'cancelled', 'declined'];

export interface GroupLine extends OrderLine {
  readonly sellerId: string;
  readonly needOn: Day;
  /** When it is handed over. */
  readonly needAt: Date;
  /** Batches must keep until then: `needAt` and what the sku promises on top. */
  readonly keepsUntil: Date;
  readonly onShort: OnShort;
  /** Offers that may come instead, best first; only where `onShort` is `substitute`. */
  readonly substitutes: readonly string[];
  /** Given up while goods could not be had again; refunded if it was paid. */
  readonly dropped: boolean;
}

/** In the order in which they are taken: goods, the drop of a van, then money. */
export const HOLD_POOLS = ['stock', 'plan', 'window', 'budget', 'credit'] as const;

/**
 * One hold on one pool: grams of one batch for one line; of a future order one drop and its fen.
 * `hid` = `group:n`, n never reused.
 */
export interface GroupHold {
  readonly hid: string;
  readonly pool: (typeof HOLD_POOLS)[number];
  readonly poolId: string;
  readonly amount: number;
  /** `issuedAt` of the command or plan that takes it. */
  readonly t: Date;
  /** Of drops and fen: the future order `{seller}:{needOn}` that it is for. */
  readonly orderKey?: string | undefined;
  /** Above the budget, and signed for: taken whatever is left. */
  readonly over?: boolean | undefined;
  readonly parts: readonly { readonly line: number; readonly amount: number }[];
  /** No longer wanted: to be released before anything else. */
  readonly drop: boolean;
}

export interface Payment {
  readonly provider: string;
  readonly attempt: number;
  readonly sessionId: string | null;
  readonly url: string | null;
  /** The capture that paid for it. */
  readonly ref: string | null;
}

interface ApprovalSlot {
  readonly role: Duty;
  readonly userId: string | null;
  readonly at: Date | null;
}

export const LINE_CHANGES = ['partial', 'substitute', 'skip'] as const;

/** What a plan made of a line that was short: as it was asked for, and as it is now. */
export interface LineChange {
  readonly line: number;
  readonly kind: (typeof LINE_CHANGES)[number];
  readonly from: LineSum;
  /** null: left out. */
  readonly to: LineSum | null;
}

export interface LineSum {
  readonly offerId: string;
  readonly units: number;
  readonly fen: number;
}

/** From where the goods come, and why. */
interface GroupPlan {
  readonly rev: number;
  readonly why: readonly PlanReason[];
  readonly changes?: readonly LineChange[] | undefined;
}

export interface OrderGroup {
  readonly _id: string;
  readonly buyerId: string;
  readonly payerId: string;
  readonly placedBy: string;
  readonly ageConfirmedAt?: Date | undefined;
  readonly channel: Channel;
  readonly payBy: PayBy;
  readonly deliverTo: DeliverTo;
  readonly cmdKey: string;
  readonly reqHash: string;
  readonly issuedAt: Date;
  readonly state: GroupState;
  readonly back?: BackState | undefined;
  readonly endReason?: EndReason | undefined;
  /** Words of whoever declined or cancelled. */
  readonly endNote?: string | undefined;
  /** Its goods must be looked at again: a batch was stopped. */
  readonly poke: boolean;
  readonly tries: number;
  readonly rev: number;
  readonly lines: readonly GroupLine[];
  readonly holds: readonly GroupHold[];
  readonly plan: GroupPlan;
  /** All lines that could not be had, when it was rejected. */
  readonly shorts: readonly Shortage[];
  readonly feesFen: number;
  readonly totalFen: number;
  readonly exp?: Date | undefined;
  /** Who must sign from which sum on, as its buyer had decided when it was placed. */
  readonly approvalRules: readonly ApprovalRule[];
  readonly approval?:
    { readonly slots: readonly ApprovalSlot[]; readonly isOver?: boolean | undefined } | undefined;
  /** Days from acceptance to payment, agreed with the payer. */
  readonly termsDays: number;
  /** Why it was rejected, where it was not for want of goods. */
  readonly refusal?: LimitRefusal | undefined;
  readonly pay?: Payment | undefined;
  readonly out: readonly OutRow[];
  readonly due?: Date | undefined;
}

/** What may change of a group between two states; the rest is frozen when it is accepted. */
export type GroupChange = Partial<
  Pick<
    OrderGroup,
    | 'state'
    | 'back'
    | 'endReason'
    | 'endNote'
    | 'poke'
    | 'tries'
    | 'lines'
    | 'holds'
    | 'plan'
    | 'shorts'
    | 'refusal'
    | 'totalFen'
    | 'exp'
    | 'approval'
    | 'pay'
    | 'due'
  >
>;

/** Id of the group that a buyer's command makes, the same for every repeat. */
export function groupIdOf(buyerId: string, cmdKey: string): string {
  return base32(createHash('sha256').update(`${buyerId}\n${cmdKey}`).digest(), 26);
}

export function orderIdOf(group: OrderGroup, { sellerId, needOn }: GroupLine): string {
  return `${group._id}:${sellerId}:${needOn}`;
}

/** The group that an order, named by its id, is a part of. */
export function groupOfOrder(orderId: string): string {
  return orderId.slice(0, orderId.indexOf(':'));
}

/** 订单号 of an order: the day it was placed and six characters of its id. */
export function orderNoOf(orderId: string, placedOn: Day): string {
  const tail = base32(createHash('sha256').update(orderId).digest(), 6).toUpperCase();
  return `${placedOn.replaceAll('-', '')}-${tail}`;
}

export function isTerminal({ state }: Pick<OrderGroup, 'state'>): boolean {
  return TERMINAL.includes(state);
}

export function ownersOfGroup({ buyerId, payerId, channel }: OrderGroup): Owners {
  return channel === 'retail' ? { consumer: buyerId } : { canteen: [buyerId, payerId] };
}

export function liveLines(group: Pick<OrderGroup, 'lines'>): GroupLine[] {
  return group.lines.filter(({ dropped }) => !dropped);
}

export function liveHolds(group: Pick<OrderGroup, 'holds'>): GroupHold[] {
  return group.holds.filter(({ drop }) => !drop);
}

export function totalFenOf(lines: readonly GroupLine[]): number {
  return lines.reduce((sum, line) => sum + (line.dropped ? 0 : line.lineFen), 0);
}

/** The line with so many units, at its own price. */
export function withUnits(line: GroupLine, orderedUnits: number): GroupLine {
  const orderedG = orderedUnits * line.nominalG;
  const lineFen = costFen(line.price, { units: orderedUnits, grams: orderedG });
  return { ...line, orderedUnits, orderedG, lineFen };
}

const MINUTE = 60_000;
export const LIMITS = {
  /** A plan that is not through by then is given up. */
  newMs: 15 * MINUTE,
  /** Time a consumer has to pay. */
  payMs: 35 * MINUTE,
  /** Time an approver has, unless the cut-off comes first. */
  approveMs: 24 * 60 * MINUTE,
  /** Plans after the first. */
  plans: 3,
  /** Repairs before a line is given up. */
  repairs: 4,
} as const;

/** Until when goods stay reserved for a group that was just reserved at `now`. */
export function expiryOf(group: Pick<OrderGroup, 'payBy' | 'lines'>, now: Date): Date {
  if (group.payBy === 'provider') return new Date(now.getTime() + LIMITS.payMs);
  const cutoffs = liveLines(group).map(({ cutoffAt }) => cutoffAt.getTime());
  return new Date(Math.min(now.getTime() + LIMITS.approveMs, ...cutoffs));
}

/** When and until when goods for a delivery on this day must be good. */
export function needOf(day: Day, handedOverAt: string, lifeLeftDays: number) {
  const needAt = instantOn(day, handedOverAt);
  return { needAt, keepsUntil: new Date(needAt.getTime() + lifeLeftDays * 24 * 60 * MINUTE) };
}

/**
 * The stored refusal of a rejected group: every short line at once. `order.changed` where a line takes
 * what there is: a consumer confirms the new sum first.
 */
export function shortRefusal({ _id, shorts, lines, payBy, refusal }: OrderGroup): AppError {
  if (refusal) return limitError(_id, refusal);
  const message = 'Not all of it is there.';
  const facts = { groupId: _id, lines: shorts };
  const takesOther = payBy === 'provider' && shorts.some(({ instead }) => instead !== undefined);
  if (!takesOther) return new AppError('conflict', 'order.not-enough-stock', message, { facts });
  const totalFen = totalFenOf(lines);
  const totals = { totalFen, newTotalFen: totalFen + differenceFen(lines, shorts) };
  return new AppError('conflict', 'order.changed', message, { facts: { ...facts, ...totals } });
}

/** What the sum changes by where short lines become what their buyer takes instead. */
function differenceFen(lines: readonly GroupLine[], shorts: readonly Shortage[]): number {
  return shorts.reduce((sum, { line, instead }) => {
    const was = lines.find(({ no }) => no === line)?.lineFen ?? 0;
    return sum + (instead === undefined ? 0 : (instead?.fen ?? 0) - was);
  }, 0);
}

export function groupNotFound(id: string): AppError {
  return new AppError('not-found', 'order.not-found', `There is no order ${id}.`, {
    facts: { id },
  });
}

/** What a buyer reads of a group, derived from it and its orders; never stored. */
export type GroupStatus =
  | 'working'
  | 'awaiting_payment'
  | 'awaiting_approval'
  | 'rejected'
  | 'expired'
  | 'cancelled'
  | 'declined'
  | 'placed'
  | 'preparing'
  | 'dispatched'
  | 'closed';

const STATUS_OF: Readonly<Partial<Record<GroupState, GroupStatus>>> = {
  reserved: 'awaiting_payment',
  awaiting_approval: 'awaiting_approval',
  rejecting: 'rejected',
  rejected: 'rejected',
  expired: 'expired',
  cancelled: 'cancelled',
  declined: 'declined',
};

export function statusOf(group: OrderGroup, orders: readonly Order[]): GroupStatus {
  if (group.state === 'reserved' && group.payBy === 'account') return 'working';
  if (group.state !== 'done') return STATUS_OF[group.state] ?? 'working';
  const open = orders.filter(({ state }) => state !== 'cancelled' && state !== 'cancelling');
  if (open.length === 0) return 'cancelled';
  if (open.every(({ state }) => state === 'closed')) return 'closed';
  if (open.some(({ loads }) => loads.some(({ state }) => state === 'dispatched'))) {
    return 'dispatched';
  }
  return open.some(({ state }) => state === 'picking' || state === 'packed')
    ? 'preparing'
    : 'placed';
}
