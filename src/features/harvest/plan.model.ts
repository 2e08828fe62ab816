import { Schema, type Connection, type InferRawDocTypeFromSchema } from 'mongoose';
import { holdSchema } from '../pools/index.ts';
import { CONFIDENCES, PLAN_STATUSES } from './plan.ts';

const text = { type: String, required: true } as const;
const grams = { type: Number, required: true } as const;
const instant = { type: Date, required: true } as const;
const confidence = { type: String, enum: CONFIDENCES, required: true } as const;

const forecast = Schema.create(
  { key: text, reqHash: text, expectedG: grams, confidence, by: text, at: instant },
  { _id: false },
);

const planSchema = Schema.create(
  {
    _id: text, // <baseId>:<productId>:<harvestOn>
    sellerId: text,
    baseId: text,
    productId: text,
    harvestOn: text,
    expectedG: grams,
    confidence,
    status: { type: String, enum: PLAN_STATUSES, required: true },
    usableUntil: instant,
    availG: grams,
    heldG: grams,
    soldG: grams,
    sealedBefore: instant,
    tidiedAt: { type: Date, default: new Date(0) },
    turn: { type: String, default: null },
    forecasts: { type: [forecast], required: true },
    holds: { type: [holdSchema], required: true },
  },
  { collection: 'harvestPlans', timestamps: false, strict: 'throw', versionKey: false },
);

planSchema.index({ sellerId: 1, harvestOn: 1, _id: 1 }); // the week of a cooperative
planSchema.index({ productId: 1, status: 1, harvestOn: 1, _id: 1 }); // what can be pre-ordered
planSchema.index({ status: 1, harvestOn: 1, _id: 1 }); // harvests that are over

export type PlanDoc = InferRawDocTypeFromSchema<typeof planSchema>;

export function planModel(db: Connection) {
  return db.model('HarvestPlan', planSchema);
}
