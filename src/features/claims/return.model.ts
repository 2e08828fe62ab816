import { Schema, type Connection, type InferRawDocTypeFromSchema } from 'mongoose';
import { RETURN_STATES } from './return.ts';

const text = { type: String, required: true } as const;
const whole = { type: Number, required: true } as const;
const instant = { type: Date, required: true } as const;
const lease = Schema.create({ epoch: whole, until: instant }, { _id: false, strict: 'throw' });

const returnSchema = Schema.create(
  {
    _id: text, // delivery:r:hash of the command
    deliveryId: text,
    orderId: text,
    sellerId: text,
    line: whole,
    batchId: text,
    g: whole,
    code: text,
    state: { type: String, enum: RETURN_STATES, required: true },
    leftG: { type: Number, default: null },
    by: text,
    cmdKey: text,
    reqHash: text,
    at: instant,
    lease: { type: lease, required: true },
    due: { type: Date },
  },
  { collection: 'returns', strict: 'throw', timestamps: false, versionKey: false },
);

returnSchema.index({ deliveryId: 1, at: 1 }); // what came back of a delivery
returnSchema.index({ due: 1 }, { partialFilterExpression: { due: { $exists: true } } }); // sweeper

export type ReturnDoc = InferRawDocTypeFromSchema<typeof returnSchema>;

export function returnModel(db: Connection) {
  return db.model('Return', returnSchema);
}
