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

export const ORDER_STATES = [
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
export const newLoad = object({
  parts: optional(list(holdId).min(1).max(200).unique()),
  byCrate: withDefault(Joi.boolean(), false),
});
const crateText = Joi.string().trim().min(3).max(120);
const line = Joi.number().integer().min(1).max(1_000);
export const newCrate = object({
  crate: crateText,
  line: optional(line),
  g: optional(weight),
  swap: withDefault(Joi.boolean(), false),
});
export const crateOff = object({ crate: crateText });
export const crateSwap = object({ crate: crateText, g: optional(weight) });
export const newPack = object({
  /** What travels without a crate; left out: all that is in none. */
  loose: optional(
    list(object({ line, batchId: Joi.string().pattern(/^\w{11}$/), g: weight })).max(400),
  ),
});
const temperature = Joi.number().integer().min(-600).max(1_000);
export const newArrival = object({ tempC10: optional(temperature) });
export const newReplace = object({
  hid: holdId,
  batchId: optional(Joi.string().pattern(/^\w{11}$/)),
});
export const newDrop = object({ hid: holdId });
export const newDispatch = object({
  plate: withDefault(Joi.string().trim().allow('').max(20), ''),
  driver: withDefault(Joi.string().trim().allow('').max(40), ''),
  driverPhone: withDefault(Joi.string().trim().allow('').max(20), ''),
  departedAt: optional(instant()),
  tempC10: optional(temperature),
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

const price = object({
  fen: count,
  perG: optional(count),
  perUnit: optional(count),
});
const part = object({ line: count, batchId: Joi.string(), g: grams });

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
  price,
  /** Number of the contract that this is the price of. */
  agreementNo: maybe(text),
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
  driverPhone: text,
  departedAt: maybe(instant()),
  departureC10: maybe(Joi.number()),
  arrivalC10: maybe(Joi.number()),
  byCrate: Joi.boolean(),
  crates: list(object({ crate: Joi.string(), line: count, batchId: Joi.string(), g: grams })),
  loose: list(part),
  swaps: list(
    object({ crate: Joi.string(), batchId: Joi.string(), g: grams, way: oneOf('in', 'out') }),
  ),
  dispatchedAt: maybe(instant()),
  deliveredAt: maybe(instant()),
  receiptId: maybe(Joi.string()),
  lines: list(deliveryLine),
  off: list(object({ hid: Joi.string(), why: Joi.string() })),
});
export type DeliveryView = Infer<typeof deliveryView>;

/** A delivery as its parties see it; the order has the words. */
export function deliveryViewOf(delivery: Delivery, order: Order): DeliveryView {
  const { _id: id, snapshot, holds, supplier, dispatchedAt, deliveredAt } = delivery;
  const parts: readonly (DeliveryHold & { origin?: Aboard['origin'] })[] =
    snapshot.length > 0 ? snapshot : holds;
  const { name, phone, address } = order.deliverTo;
  return {
    ...delivery,
    id,
    to: { name, phone, address },
    supplier,
    ...runOf(delivery),
    crates: [...delivery.crates],
    loose: [...delivery.loose],
    swaps: [...delivery.swaps],
    dispatchedAt: dispatchedAt?.toISOString() ?? null,
    deliveredAt: deliveredAt?.toISOString() ?? null,
    lines: parts.flatMap((part) => lineViewOf(part, order)),
    off: [...delivery.off],
  };
}

/** Who drove, when, how warm. */
function runOf({ leaving, arrival }: Delivery) {
  const { plate = '', driver = '', driverPhone = '', tempC10 = null } = leaving ?? {};
  return {
    ...{ plate, driver, driverPhone, departureC10: tempC10 },
    departedAt: leaving && leaving.departedAt.toISOString(),
    arrivalC10: arrival && arrival.tempC10,
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
  const agreementNo = line.agreement?.no ?? null;
  const byWeight = 'perG' in price;
  return [{ ...part, name, spec, soldBy, nominalG, byWeight, price, agreementNo, origin }];
}
