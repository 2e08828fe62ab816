import type { Day } from '../../shared/day.ts';
import { liveAllocs, type Order, type OrderState } from '../orders/index.ts';
import type { Delivery } from './delivery.ts';

/** 按商品汇总: how much of one pack has to be picked for a day. */
export interface PickProduct {
  readonly skuId: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly spec: { readonly zh: string; readonly en: string };
  readonly soldBy: string;
  readonly units: number;
  readonly orderedG: number;
  readonly weighedG: number;
  readonly lots: { readonly batchId: string; readonly g: number }[];
}

/** 按收货单位: one order. */
export interface PickOrder {
  readonly id: string;
  readonly no: string;
  readonly buyerId: string;
  readonly channel: Order['channel'];
  readonly to: string;
  readonly address: string;
  readonly state: OrderState;
  readonly lines: number;
  readonly orderedG: number;
  /** Parts on the scale so far, and in all. */
  readonly weighed: number;
  readonly parts: number;
  readonly deliveries: {
    readonly id: string;
    readonly noteNo: string;
    readonly state: string;
  }[];
}

export interface PickDay {
  readonly day: Day;
  readonly orders: number;
}

/** Days that have something to ship, soonest first. */
export function pickDays(orders: readonly Order[]): PickDay[] {
  const days = groupBy(orders, ({ needOn }) => needOn);
  return [...days]
    .map(([day, ofDay]) => ({ day, orders: ofDay.length }))
    .toSorted((a, b) => (a.day < b.day ? -1 : 1));
}

/** What is to be picked, per pack. Lots are listed with what is held of each. */
export function pickProducts(orders: readonly Order[]): PickProduct[] {
  const lines = orders.flatMap((order) =>
    order.lines.map((line) => ({
      line,
      allocs: liveAllocs(order).filter((alloc) => alloc.line === line.no),
    })),
  );
  const bySku = groupBy(lines, ({ line }) => line.skuId);
  return [...bySku].flatMap(([skuId, ofSku]) => {
    const [first] = ofSku;
    if (!first) return [];
    const { name, spec, soldBy } = first.line;
    const allocs = ofSku.flatMap((part) => part.allocs);
    const units = ofSku.reduce((sum, { line }) => sum + line.orderedUnits, 0);
    const orderedG = sumOf(allocs.map((alloc) => alloc.orderedG));
    const weighedG = sumOf(allocs.filter(({ k }) => k > 0).map(({ g }) => g));
    return [{ skuId, name, spec, soldBy, units, orderedG, weighedG, lots: lotsOf(allocs) }];
  });
}

/** What is to be picked, per receiver. */
export function pickOrders(orders: readonly Order[], deliveries: readonly Delivery[]): PickOrder[] {
  return orders.map((order) => {
    const live = liveAllocs(order);
    return {
      id: order._id,
      no: order.no,
      buyerId: order.buyerId,
      channel: order.channel,
      to: order.deliverTo.name,
      address: order.deliverTo.address,
      state: order.state,
      lines: order.lines.length,
      orderedG: sumOf(live.map(({ orderedG }) => orderedG)),
      weighed: live.filter(({ k }) => k > 0).length,
      parts: live.length,
      deliveries: deliveries
        .filter(({ orderId }) => orderId === order._id)
        .map(({ _id, noteNo, state }) => ({ id: _id, noteNo, state })),
    };
  });
}

function lotsOf(allocs: readonly { readonly batchId: string; readonly g: number }[]) {
  const byLot = groupBy(allocs, ({ batchId }) => batchId);
  return [...byLot].map(([batchId, parts]) => ({ batchId, g: sumOf(parts.map(({ g }) => g)) }));
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}
