import Joi from 'joi';
import {
  day,
  instant,
  list,
  maybe,
  object,
  oneOf,
  optional,
  withDefault,
  type Infer,
} from '../../shared/schema.ts';
import type { Order } from '../orders/index.ts';
import { DELIVERY_STATES, type Aboard, type Delivery, type DeliveryHold } from './delivery.ts';

const ORDER_STATES = [
  'awaiting_harvest',
  'placed',
  'confirmed',
  'picking',
  'packed',
  'closed',
  'cancelling',
  'cancelled',
] as const;
const text = Joi.string().allow('');
const grams = Joi.number().integer().min(0);
const count = Joi.number().integer().min(0);
const names = object({ zh: text, en: text });
const channel = oneOf('canteen', 'retail');
const weight = Joi.number().integer().positive().max(100_000_000);
const holdId = Joi.string().pattern(/^[\w:-]{3,120}$/, 'part');
const ORDER_ID = /^[0-9a-z]{26}:[\w-]+:\d{4}-\d{2}-\d{2}$/;
const DELIVERY_ID = /^[0-9a-z]{26}:[\w-]+:\d{4}-\d{2}-\d{2}:[1-9]\d{0,2}$/;

export const byOrderPart = object({ id: Joi.string().pattern(ORDER_ID, 'order') });
export const byDelivery = object({ id: Joi.string().pattern(DELIVERY_ID, 'delivery') });
export const pickQuery = object({ day: optional(day()) });
export const newWeight = object({
  hid: holdId,
  g: weight,
  confirm: optional(object({ g: weight, nominalG: weight })),
});
export const newLoad = object({ parts: optional(list(holdId).min(1).max(200).unique()) });
export const newReplace = object({
  hid: holdId,
  batchId: optional(Joi.string().pattern(/^\w{11}$/)),
});
export const newDrop = object({ hid: holdId });
export const newDispatch = object({
  plate: withDefault(Joi.string().trim().allow('').max(20), ''),
  driver: withDefault(Joi.string().trim().allow('').max(40), ''),
});
export const deliveryMade = object({ id: Joi.string(), noteNo: Joi.string() });

export const pickListView = object({
  day: maybe(day()),
  days: list(object({ day: day(), orders: count })),
  products: list(
    object({
      skuId: Joi.string(),
      name: names,
      spec: names,
      soldBy: Joi.string(),
      units: count,
      orderedG: grams,
      weighedG: grams,
      lots: list(object({ batchId: Joi.string(), g: grams })),
    }),
  ),
  orders: list(
    object({
      id: Joi.string(),
      no: Joi.string(),
      buyerId: Joi.string(),
      channel,
      to: text,
      address: text,
      state: oneOf(...ORDER_STATES),
      lines: count,
      orderedG: grams,
      weighed: count,
      parts: count,
      deliveries: list(object({ id: Joi.string(), noteNo: Joi.string(), state: Joi.string() })),
    }),
  ),
});
export type PickListView = Infer<typeof pickListView>;

const originView = object({
  code: Joi.string(),
  base: maybe(text),
  county: maybe(text),
  title: maybe(text),
  plot: maybe(text),
  harvestedOn: maybe(day()),
  producedOn: maybe(day()),
  papers: list(object({ kind: Joi.string(), no: text, sha256: maybe(text) })),
});

const deliveryLine = object({
  hid: Joi.string(),
  line: count,
  name: names,
  spec: names,
  soldBy: Joi.string(),
  /** Whether it is billed by weight, or by whole units. */
  byWeight: Joi.boolean(),
  nominalG: grams,
  batchId: Joi.string(),
  g: grams,
  orderedG: grams,
  origin: maybe(originView),
});

export const deliveryView = object({
  id: Joi.string(),
  noteNo: Joi.string(),
  orderId: Joi.string(),
  orderNo: Joi.string(),
  state: oneOf(...DELIVERY_STATES),
  channel,
  needOn: day(),
  buyerId: Joi.string(),
  sellerId: Joi.string(),
  to: object({ name: text, phone: text, address: text }),
  supplier: maybe(object({ name: text, address: text, contact: text })),
  plate: text,
  driver: text,
  dispatchedAt: maybe(instant()),
  deliveredAt: maybe(instant()),
  receiptId: maybe(Joi.string()),
  lines: list(deliveryLine),
  off: list(object({ hid: Joi.string(), why: Joi.string() })),
});
export type DeliveryView = Infer<typeof deliveryView>;

/** A delivery as its parties see it; the order has the words. */
export function deliveryViewOf(delivery: Delivery, order: Order): DeliveryView {
  const { _id: id, snapshot, holds, leaving, supplier, dispatchedAt, deliveredAt } = delivery;
  const parts: readonly (DeliveryHold & { origin?: Aboard['origin'] })[] =
    snapshot.length > 0 ? snapshot : holds;
  const { name, phone, address } = order.deliverTo;
  return {
    ...delivery,
    id,
    to: { name, phone, address },
    supplier,
    plate: leaving?.plate ?? '',
    driver: leaving?.driver ?? '',
    dispatchedAt: dispatchedAt?.toISOString() ?? null,
    deliveredAt: deliveredAt?.toISOString() ?? null,
    lines: parts.flatMap((part) => lineViewOf(part, order)),
    off: [...delivery.off],
  };
}

function lineViewOf(
  part: DeliveryHold & { origin?: Aboard['origin'] },
  { lines }: Order,
): DeliveryView['lines'] {
  const line = lines.find(({ no }) => no === part.line);
  if (!line) return [];
  const { name, spec, soldBy, nominalG, price } = line;
  const origin = part.origin ? { ...part.origin, papers: [...part.origin.papers] } : null;
  return [{ ...part, name, spec, soldBy, nominalG, byWeight: 'perG' in price, origin }];
}

export const orderPartView = object({
  id: Joi.string(),
  no: Joi.string(),
  state: oneOf(...ORDER_STATES),
  channel,
  needOn: day(),
  to: object({ name: text, phone: text, address: text }),
  lines: list(
    object({
      no: count,
      name: names,
      spec: names,
      soldBy: Joi.string(),
      orderedUnits: count,
      orderedG: grams,
      note: text,
      parts: list(
        object({
          hid: Joi.string(),
          batchId: Joi.string(),
          orderedG: grams,
          g: grams,
          weighed: Joi.boolean(),
          /** Number of its delivery; 0: none. */
          delivery: count,
          dropped: Joi.boolean(),
        }),
      ),
    }),
  ),
  deliveries: list(object({ id: Joi.string(), noteNo: Joi.string(), state: Joi.string() })),
});
export type OrderPartView = Infer<typeof orderPartView>;

/** An order as its cooperative works on it. */
export function orderPartViewOf(order: Order, deliveries: readonly Delivery[]): OrderPartView {
  const { _id: id, deliverTo, lines, allocs } = order;
  const { name, phone, address } = deliverTo;
  return {
    ...order,
    id,
    to: { name, phone, address },
    lines: lines.map((line) => ({
      ...line,
      parts: allocs
        .filter((alloc) => alloc.line === line.no)
        .map(({ k, d, drop, ...alloc }) => ({
          ...alloc,
          weighed: k > 0,
          delivery: d,
          dropped: drop,
        })),
    })),
    deliveries: deliveries.map(({ _id, noteNo, state }) => ({ id: _id, noteNo, state })),
  };
}
