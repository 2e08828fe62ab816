import { Schema, type Connection, type InferRawDocTypeFromSchema } from 'mongoose';

const text = { type: String, required: true } as const;
const words = { type: String, default: '' } as const;

const auditSchema = Schema.create(
  {
    _id: { type: Number, required: true }, // the place in the chain
    key: text,
    userId: text,
    orgId: text,
    action: text,
    target: text,
    beforeHash: words,
    afterHash: words,
    why: words,
    at: { type: Date, required: true },
    prevHash: words,
    hash: text,
  },
  { collection: 'auditEntries', timestamps: false, strict: 'throw', versionKey: false },
);

auditSchema.index({ key: 1 }, { unique: true }); // one entry per cause
auditSchema.index({ target: 1, _id: -1 }); // what was done to a thing

export type AuditDoc = InferRawDocTypeFromSchema<typeof auditSchema>;

export function auditModel(db: Connection) {
  return db.model('AuditEntry', auditSchema);
}
