import type { Owners } from '../../shared/actor.ts';
import type { Day } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import type { Price } from '../../shared/money.ts';
import type { AgreementRef, PriceSource } from '../../shared/price.ts';

/**
 * Which step may follow which (`orders.md` §6): the life of one cooperative's order 子订单.
 * Shipped, delivered, accepted are no states: they are read from the order's deliveries.
 */
const NEXT = {
  awaiting_harvest: ['placed', 'cancelling'],
  placed: ['confirmed', 'cancelling'],
  confirmed: ['picking', 'cancelling'],
  picking: ['packed'],
  packed: ['closed'],
  closed: [],
  cancelling: ['cancelled'],
  cancelled: [],
} as const satisfies Record<string, readonly string[]>;

export type OrderState = keyof typeof NEXT;
export const ORDER_STATES = Object.keys(NEXT) as [OrderState, ...OrderState[]];

/** States from which `to` may be reached: the store puts them in its update filter. */
export function statesBefore(to: OrderState): OrderState[] {
  return ORDER_STATES.filter((from) => (NEXT[from] as readonly OrderState[]).includes(to));
}

export const CHANNELS = ['canteen', 'retail'] as const;
export type Channel = (typeof CHANNELS)[number];
export const WAYS_TO_PAY = ['account', 'provider'] as const;
export type PayBy = (typeof WAYS_TO_PAY)[number];
export const UNITS_SOLD = ['kg', 'jin', 'piece', 'box', 'bag'] as const;
type SoldBy = (typeof UNITS_SOLD)[number];

interface Names {
  readonly zh: string;
  readonly en: string;
}

/** One line as it was ordered; nothing of it changes afterwards. */
export interface OrderLine {
  readonly no: number;
  readonly offerId: string;
  readonly skuId: string;
  readonly skuVersionId: string;
  readonly productId: string;
  readonly name: Names;
  readonly spec: Names;
  readonly soldBy: SoldBy;
  /** Grams of one unit; `orderedG = orderedUnits × nominalG`. */
  readonly nominalG: number;
  readonly orderedUnits: number;
  readonly orderedG: number;
  readonly price: Price;
  readonly priceSource: PriceSource;
  /** The contract whose price it is; only where `priceSource` is `agreement`. */
  readonly agreement?: AgreementRef | undefined;
  readonly lineFen: number;
  readonly cutoffAt: Date;
  readonly note: string;
}

/** On what an alloc is held: a batch, or the harvest plan 采收计划 of goods still in the field. */
export const ALLOC_POOLS = ['stock', 'plan'] as const;
export type AllocPool = (typeof ALLOC_POOLS)[number];

/** A hold that was tried or held before; kept so that it can be pruned. */
interface PastHold {
  readonly hid: string;
  readonly batchId: string;
  readonly t: Date;
  readonly pool?: AllocPool | undefined;
}

/** The hold that takes the place of an alloc's. */
export interface NextHold extends PastHold {
  readonly g: number;
  /** A pre-order 预订 that gets its harvested batch, before that is on sale (`orders.md` P1b). */
  readonly bind?: boolean | undefined;
}

/** Grams of one batch for one line (`orders.md` §6). Free = not dropped, `next` null, `d` 0. */
export interface Alloc {
  /** Hold on `batchBalances`, or on `harvestPlans` while it waits for its harvest. */
  readonly hid: string;
  readonly line: number;
  /** The batch; of a pre-order the plan, until it is bound. */
  readonly batchId: string;
  /** `stock` unless said. */
  readonly pool?: AllocPool | undefined;
  /** Grams now: ordered, then as weighed. */
  readonly g: number;
  readonly orderedG: number;
  /** `issuedAt` of the hold. */
  readonly t: Date;
  /** Number of the newest weight that reached the hold; 0 = not weighed. */
  readonly k: number;
  /** Number of the delivery it is in; 0 = none. */
  readonly d: number;
  readonly drop: boolean;
  readonly next: NextHold | null;
  /** Its harvest could not be bound to it: other goods, or none. */
  readonly noBind?: boolean | undefined;
  readonly past: readonly PastHold[];
}

/** A hold of an order on a limit. */
export interface LimitHold {
  readonly hid: string;
  readonly pool: 'window' | 'budget' | 'credit';
  readonly poolId: string;
  readonly t: Date;
}

/** One weighing of one alloc; the newest counts, none is overwritten. */
export interface Weight {
  /** `order:line:batch:k`. */
  readonly key: string;
  /** The packer's command, which makes it once. */
  readonly cmdKey: string;
  readonly hid: string;
  readonly k: number;
  readonly g: number;
  readonly by: string;
  readonly at: Date;
}

