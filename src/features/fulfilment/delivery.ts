import type { Owners } from '../../shared/actor.ts';
import type { Day } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import type { LotsShipped } from '../../shared/trace-fact.ts';
import type { Alloc, Order } from '../orders/index.ts';
import type { Crate, Loose } from './crate.ts';

/** One part delivery 送货单 of an order (`orders.md` §6). */
export const DELIVERY_STATES = [
  'loading',
  'packed',
  'dispatched',
  'void',
  'delivered',
  'final',
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Grams of one lot for one order line, as they were weighed. */
export interface DeliveryHold {
  readonly hid: string;
  readonly batchId: string;
  readonly g: number;
  readonly line: number;
  /** Nominal grams: what the tolerance is measured against. */
  readonly orderedG: number;
}

/** A hold that stayed behind, and why: the stop's code. */
export interface LeftBehind {
  readonly hid: string;
  readonly why: string;
}

interface SeenPaper {
  readonly kind: string;
  readonly no: string;
  /** SHA-256 of the scan; null: no scan was attached. */
  readonly sha256: string | null;
}

/** Where the goods of one lot come from, as it stood when they left. Never changed afterwards. */
export interface Origin {
  readonly code: string;
  readonly productId: string;
  readonly product: { readonly zh: string; readonly en: string };
  readonly baseId: string | null;
  readonly base: string | null;
  readonly county: string | null;
  /** 菜篮子基地, only if it was valid that day. */
  readonly title: string | null;
  readonly plot: string | null;
  readonly harvestedOn: Day | null;
  readonly producedOn: Day | null;
  readonly shelfLifeDays: number | null;
  /** Last instant it is good; null: it keeps for ever. */
  readonly usableUntil: Date | null;
  readonly sellerId: string;
  readonly papers: readonly SeenPaper[];
  readonly tests: readonly { readonly item: string; readonly verdict: string }[];
}

/** One lot aboard for one line. */
export interface Aboard extends DeliveryHold {
  readonly origin: Origin;
}

/** Who supplies, as the purchase-inspection record must name it. */
export interface Supplier {
  readonly id: string;
  readonly name: string;
  readonly uscc: string | null;
  readonly address: string;
  readonly contact: string;
  readonly licenceNo: string | null;
}

/** The decision that it leaves now; words of the cooperative, never public. */
export interface Leaving {
  readonly by: string;
  readonly at: Date;
  readonly plate: string;
  readonly driver: string;
  readonly driverPhone: string;
  /** When the van left, as the cooperative says; `at` is when it said so. */
  readonly departedAt: Date;
  readonly tempC10: number | null;
}

/** It is there, says the driver or the receiver. */
export interface Arrival {
  readonly by: string;
  readonly role: 'cooperative' | 'canteen';
  readonly at: Date;
  readonly tempC10: number | null;
}

/** 串筐: a crate of one delivery that was taken in with another; a row on each of the two. */
export interface Swap {
  readonly crate: string;
  readonly batchId: string;
  readonly g: number;
  /** It came with this delivery, or it is missing here. */
  readonly way: 'in' | 'out';
  readonly other: string | null;
  readonly by: string;
  readonly at: Date;
}

export interface DeliveryOut {
  readonly id: string;
  readonly kind: string;
  readonly at: Date;
  readonly doneAt: Date | null;
}

export interface Delivery {
  readonly _id: string;
  readonly n: number;
  readonly orderId: string;
  readonly orderNo: string;
  /** 送货单号, for people. */
  readonly noteNo: string;
  readonly buyerId: string;
  readonly payerId: string;
  readonly sellerId: string;
  readonly channel: Order['channel'];
  readonly needOn: Day;
  readonly holds: readonly DeliveryHold[];
  /** Its crates are scanned; else everything travels loose. */
  readonly byCrate: boolean;
  readonly crates: readonly Crate[];
  readonly loose: readonly Loose[];
  readonly swaps: readonly Swap[];
  readonly rev: number;
  readonly state: DeliveryState;
  /** Crates and loose goods were all there, at `rev`. */
  readonly packed: boolean;
  readonly leaving: Leaving | null;
  readonly supplier: Supplier | null;
  readonly snapshot: readonly Aboard[];
  readonly off: readonly LeftBehind[];
  readonly dispatchedAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly arrival: Arrival | null;
  readonly receiptId: string | null;
  readonly out: readonly DeliveryOut[];
}

export function deliveryIdOf(orderId: string, n: number): string {
  return `${orderId}:${n}`;
}

/** The delivery that an order's load `n` is, the same for every repeat. */
export function deliveryOf(order: Order, n: number): Delivery {
  const { _id, no, buyerId, payerId, sellerId, channel, needOn } = order;
  return {
    ...{ buyerId, payerId, sellerId, channel, needOn, n },
    _id: deliveryIdOf(_id, n),
    orderId: _id,
    orderNo: no,
    noteNo: `D${no}-${n}`,
    holds: order.allocs.filter(({ d }) => d === n).map(holdOf),
    byCrate: order.loads.find((load) => load.n === n)?.byCrate ?? false,
    crates: [],
    loose: [],
    swaps: [],
    rev: 0,
    state: 'loading',
    packed: false,
    leaving: null,
    supplier: null,
    snapshot: [],
    off: [],
    dispatchedAt: null,
    deliveredAt: null,
    arrival: null,
    receiptId: null,
    out: [],
  };
}

export function holdOf({ hid, batchId, g, line, orderedG }: Alloc): DeliveryHold {
  return { hid, batchId, g, line, orderedG };
}

export function ownersOfDelivery({ buyerId, payerId, sellerId, channel }: Delivery): Owners {
  return channel === 'retail'
    ? { consumer: buyerId, cooperative: sellerId }
    : { canteen: [buyerId, payerId], cooperative: sellerId };
}

/** What left, as the trace writer tells it; a consumer gets no identifier. */
export function shippedFact(delivery: Delivery): LotsShipped {
  const { _id, sellerId, orderNo, noteNo, snapshot, channel, buyerId } = delivery;
  return {
    kind: 'E14',
    opKey: `${_id}:E14`,
    at: delivery.dispatchedAt ?? new Date(0),
    byOrgId: sellerId,
    ...{ sellerId, orderNo, noteNo },
    ...(channel === 'canteen' && { buyerOrgId: buyerId }),
    lots: lotsOf(snapshot),
  };
}

/** Grams per lot, over the lines. */
function lotsOf(aboard: readonly Aboard[]) {
  const codes = [...new Set(aboard.map(({ batchId }) => batchId))];
  return codes.map((batchId) => {
    const parts = aboard.filter((part) => part.batchId === batchId);
    const grams = parts.reduce((sum, { g }) => sum + g, 0);
    return { batchId, productId: parts[0]?.origin.productId ?? '', grams };
  });
}

export function deliveryNotFound(id: string): AppError {
  return new AppError('not-found', 'delivery.not-found', `There is no delivery ${id}.`, {
    facts: { id },
  });
}

export function deliveryState(state: DeliveryState): AppError {
  return new AppError('conflict', 'delivery.wrong-state', `This delivery is ${state}.`, {
    facts: { state },
  });
}
