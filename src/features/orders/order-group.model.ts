import { Schema, type Connection, type InferRawDocTypeFromSchema } from 'mongoose';
import { DUTIES } from '../../shared/actor.ts';
import { PASSED_OVER, RULES } from './allocation.ts';
import {
  BACK_STATES,
  END_REASONS,
  GROUP_STATES,
  LINE_CHANGES,
  HOLD_POOLS,
  ON_SHORT,
} from './order-group.ts';
import { CHANNELS, WAYS_TO_PAY } from './order.ts';
import { deliverTo, lease, lineShape, outRow } from './order.model.ts';

const text = { type: String, required: true } as const;
const whole = { type: Number, required: true } as const;
const yes = { type: Boolean, required: true } as const;
const instant = { type: Date, required: true } as const;
const inner = { _id: false, strict: 'throw' } as const;

const groupLine = Schema.create(
  {
    ...lineShape,
    sellerId: text,
    needOn: text,
    needAt: instant,
    keepsUntil: instant,
    onShort: { type: String, enum: ON_SHORT, required: true },
    substitutes: { type: [String], required: true },
    dropped: yes,
  },
  inner,
);

const part = Schema.create({ line: whole, amount: whole }, inner);
const hold = Schema.create(
  {
    hid: text,
    pool: { type: String, enum: HOLD_POOLS, required: true },
    poolId: text,
    amount: whole,
    t: instant,
    orderKey: { type: String },
    over: { type: Boolean },
    parts: { type: [part], required: true },
    drop: yes,
  },
  inner,
);

const passedOver = Schema.create(
  { batchId: text, why: { type: String, enum: PASSED_OVER, required: true } },
  inner,
);
const reason = Schema.create(
  {
    line: whole,
    batchId: text,
    g: whole,
    rule: { type: String, enum: RULES, required: true },
    rank: whole,
    passedOver: { type: [passedOver], required: true },
  },
  inner,
);
const lineSum = Schema.create({ offerId: text, units: whole, fen: whole }, inner);
const lineChange = Schema.create(
  {
    line: whole,
    kind: { type: String, enum: LINE_CHANGES, required: true },
    from: { type: lineSum, required: true },
    to: { type: lineSum, default: null },
  },
  inner,
);
const plan = Schema.create(
  { rev: whole, why: { type: [reason], required: true }, changes: { type: [lineChange] } },
  inner,
);
const shortage = Schema.create(
  {
    ...{ line: whole, offerId: text, neededG: whole, availG: whole },
    instead: { type: lineSum }, // null is kept: nothing would come
  },
  inner,
);

const slot = Schema.create(
  {
    role: { type: String, enum: DUTIES, required: true },
    userId: { type: String, default: null },
    at: { type: Date, default: null },
  },
  inner,
);
const approval = Schema.create(
  { slots: { type: [slot], required: true }, isOver: { type: Boolean } },
  inner,
);
const approvalRule = Schema.create(
  { overFen: whole, role: { type: String, enum: DUTIES, required: true }, count: whole },
  inner,
);
const refusal = Schema.create(
  {
    code: text,
    poolId: { type: String, default: '' },
    available: { type: Number, default: null },
    lacking: { type: Number, default: null },
  },
  inner,
);
const pay = Schema.create(
  {
    provider: text,
    attempt: whole,
    sessionId: { type: String, default: null },
    url: { type: String, default: null },
    ref: { type: String, default: null },
  },
  inner,
);

const groupSchema = Schema.create(
  {
    _id: text, // from buyer and command key, so that a repeat finds it
    buyerId: text,
    payerId: text,
    placedBy: text,
    ageConfirmedAt: { type: Date },
    channel: { type: String, enum: CHANNELS, required: true },
    payBy: { type: String, enum: WAYS_TO_PAY, required: true },
    deliverTo: { type: deliverTo, required: true },
    cmdKey: text,
    reqHash: text,
    issuedAt: instant,
    state: { type: String, enum: GROUP_STATES, required: true },
    back: { type: String, enum: BACK_STATES },
    endReason: { type: String, enum: END_REASONS },
    endNote: { type: String },
    poke: yes,
    tries: whole,
    rev: whole,
    lines: { type: [groupLine], required: true },
    holds: { type: [hold], required: true },
    plan: { type: plan, required: true },
    shorts: { type: [shortage], required: true },
    feesFen: whole,
    totalFen: whole,
    exp: { type: Date },
    approvalRules: { type: [approvalRule], default: [] },
    approval: { type: approval },
    termsDays: { type: Number, default: 30 },
    refusal: { type: refusal },
    pay: { type: pay },
    lease: { type: lease, required: true },
    out: { type: [outRow], required: true },
    due: { type: Date },
  },
  { strict: 'throw', timestamps: false, versionKey: false },
);

groupSchema.index({ buyerId: 1, issuedAt: -1 }); // my orders; last week's sheet
groupSchema.index({ 'holds.poolId': 1, state: 1 }); // who holds a batch that was stopped
groupSchema.index({ due: 1 }, { partialFilterExpression: { due: { $exists: true } } }); // sweeper

export type OrderGroupDoc = InferRawDocTypeFromSchema<typeof groupSchema>;

export function orderGroupModel(db: Connection) {
  return db.model('OrderGroup', groupSchema, 'orderGroups');
}
