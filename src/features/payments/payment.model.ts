import { Schema, type Connection, type InferRawDocTypeFromSchema } from 'mongoose';
import { REFUND_STATES } from './payment.ts';

const text = { type: String, required: true } as const;
const whole = { type: Number, required: true } as const;
const instant = { type: Date, required: true } as const;
const inner = { _id: false, strict: 'throw' } as const;
const outer = { strict: 'throw', timestamps: false, versionKey: false } as const;
const DUE = { partialFilterExpression: { due: { $exists: true } } };

const lease = Schema.create({ epoch: whole, until: instant }, inner);
const take = Schema.create({ key: text, fen: whole }, inner);

const paymentSchema = Schema.create(
  {
    _id: text, // provider:captureRef, so that money is stored once, whoever sees it
    provider: text,
    captureRef: text,
    ref: text,
    groupId: text,
    fen: whole,
    refundableFen: { type: Number, required: true, min: 0 },
    takes: { type: [take], required: true },
    use: { type: String, enum: ['group', 'void'] as const },
    at: instant,
    lease: { type: lease, required: true },
    due: { type: Date },
  },
  outer,
);
paymentSchema.index({ groupId: 1 }); // the money of a group
paymentSchema.index({ due: 1 }, DUE); // sweeper

const line = Schema.create({ no: whole, fen: whole }, inner);
const refundSchema = Schema.create(
  {
    _id: text, // its cause, so that it is sent once
    paymentId: { type: String },
    groupId: text,
    orderId: { type: String },
    lines: { type: [line], required: true },
    fen: whole,
    why: { type: String, default: '' },
    state: { type: String, enum: REFUND_STATES, required: true },
    try: whole,
    providerRef: { type: String },
    at: instant,
    doneAt: { type: Date },
    lease: { type: lease, required: true },
    due: { type: Date },
  },
  outer,
);
refundSchema.index({ groupId: 1 }); // refunds a buyer sees
refundSchema.index({ due: 1 }, DUE); // sweeper

const KEPT_S = 40 * 24 * 60 * 60;
const eventSchema = Schema.create({ _id: text, type: text, ref: text, at: instant }, outer);
eventSchema.index({ at: 1 }, { expireAfterSeconds: KEPT_S }); // received, not done: kept to know repeats

export type PaymentDoc = InferRawDocTypeFromSchema<typeof paymentSchema>;
export type RefundDoc = InferRawDocTypeFromSchema<typeof refundSchema>;

export function paymentModels(db: Connection) {
  return {
    Payments: db.model('Payment', paymentSchema, 'payments'),
    Refunds: db.model('Refund', refundSchema, 'refunds'),
    Events: db.model('PaymentEvent', eventSchema, 'paymentEvents'),
  };
}
