import { Schema, type Connection } from 'mongoose';
import { takeSchema } from '../takes/index.ts';

const add = Schema.create(
  { key: { type: String, required: true }, g: { type: Number, required: true, min: 0 } },
  { _id: false },
);

/** What may come back of a delivery line and lot: what was refused, and what a claim sent back. */
const returnPoolSchema = Schema.create(
  {
    _id: { type: String, required: true }, // delivery:line:lot
    leftG: { type: Number, required: true, min: 0 },
    adds: { type: [add], required: true },
    takes: { type: [takeSchema], required: true },
  },
  { collection: 'returnPools', timestamps: false, strict: 'throw', versionKey: false },
);

export function returnPoolModel(db: Connection) {
  return db.model('ReturnPool', returnPoolSchema);
}
