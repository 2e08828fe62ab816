import { Schema, type Connection, type InferRawDocTypeFromSchema } from 'mongoose';

const run = Schema.create(
  {
    key: { type: String, required: true },
    reqHash: { type: String, required: true },
    from: { type: Number, required: true, min: 1 },
    count: { type: Number, required: true, min: 1 },
    netG: { type: Number, required: true, min: 1 },
    by: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { _id: false },
);

const rollSchema = Schema.create(
  {
    _id: { type: String, required: true }, // the batch
    leftG: { type: Number, required: true, min: 0 },
    next: { type: Number, required: true, min: 1 },
    runs: { type: [run], required: true },
  },
  { collection: 'labelRolls', timestamps: false, strict: 'throw', versionKey: false },
);

export type RollDoc = InferRawDocTypeFromSchema<typeof rollSchema>;

export function rollModel(db: Connection) {
  return db.model('LabelRoll', rollSchema);
}
