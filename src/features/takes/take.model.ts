import { Schema } from 'mongoose';

/** The fields of `takes` in any document that is taken from; beside them stands its own `leftG`. */
export const takeSchema = Schema.create(
  {
    key: { type: String, required: true },
    g: { type: Number, required: true, min: 0 },
    s: { type: String, enum: ['taken', 'void'] as const, required: true },
  },
  { _id: false },
);
