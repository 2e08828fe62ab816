import { Schema, type Connection, type InferRawDocTypeFromSchema } from 'mongoose';
import { CHOSEN_ON_SHORT } from './draft.ts';

const text = { type: String, required: true } as const;
const whole = { type: Number, required: true } as const;
const inner = { _id: false, strict: 'throw' } as const;

const row = Schema.create(
  {
    offerId: text,
    units: whole,
    onShort: { type: String, enum: CHOSEN_ON_SHORT, required: true },
    substitutes: { type: [String], required: true },
    rev: whole,
    key: text,
    at: { type: Date, required: true },
  },
  inner,
);

const draftSchema = Schema.create(
  {
    _id: text, // <orgId>:<userId>
    rows: { type: [row], required: true },
    note: { type: String, default: '' },
    noteRev: whole,
    placed: { type: String, default: null },
    placedAt: { type: Date, default: null },
  },
  { strict: 'throw', timestamps: false, versionKey: false },
);

export type DraftDoc = InferRawDocTypeFromSchema<typeof draftSchema>;

export function draftModel(db: Connection) {
  return db.model('OrderDraft', draftSchema, 'orderDrafts');
}
