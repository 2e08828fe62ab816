import { Schema, type Connection, type InferRawDocTypeFromSchema } from 'mongoose';
import { CHECKS, VERDICTS } from './verification.ts';

const plain = { _id: false } as const;

const check = Schema.create(
  {
    id: { type: String, enum: CHECKS, required: true },
    outcome: { type: String, enum: ['ok', 'bad', 'unknown'] as const, required: true },
    facts: { type: Schema.Types.Mixed, required: true },
  },
  { ...plain, minimize: false },
);

const command = Schema.create(
  { key: { type: String, required: true }, reqHash: { type: String, required: true } },
  plain,
);

const verificationSchema = Schema.create(
  {
    _id: { type: String, required: true },
    batchId: { type: String, required: true },
    productId: { type: String, required: true },
    officerId: { type: String, required: true },
    officerName: { type: String, required: true },
    orgId: { type: String, required: true },
    orgName: { type: String, required: true },
    verdict: { type: String, enum: VERDICTS, required: true },
    checks: { type: [check], required: true },
    words: { type: String }, // may be empty
    place: { type: String },
    at: { type: Date, required: true },
    command: { type: command, required: true },
    /** Whether the trace writer has taken it. */
    toldAt: { type: Date, default: null },
  },
  { timestamps: false, strict: 'throw', versionKey: false, collection: 'verifications' },
);

verificationSchema.index({ officerId: 1, 'command.key': 1 }, { unique: true }); // decide once
verificationSchema.index({ batchId: 1, at: -1, _id: -1 }); // the newest speaks
verificationSchema.index({ toldAt: 1, at: 1, _id: 1 }); // the trace writer's queue

export type VerificationDoc = InferRawDocTypeFromSchema<typeof verificationSchema>;

export function verificationModel(db: Connection) {
  return db.model('Verification', verificationSchema);
}
