import { Schema, type Connection, type InferRawDocTypeFromSchema } from 'mongoose';
import { DELIVERY_STATES } from './delivery.ts';

const text = { type: String, required: true } as const;
const words = { type: String, default: '' } as const;
const maybe = { type: String, default: null } as const;
const whole = { type: Number, required: true } as const;
const instant = { type: Date, required: true } as const;
const inner = { _id: false, strict: 'throw' } as const;

const holdFields = { hid: text, batchId: text, g: whole, line: whole, orderedG: whole } as const;
const hold = Schema.create(holdFields, inner);
const paper = Schema.create({ kind: text, no: text, sha256: maybe }, inner);
const test = Schema.create({ item: text, verdict: text }, inner);
const names = Schema.create({ zh: text, en: text }, inner);

const origin = Schema.create(
  {
    code: text,
    productId: text,
    product: { type: names, required: true },
    baseId: maybe,
    base: maybe,
    county: maybe,
    title: maybe,
    plot: maybe,
    harvestedOn: maybe,
    producedOn: maybe,
    shelfLifeDays: { type: Number, default: null },
    usableUntil: { type: Date, default: null },
    sellerId: text,
    papers: { type: [paper], required: true },
    tests: { type: [test], required: true },
  },
  inner,
);
const aboard = Schema.create({ ...holdFields, origin: { type: origin, required: true } }, inner);
const leftBehind = Schema.create({ hid: text, why: text }, inner);
const temperature = { type: Number, default: null } as const;
const leaving = Schema.create(
  {
    ...{ by: text, at: instant, plate: words, driver: words, driverPhone: words },
    ...{ departedAt: instant, tempC10: temperature },
  },
  inner,
);
const arrival = Schema.create(
  {
    ...{ by: text, at: instant, tempC10: temperature },
    role: { type: String, enum: ['cooperative', 'canteen'] as const, required: true },
  },
  inner,
);
const crate = Schema.create({ crate: text, line: whole, batchId: text, g: whole }, inner);
const loose = Schema.create({ line: whole, batchId: text, g: whole }, inner);
const swap = Schema.create(
  {
    ...{ crate: text, batchId: text, g: whole, other: maybe, by: text, at: instant },
    way: { type: String, enum: ['in', 'out'] as const, required: true },
  },
  inner,
);
const supplier = Schema.create(
  { id: text, name: text, uscc: maybe, address: words, contact: words, licenceNo: maybe },
  inner,
);
const outRow = Schema.create(
  { id: text, kind: text, at: instant, doneAt: { type: Date, default: null } },
  inner,
);
const lease = Schema.create({ epoch: whole, until: instant }, inner);

const deliverySchema = Schema.create(
  {
    _id: text, // order:n, so that each load is one delivery
    n: whole,
    orderId: text,
    orderNo: text,
    noteNo: text,
    buyerId: text,
    payerId: text,
    sellerId: text,
    channel: { type: String, enum: ['canteen', 'retail'] as const, required: true },
    needOn: text,
    holds: { type: [hold], required: true },
    byCrate: { type: Boolean, required: true },
    crates: { type: [crate], required: true },
    loose: { type: [loose], required: true },
    swaps: { type: [swap], required: true },
    rev: whole,
    state: { type: String, enum: DELIVERY_STATES, required: true },
    packed: { type: Boolean, required: true },
    leaving: { type: leaving, default: null },
    supplier: { type: supplier, default: null },
    snapshot: { type: [aboard], required: true },
    off: { type: [leftBehind], required: true },
    dispatchedAt: { type: Date, default: null },
    deliveredAt: { type: Date, default: null },
    arrival: { type: arrival, default: null },
    receiptId: maybe,
    out: { type: [outRow], required: true },
    lease: { type: lease, required: true },
    due: { type: Date },
  },
  { strict: 'throw', timestamps: false, versionKey: false },
);

deliverySchema.index({ orderId: 1, n: 1 }); // the deliveries of an order
deliverySchema.index({ buyerId: 1, state: 1, needOn: 1 }); // what comes today
deliverySchema.index({ sellerId: 1, needOn: 1 }); // what leaves that day
deliverySchema.index({ 'crates.crate': 1 }); // which note a crate is on
deliverySchema.index({ 'out.kind': 1, 'out.doneAt': 1 }); // events to be written
deliverySchema.index({ channel: 1, state: 1, dispatchedAt: 1 }); // silence
deliverySchema.index({ due: 1 }, { partialFilterExpression: { due: { $exists: true } } }); // sweeper

export type DeliveryDoc = InferRawDocTypeFromSchema<typeof deliverySchema>;

export function deliveryModel(db: Connection) {
  return db.model('Delivery', deliverySchema, 'deliveries');
}
