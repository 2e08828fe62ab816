import { Schema, type Connection, type InferRawDocTypeFromSchema } from 'mongoose';
import { PRICE_SOURCES } from '../../shared/price.ts';
import {
  ALLOC_POOLS,
  CHANNELS,
  LOAD_STATES,
  ORDER_STATES,
  UNITS_SOLD,
  WAYS_TO_PAY,
} from './order.ts';

const text = { type: String, required: true } as const;
const words = { type: String, default: '' } as const;
const whole = { type: Number, required: true } as const;
const instant = { type: Date, required: true } as const;
const inner = { _id: false, strict: 'throw' } as const;

const price = Schema.create(
  { fen: whole, perG: { type: Number }, perUnit: { type: Number } },
  inner,
);
const names = Schema.create({ zh: text, en: text }, inner);
const agreementRef = Schema.create({ id: text, no: text }, inner);
export const outRow = Schema.create(
  {
    id: text,
    kind: text,
    at: instant,
    doneAt: { type: Date, default: null },
    g: { type: Number },
    line: { type: Number },
  },
  inner,
);
export const lease = Schema.create({ epoch: whole, until: instant }, inner);
export const deliverTo = Schema.create(
  { name: text, phone: text, address: text, districtId: { type: String } },
  inner,
);

/** A line as it was ordered; a group's knows besides for whom and for when. */
export const lineShape = {
  no: whole,
  offerId: text,
  skuId: text,
  skuVersionId: text,
  productId: text,
  name: { type: names, required: true },
  spec: { type: names, required: true },
  soldBy: { type: String, enum: UNITS_SOLD, required: true },
  nominalG: whole,
  orderedUnits: whole,
  orderedG: whole,
  price: { type: price, required: true },
  priceSource: { type: String, enum: PRICE_SOURCES, required: true },
  agreement: { type: agreementRef },
  lineFen: whole,
  cutoffAt: instant,
  note: words,
} as const;
const orderLine = Schema.create(lineShape, inner);

const allocPool = { type: String, enum: ALLOC_POOLS } as const;
const pastHold = Schema.create({ hid: text, batchId: text, t: instant, pool: allocPool }, inner);
const nextHold = Schema.create(
  { hid: text, batchId: text, t: instant, g: whole, pool: allocPool, bind: { type: Boolean } },
  inner,
);

const alloc = Schema.create(
  {
    hid: text,
    line: whole,
    batchId: text,
    pool: allocPool,
    g: whole,
    orderedG: whole,
    t: instant,
    k: whole,
    d: whole,
    drop: { type: Boolean, required: true },
    next: { type: nextHold, default: null },
    noBind: { type: Boolean },
    past: { type: [pastHold], required: true },
  },
  inner,
);

const limitHold = Schema.create(
  {
    hid: text,
    pool: { type: String, enum: ['window', 'budget', 'credit'] as const, required: true },
    poolId: text,
    t: instant,
  },
  inner,
);

const weight = Schema.create(
  { key: text, cmdKey: text, hid: text, k: whole, g: whole, by: text, at: instant },
  inner,
);
const load = Schema.create(
  {
    n: whole,
    state: { type: String, enum: LOAD_STATES, required: true },
    byCrate: { type: Boolean },
  },
  inner,
);
const cancelled = Schema.create({ by: text, reason: words, at: instant }, inner);

const orderSchema = Schema.create(
  {
    _id: text, // group:seller:needDate, so that it is split off once
    no: text,
    groupId: text,
    buyerId: text,
    payerId: text,
    sellerId: text,
    placedBy: text,
    placedAt: instant,
    channel: { type: String, enum: CHANNELS, required: true },
    payBy: { type: String, enum: WAYS_TO_PAY, required: true },
    needOn: text,
    cutoffAt: instant,
    deliverTo: { type: deliverTo, required: true },
    state: { type: String, enum: ORDER_STATES, required: true },
    rev: whole,
    lines: { type: [orderLine], required: true },
    allocs: { type: [alloc], required: true },
    moneyHolds: { type: [limitHold], default: [] },
    weights: { type: [weight], required: true },
    loads: { type: [load], required: true },
    cancelled: { type: cancelled },
    out: { type: [outRow], required: true },
    totalFen: whole,
    lease: { type: lease, required: true },
    tries: whole,
    due: { type: Date },
  },
  { strict: 'throw', timestamps: false, versionKey: false },
);

orderSchema.index({ groupId: 1 }); // the orders of a group
orderSchema.index({ buyerId: 1, placedAt: -1 }); // my orders
orderSchema.index({ sellerId: 1, needOn: 1, state: 1 }); // orders to ship
orderSchema.index({ due: 1 }, { partialFilterExpression: { due: { $exists: true } } }); // sweeper

export type OrderDoc = InferRawDocTypeFromSchema<typeof orderSchema>;

export function orderModel(db: Connection) {
  return db.model('Order', orderSchema, 'orders');
}
