import { Schema, type Connection, type InferRawDocTypeFromSchema } from 'mongoose';
import { STOP_RANKS } from '../pools/index.ts';
import { STOP_STATES } from './stop.ts';

const text = { type: String, required: true } as const;
const whole = { type: Number, required: true } as const;

const shipped = Schema.create(
  { batchId: text, hid: text, ref: { type: String, default: '' }, g: whole, n: whole },
  { _id: false },
);

const stopSchema = Schema.create(
  {
    _id: text, // the batch and the id of the stop on it
    root: text,
    stopId: text,
    kind: { type: String, enum: ['hold', 'recall'] as const, required: true },
    rank: { type: String, enum: STOP_RANKS, required: true },
    by: text,
    reason: text,
    at: { type: Date, required: true },
    state: { type: String, enum: STOP_STATES, required: true },
    liftedBy: { type: String, default: null },
    /** Every shipped hold, once it is `acknowledged`. */
    scope: { type: [shipped], required: true },
    due: { type: Date, required: true },
  },
  { collection: 'batchStops', timestamps: false, strict: 'throw', versionKey: false },
);

stopSchema.index({ state: 1, due: 1, _id: 1 }); // those whose walk is not done

export type StopDoc = InferRawDocTypeFromSchema<typeof stopSchema>;

export function stopModel(db: Connection) {
  return db.model('BatchStop', stopSchema);
}
