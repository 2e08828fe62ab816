import { Schema, type Connection, type InferRawDocTypeFromSchema } from 'mongoose';
import { takeSchema } from '../takes/index.ts';
import { CERTIFICATE_BASES, CERTIFICATE_STYLES, PAPER_KINDS } from './paper.ts';

const command = Schema.create(
  { key: { type: String, required: true }, reqHash: { type: String, required: true } },
  { _id: false },
);

const certificate = Schema.create(
  {
    style: { type: String, enum: CERTIFICATE_STYLES, required: true },
    basis: { type: [{ type: String, enum: CERTIFICATE_BASES }], required: true },
    productId: { type: String, required: true },
    product: { type: String, required: true },
    origin: { type: String, required: true },
    subject: { type: String, required: true },
    contact: { type: String, required: true },
  },
  { _id: false },
);

const test = Schema.create(
  {
    item: { type: String, required: true },
    method: { type: String, required: true },
    result: { type: String, required: true },
    verdict: { type: String, enum: ['pass', 'fail'] as const, required: true },
  },
  { _id: false },
);

const paperSchema = Schema.create(
  {
    _id: { type: String, required: true },
    orgId: { type: String, required: true },
    command: { type: command, required: true },
    registeredAt: { type: Date, required: true },
    kind: { type: String, enum: PAPER_KINDS, required: true },
    no: { type: String, required: true },
    issuer: { type: String, required: true },
    issuedOn: { type: String, required: true },
    validFrom: { type: String, required: true },
    validTo: { type: String, default: null },
    grams: { type: Number, default: null },
    leftG: { type: Number, default: null },
    fileId: { type: String, default: null },
    certificate: { type: certificate, default: null },
    test: { type: test, default: null },
    lots: { type: [String], required: true },
    takes: { type: [takeSchema], required: true },
    status: { type: String, enum: ['valid', 'revoked'] as const, required: true },
  },
  { collection: 'papers', timestamps: false, strict: 'throw', versionKey: false },
);

paperSchema.index({ orgId: 1, 'command.key': 1 }, { unique: true }); // register once
paperSchema.index({ kind: 1, issuer: 1, no: 1 }, { unique: true }); // one paper is one row
paperSchema.index({ orgId: 1, registeredAt: -1 }); // own papers, newest first
paperSchema.index({ lots: 1 }); // papers of a batch

export type PaperDoc = InferRawDocTypeFromSchema<typeof paperSchema>;

export function paperModel(db: Connection) {
  return db.model('Paper', paperSchema);
}
