import { Schema, type Connection, type InferRawDocTypeFromSchema } from 'mongoose';
import { SANDBOX_STATES } from './sandbox.ts';

const text = { type: String, required: true } as const;
const whole = { type: Number, required: true } as const;
const instant = { type: Date, required: true } as const;

const refund = Schema.create({ key: text, fen: whole }, { _id: false, strict: 'throw' });

const sandboxSchema = Schema.create(
  {
    _id: text, // from the key under which it was opened, so that a repeat opens nothing new
    groupId: text,
    fen: whole,
    state: { type: String, enum: SANDBOX_STATES, required: true },
    expiresAt: instant,
    /** When a payment that was put off goes through by itself. */
    paidAfter: { type: Date },
    declined: whole,
    refunds: { type: [refund], required: true },
  },
  { strict: 'throw', timestamps: false, versionKey: false },
);

export type SandboxDoc = InferRawDocTypeFromSchema<typeof sandboxSchema>;

export function sandboxModel(db: Connection) {
  return db.model('SandboxPayment', sandboxSchema, 'sandboxPayments');
}
