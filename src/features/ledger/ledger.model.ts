import { Schema, type Connection, type InferRawDocTypeFromSchema } from 'mongoose';
import { PAYMENT_STATES } from './bank-payment.ts';
import { ENTRY_KINDS } from './entry.ts';
import { STATEMENT_STATES } from './statement.ts';

const text = { type: String, required: true } as const;
const maybe = { type: String, default: null } as const;
const words = { type: String, default: '' } as const;
const whole = { type: Number, required: true } as const;
const instant = { type: Date, required: true } as const;
const inner = { _id: false, strict: 'throw' } as const;
const options = { timestamps: false, strict: 'throw', versionKey: false } as const;
const lease = Schema.create({ epoch: whole, until: instant }, inner);
const due = { partialFilterExpression: { due: { $exists: true } } };

const names = Schema.create({ zh: text, en: text }, inner);
const posting = Schema.create({ account: text, fen: whole }, inner);
const line = Schema.create(
  {
    no: whole,
    name: { type: names, required: true },
    spec: { type: names, required: true },
    price: text,
    g: { type: Number, default: null },
    fen: whole,
  },
  inner,
);

const entrySchema = Schema.create(
  {
    _id: text, // its cause, so that it is written once
    kind: { type: String, enum: ENTRY_KINDS, required: true },
    at: instant,
    on: text,
    payerId: maybe,
    sellerId: maybe,
    fen: whole,
    postings: { type: [posting], required: true },
    acceptedOn: maybe,
    dueOn: maybe,
    orderId: maybe,
    orderNo: maybe,
    buyerId: maybe,
    lines: { type: [line], required: true },
    corrects: { type: [String], required: true },
    reverses: maybe,
    statementId: maybe,
  },
  { ...options, collection: 'ledgerEntries' },
);
entrySchema.index({ payerId: 1, sellerId: 1, on: 1, _id: 1 }); // running account of a payer
entrySchema.index({ sellerId: 1, payerId: 1, on: 1, _id: 1 }); // who owes a seller
entrySchema.index({ statementId: 1, _id: 1 }); // what stands on a statement

const snapshot = Schema.create(
  {
    v: whole,
    at: instant,
    entryKeys: { type: [String], required: true },
    totalFen: whole,
    dues: { type: [Schema.create({ on: text, fen: whole }, inner)], required: true },
    payTo: words,
    sha256: text,
  },
  inner,
);
const answer = Schema.create(
  { by: text, at: instant, words, isRight: { type: Boolean, required: true } },
  inner,
);
const dispute = Schema.create(
  {
    v: whole,
    by: text,
    at: instant,
    lines: { type: [Schema.create({ key: text, words: text }, inner)], required: true },
    answer: { type: answer },
  },
  inner,
);
const correction = Schema.create(
  { orderId: text, no: whole, fen: whole, key: text, refused: { type: String } },
  inner,
);

const statementSchema = Schema.create(
  {
    _id: text, // payer:seller:period
    payerId: text,
    sellerId: text,
    period: text,
    state: { type: String, enum: STATEMENT_STATES, required: true },
    v: whole,
    entryKeys: { type: [String], required: true },
    hasKeys: { type: Boolean, required: true },
    snapshots: { type: [snapshot], required: true },
    disputes: { type: [dispute], required: true },
    corrections: { type: [correction], required: true },
    confirmed: { type: Schema.create({ by: text, at: instant }, inner) },
    lease: { type: lease, required: true },
    due: { type: Date },
  },
  { ...options, collection: 'statements' },
);
// an entry stands on one statement; empty ones are left out, or two of them would be duplicates
statementSchema.index(
  { payerId: 1, entryKeys: 1 },
  { unique: true, partialFilterExpression: { hasKeys: true } },
);
statementSchema.index({ payerId: 1, period: -1, _id: 1 }); // a payer's
statementSchema.index({ sellerId: 1, period: -1, _id: 1 }); // a seller's
statementSchema.index({ due: 1 }, due); // sweeper

const paymentSchema = Schema.create(
  {
    _id: text, // pay:{account}:{bankRef}:{seller}
    payerId: text,
    sellerId: text,
    account: text,
    bankRef: text,
    fen: whole,
    on: text,
    proofId: maybe,
    state: { type: String, enum: PAYMENT_STATES, required: true },
    recordedBy: text,
    recordedAt: instant,
    cmdKey: text,
    decidedBy: maybe,
    decidedAt: { type: Date, default: null },
    why: words,
    /** Counts successor keys of its credit, for one that came too late. */
    s: whole,
    t: { type: Date, default: null },
    lease: { type: lease, required: true },
    due: { type: Date },
  },
  { ...options, collection: 'bankPayments' },
);
paymentSchema.index({ payerId: 1, recordedAt: -1, _id: 1 });
paymentSchema.index({ sellerId: 1, recordedAt: -1, _id: 1 });
paymentSchema.index({ due: 1 }, due); // sweeper

export type EntryDoc = InferRawDocTypeFromSchema<typeof entrySchema>;
export type StatementDoc = InferRawDocTypeFromSchema<typeof statementSchema>;
export type BankPaymentDoc = InferRawDocTypeFromSchema<typeof paymentSchema>;

export const entryModel = (db: Connection) => db.model('LedgerEntry', entrySchema);
export const statementModel = (db: Connection) => db.model('Statement', statementSchema);
export const bankPaymentModel = (db: Connection) => db.model('BankPayment', paymentSchema);
