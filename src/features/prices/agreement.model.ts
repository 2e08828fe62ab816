import { Schema, type Connection, type InferRawDocTypeFromSchema } from 'mongoose';
import { AGREEMENT_RULES } from '../../shared/price.ts';
import { AGREEMENT_STATES } from './agreement.ts';

const text = { type: String, required: true } as const;
const words = { type: String, default: '' } as const;
const whole = { type: Number, required: true } as const;
const instant = { type: Date, required: true } as const;
const inner = { _id: false, strict: 'throw' } as const;

const price = Schema.create(
  { fen: whole, perG: { type: Number }, perUnit: { type: Number } },
  inner,
);
const index = Schema.create(
  { fen: whole, permille: whole, addFen: whole, source: text, month: text },
  inner,
);
const approval = Schema.create({ orgId: text, userId: text, at: instant }, inner);
const command = Schema.create({ key: text, reqHash: text }, inner);

const agreementSchema = Schema.create(
  {
    _id: text, // from who proposed and his command key, so that a repeat finds it
    no: text,
    sellerId: text,
    buyerId: text,
    offerId: text,
    rule: { type: String, enum: AGREEMENT_RULES, required: true },
    price: { type: price, required: true },
    index: { type: index },
    validFrom: text,
    validTo: text,
    state: { type: String, enum: AGREEMENT_STATES, required: true },
    approvals: { type: [approval], required: true },
    why: words,
    at: instant,
    command: { type: command, required: true },
  },
  { strict: 'throw', timestamps: false, versionKey: false },
);

agreementSchema.index({ buyerId: 1, state: 1, validTo: 1, _id: 1 }); // what counts for a buyer
agreementSchema.index({ sellerId: 1, at: -1, _id: 1 }); // a cooperative's contracts

export type AgreementDoc = InferRawDocTypeFromSchema<typeof agreementSchema>;

export function agreementModel(db: Connection) {
  return db.model('PriceAgreement', agreementSchema, 'priceAgreements');
}
