import { Schema, type Connection, type InferRawDocTypeFromSchema } from 'mongoose';
import { CHECKS, EXCESS, RECEIPT_STATES, RECEIVED_BY, RESULTS } from './receipt.ts';

const text = { type: String, required: true } as const;
const maybe = { type: String, default: null } as const;
const number = { type: Number, default: null } as const;
const whole = { type: Number, required: true, min: 0 } as const;
const instant = { type: Date, required: true } as const;
const inner = { _id: false, strict: 'throw' } as const;

const line = Schema.create(
  {
    no: whole,
    batchId: text,
    shippedG: whole,
    overG: whole,
    acceptedG: whole,
    rejectedG: whole,
    shortageG: whole,
    units: number,
    reason: maybe,
    photos: { type: [String], required: true },
    tempC10: number,
    checks: { type: [{ type: String, enum: CHECKS }], required: true },
    result: { type: String, enum: RESULTS, required: true },
  },
  inner,
);
const sign = Schema.create(
  {
    userId: text,
    name: text,
    at: instant,
    via: { type: String, enum: ['session', 'password'] as const, required: true },
  },
  inner,
);
const excess = Schema.create(
  { no: whole, choice: { type: String, enum: EXCESS, required: true } },
  inner,
);
const billed = Schema.create(
  {
    no: whole,
    bookedG: whole,
    acceptedG: whole,
    capG: whole,
    floorG: whole,
    billedG: whole,
    billedUnits: number,
    fen: whole,
  },
  inner,
);
const driver = Schema.create(
  { name: text, agrees: { type: Boolean, required: true }, words: { type: String, default: '' } },
  inner,
);
const outRow = Schema.create(
  { id: text, kind: text, at: instant, doneAt: { type: Date, default: null } },
  inner,
);
const lease = Schema.create({ epoch: whole, until: instant }, inner);

const receiptSchema = Schema.create(
  {
    _id: text, // delivery:k or auto:delivery
    deliveryId: text,
    orderId: text,
    grnNo: text,
    buyerId: text,
    sellerId: text,
    channel: { type: String, enum: ['canteen', 'retail'] as const, required: true },
    by: { type: String, enum: RECEIVED_BY, required: true },
    cmdKey: text,
    reqHash: text,
    madeAt: instant,
    storedAt: instant,
    recallListAt: { type: Date, default: null },
    state: { type: String, enum: RECEIPT_STATES, required: true },
    needs: whole,
    tolPermille: whole,
    signs: { type: [sign], required: true },
    lines: { type: [line], required: true },
    excess: { type: [excess], required: true },
    driver: { type: driver, default: null },
    billed: { type: [billed], required: true },
    finalAt: { type: Date, default: null },
    out: { type: [outRow], required: true },
    lease: { type: lease, required: true },
    due: { type: Date },
  },
  { strict: 'throw', timestamps: false, versionKey: false },
);

receiptSchema.index({ deliveryId: 1, cmdKey: 1 }, { unique: true }); // a phone's repeat is the same receipt
receiptSchema.index({ 'out.kind': 1, 'out.doneAt': 1 }); // events to be written
receiptSchema.index({ due: 1 }, { partialFilterExpression: { due: { $exists: true } } }); // sweeper

export type ReceiptDoc = InferRawDocTypeFromSchema<typeof receiptSchema>;

export function receiptModel(db: Connection) {
  return db.model('Receipt', receiptSchema, 'receipts');
}
