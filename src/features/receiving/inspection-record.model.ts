import { Schema, type Connection, type InferRawDocTypeFromSchema } from 'mongoose';
import { RESULTS } from './receipt.ts';

const text = { type: String, required: true } as const;
const instant = { type: Date, required: true } as const;

/** 进货查验记录: inserted once, never changed; a correction is a next version. */
const recordSchema = Schema.create(
  {
    _id: text, // receipt:line:lot:v
    recordNo: text,
    receiptId: text,
    buyerId: text,
    sellerId: text,
    productId: text,
    on: text,
    productName: text,
    supplierName: text,
    result: { type: String, enum: RESULTS, required: true },
    body: { type: String, required: true }, // canonical JSON, so that its hash can be checked
    sha256: text,
    retainUntil: text,
    at: instant,
  },
  { strict: 'throw', timestamps: false, versionKey: false },
);

recordSchema.index({ buyerId: 1, on: -1, _id: 1 }); // the ledger 采购台账
recordSchema.index({ receiptId: 1 }); // what a receipt made

export type RecordDoc = InferRawDocTypeFromSchema<typeof recordSchema>;

export function inspectionRecordModel(db: Connection) {
  return db.model('InspectionRecord', recordSchema, 'inspectionRecords');
}
