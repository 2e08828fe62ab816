import { Schema, type Connection, type InferRawDocTypeFromSchema } from 'mongoose';
import { BINDING_STATES } from './binding.ts';

const text = { type: String, required: true } as const;
const grams = { type: Number, required: true, min: 0 } as const;
const instant = { type: Date, required: true } as const;

const share = Schema.create({ hid: text, ref: text, wantG: grams, g: grams }, { _id: false });
const lease = Schema.create({ epoch: grams, until: instant }, { _id: false });

const bindingSchema = Schema.create(
  {
    _id: text, // the batch, or `none:<planId>`
    planId: text,
    batchId: { type: String, default: null },
    sellerId: text,
    state: { type: String, enum: BINDING_STATES, required: true },
    isLast: { type: Boolean, default: null },
    shares: { type: [share], default: null },
    startedAt: instant,
    decidedBy: { type: String, default: null },
    lease: { type: lease, required: true },
    due: { type: Date },
  },
  { collection: 'bindings', timestamps: false, strict: 'throw', versionKey: false },
);

bindingSchema.index({ planId: 1, _id: 1 }); // what was bound of a plan
bindingSchema.index({ due: 1 }, { partialFilterExpression: { due: { $exists: true } } }); // sweeper

export type BindingDoc = InferRawDocTypeFromSchema<typeof bindingSchema>;

export function bindingModel(db: Connection) {
  return db.model('Binding', bindingSchema);
}
