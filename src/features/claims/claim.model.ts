import { Schema, type Connection, type InferRawDocTypeFromSchema } from 'mongoose';
import { ROLES } from '../../shared/actor.ts';
import { CLAIM_AGAINST, CLAIM_KINDS, CLAIM_STATES, OUTCOMES } from './claim.ts';

const text = { type: String, required: true } as const;
const words = { type: String, default: '' } as const;
const maybe = { type: String, default: null } as const;
const whole = { type: Number, required: true } as const;
const yes = { type: Boolean, required: true } as const;
const instant = { type: Date, required: true } as const;
const inner = { _id: false, strict: 'throw' } as const;

const line = Schema.create({ no: whole, batchId: maybe, g: whole, askFen: whole }, inner);
const decidedLine = Schema.create({ no: whole, fen: whole }, inner);
const refused = Schema.create({ code: text, line: whole, creditableFen: whole }, inner);
const decision = Schema.create(
  {
    n: whole,
    by: text,
    role: { type: String, enum: [...ROLES, 'system'] as const, required: true },
    outcome: { type: String, enum: OUTCOMES, required: true },
    lines: { type: [decidedLine], required: true },
    fen: whole,
    words,
    from: { type: String, enum: CLAIM_STATES, required: true },
    at: instant,
    refused: { type: refused, default: null },
  },
  inner,
);
const answer = Schema.create(
  { usedG: whole, onHandG: whole, destroyedG: whole, pays: yes, by: text, at: instant },
  inner,
);
const held = Schema.create({ receiptId: text, no: whole, batchId: text }, inner);
const sentBack = Schema.create({ carrier: text, waybillNo: text, at: instant }, inner);
const back = Schema.create({ intact: yes, by: text, at: instant }, inner);
const disputed = Schema.create({ words: text, by: text, at: instant }, inner);
const lease = Schema.create({ epoch: whole, until: instant }, inner);

const claimSchema = Schema.create(
  {
    _id: text, // order:c:hash of the command
    no: text,
    orderId: text,
    orderNo: text,
    deliveryId: maybe,
    buyerId: text,
    payerId: text,
    sellerId: text,
    channel: { type: String, enum: ['canteen', 'retail'] as const, required: true },
    kind: { type: String, enum: CLAIM_KINDS, required: true },
    against: { type: String, enum: CLAIM_AGAINST, required: true },
    hidden: yes,
    words,
    photos: { type: [String], required: true },
    lines: { type: [line], required: true },
    askFen: whole,
    held: { type: held, default: null },
    by: text,
    cmdKey: text,
    reqHash: text,
    at: instant,
    state: { type: String, enum: CLAIM_STATES, required: true },
    rev: whole,
    decisions: { type: [decision], required: true },
    answer: { type: answer, default: null },
    sentBack: { type: sentBack, default: null },
    arrivedAt: { type: Date, default: null },
    back: { type: back, default: null },
    disputed: { type: disputed, default: null },
    endedAt: { type: Date, default: null },
    lease: { type: lease, required: true },
    due: { type: Date },
  },
  { collection: 'claims', strict: 'throw', timestamps: false, versionKey: false },
);

claimSchema.index({ orderId: 1, at: 1 }); // the claims of an order
claimSchema.index({ sellerId: 1, at: -1 }); // a cooperative's inbox
claimSchema.index({ buyerId: 1, at: -1 }); // what a buyer has claimed
claimSchema.index({ state: 1, at: 1 }); // disputes for the operator
claimSchema.index({ due: 1 }, { partialFilterExpression: { due: { $exists: true } } }); // sweeper

export type ClaimDoc = InferRawDocTypeFromSchema<typeof claimSchema>;

export function claimModel(db: Connection) {
  return db.model('Claim', claimSchema);
}
