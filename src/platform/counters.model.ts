import { Schema, type Connection } from 'mongoose';

const counterSchema = Schema.create(
  {
    _id: { type: String, required: true }, // what is counted, and in which window
    n: { type: Number, required: true },
    endsAt: { type: Date, required: true },
  },
  { collection: 'rateCounters', timestamps: false, strict: 'throw', versionKey: false },
);

counterSchema.index({ endsAt: 1 }); // those that are over

export function counterModel(db: Connection) {
  return db.model('RateCounter', counterSchema);
}