/** A message that is delivered once it is stored; receivers are keyed by `id`. */
export interface OutRow {
  readonly id: string;
  readonly kind: string;
  readonly at: Date;
  readonly doneAt: Date | null;
  /** Grams that fell away, where the kind has some. */
  readonly g?: number | undefined;
  /** The line they are of. */
  readonly line?: number | undefined;
}

export const LOAD_STATES = ['loading', 'dispatched', 'void', 'final'] as const;

/** Delivery `order:n` as the order sees it. `final` = its receipt is. */
export interface Load {
  readonly n: number;
  readonly state: (typeof LOAD_STATES)[number];
  /** Its crates are scanned; else everything travels loose. */
  readonly byCrate?: boolean | undefined;
}

/** Where it goes: the canteen's address, or what the consumer typed. */
export interface DeliverTo {
  readonly name: string;
  readonly phone: string;
  readonly address: string;
  readonly districtId?: string | undefined;
}

/** One cooperative's part of a group, for one day. `_id` is `group:seller:needDate`. */
export interface Order {
  readonly _id: string;
  /** 订单号, for people. */
  readonly no: string;
  readonly groupId: string;
  readonly buyerId: string;
  readonly payerId: string;
  readonly sellerId: string;
  readonly placedBy: string;
  readonly placedAt: Date;
  readonly channel: Channel;
  readonly payBy: PayBy;
  readonly needOn: Day;
  readonly cutoffAt: Date;
  readonly deliverTo: DeliverTo;
  readonly state: OrderState;
  readonly rev: number;
  readonly lines: readonly OrderLine[];
  readonly allocs: readonly Alloc[];
  /** Its drop of a window, its parts of budget and credit: given back when it is cancelled. */
  readonly moneyHolds?: readonly LimitHold[] | undefined;
  readonly weights: readonly Weight[];
  readonly loads: readonly Load[];
  /** Why and by whom it was cancelled. */
  readonly cancelled?:
    { readonly by: string; readonly reason: string; readonly at: Date } | undefined;
  readonly out: readonly OutRow[];
  readonly totalFen: number;
  readonly due?: Date | undefined;
}

/** Who may see an order: its buyer, its payer, its seller. */
export function ownersOfOrder({ buyerId, payerId, sellerId, channel }: Order): Owners {
  return channel === 'retail'
    ? { consumer: buyerId, cooperative: sellerId }
    : { canteen: [buyerId, payerId], cooperative: sellerId };
}

/** Why an order could not move from `from` to `to`. */
export function moveRefusal(from: OrderState, to: OrderState): AppError {
  return new AppError('conflict', 'order.wrong-state', `This order is ${from}; not ${to} next.`, {
    facts: { state: from, allowed: NEXT[from] },
  });
}

export function orderNotFound(id: string): AppError {
  return new AppError('not-found', 'order.not-found', `There is no order ${id}.`, {
    facts: { id },
  });
}

/** It waits for its harvest 待采收. */
export function isPlanned({ pool }: Pick<Alloc, 'pool'>): boolean {
  return pool === 'plan';
}

/** Number of the next replacement of an order: each ends as one row of `past`. */
export function nextHoldNo({ allocs }: Pick<Order, 'allocs'>): number {
  return allocs.reduce((sum, { past, next }) => sum + past.length + (next ? 1 : 0), 1);
}

/** Nothing else is going on with it: it may be weighed, replaced, dropped or loaded. */
export function isFree({ drop, next, d }: Alloc): boolean {
  return !drop && next === null && d === 0;
}

/** Allocs that still stand. */
export function liveAllocs({ allocs }: Pick<Order, 'allocs'>): Alloc[] {
  return allocs.filter(({ drop }) => !drop);
}

/** The newest weight of an alloc, whether or not its hold is there yet. */
export function newestWeight({ weights }: Pick<Order, 'weights'>, hid: string): Weight | undefined {
  return weights.filter((weight) => weight.hid === hid).toSorted((a, b) => b.k - a.k)[0];
}

/**
 * Why the order is not packed yet: the lines and batches that still want a weight.
 * Empty = every live alloc is weighed and its hold is at that weight.
 */
export function unweighed(order: Order): Alloc[] {
  return liveAllocs(order).filter(
    (alloc) =>
      alloc.next !== null || alloc.k === 0 || alloc.k !== newestWeight(order, alloc.hid)?.k,
  );
}

/** Every alloc is in a delivery whose receipt is final, or dropped. */
export function isDelivered(order: Order): boolean {
  const final = new Set(order.loads.filter(({ state }) => state === 'final').map(({ n }) => n));
  return liveAllocs(order).every(({ d }) => final.has(d));
}

export function orderBusy(): AppError {
  return new AppError('busy', 'order.busy', 'This order is being worked on. Please try again.');
}
