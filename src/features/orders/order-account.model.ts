import { Schema, type Connection, type InferRawDocTypeFromSchema } from 'mongoose';
import { ROW_KINDS } from './order-account.ts';
import { CHANNELS, WAYS_TO_PAY } from './order.ts';
import { lease } from './order.model.ts';

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
    holdFen: { type: Number, default: 0 },
    acceptedOn: { type: String },
    dueOn: { type: String },
    at: instant,
  },
  inner,
);

const moneyHold = Schema.create(
  {
    hid: text,
    pool: { type: String, enum: ['budget', 'credit'] as const, required: true },
    poolId: text,
    t: instant,
  },
  inner,
);
const rowOut = Schema.create(
  {
    id: text, // the row's key
    at: instant,
    doneAt: { type: Date, default: null },
    s: { type: Number, default: 0 },
    t: { type: Date, default: null },
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
    termsDays: { type: Number, default: 30 },
    holds: { type: [moneyHold], default: [] },
    n: whole,
    lines: { type: [accountLine], required: true },
    chargedFen: whole,
    creditedFen: whole,
    commissionFen: whole,
    holdFen: whole,
    rows: { type: [row], required: true },
    out: { type: [rowOut], required: true }, // each row's effects: ledger, credit, budget
    lease: { type: lease, required: true },
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
