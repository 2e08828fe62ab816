import { Schema, type Connection, type InferRawDocTypeFromSchema } from 'mongoose';
import { ROW_KINDS } from './order-account.ts';
import { CHANNELS, WAYS_TO_PAY } from './order.ts';
import { outRow } from './order.model.ts';

const text = { type: String, required: true } as const;
const whole = { type: Number, required: true } as const;
const instant = { type: Date, required: true } as const;
const inner = { _id: false, strict: 'throw' } as const;

const accountLine = Schema.create(
  {
    no: whole,
    kind: { type: String, enum: ['goods', 'freight', 'fee'] as const, required: true },
    orderedG: whole,
    lineFen: whole,
    goneG: whole,
    creditableFen: whole,
  },
  inner,
);
const rowLine = Schema.create(
  { no: whole, g: whole, fen: whole, acceptedG: { type: Number } },
  inner,
);
const row = Schema.create(
  {
    n: whole,
    key: text,
    kind: { type: String, enum: ROW_KINDS, required: true },
    lines: { type: [rowLine], required: true },
    fen: whole,
    commissionFen: whole,
    at: instant,
  },
  inner,
);

const accountSchema = Schema.create(
  {
    _id: text, // the order
    groupId: text,
    payerId: text,
    sellerId: text,
    channel: { type: String, enum: CHANNELS, required: true },
    payBy: { type: String, enum: WAYS_TO_PAY, required: true },
    moneyVia: { type: String, enum: ['direct', 'collected'] as const, required: true },
    rateBp: whole,
    n: whole,
    lines: { type: [accountLine], required: true },
    chargedFen: whole,
    creditedFen: whole,
    commissionFen: whole,
    holdFen: whole,
    rows: { type: [row], required: true },
    out: { type: [outRow], required: true }, // each row's effects: ledger, credit, budget
    due: { type: Date },
  },
  { strict: 'throw', timestamps: false, versionKey: false },
);

accountSchema.index({ groupId: 1 }); // the money of a group
accountSchema.index({ due: 1 }, { partialFilterExpression: { due: { $exists: true } } }); // sweeper

export type OrderAccountDoc = InferRawDocTypeFromSchema<typeof accountSchema>;

export function orderAccountModel(db: Connection) {
  return db.model('OrderAccount', accountSchema, 'orderAccounts');
}
