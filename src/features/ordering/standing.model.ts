import { Schema, type Connection, type InferRawDocTypeFromSchema } from 'mongoose';
import { ON_MISSING, REPORT_KINDS, RHYTHMS, RUN_STATES, STANDING_STATES } from './standing.ts';

const text = { type: String, required: true } as const;
const whole = { type: Number, required: true } as const;
const instant = { type: Date, required: true } as const;
const inner = { _id: false, strict: 'throw' } as const;
const lease = Schema.create({ epoch: whole, until: instant }, inner);
const command = Schema.create({ key: text, reqHash: text }, inner);

const season = Schema.create({ from: whole, to: whole }, inner);
const line = Schema.create(
  {
    offerId: text,
    units: { type: [Number], required: true },
    season: { type: season },
    onMissing: { type: String, enum: ON_MISSING, required: true },
    substitutes: { type: [String], required: true },
  },
  inner,
);

const standingSchema = Schema.create(
  {
    _id: text, // the canteen
    ownerId: text,
    state: { type: String, enum: STANDING_STATES, required: true },
    rhythm: { type: String, enum: RHYTHMS, required: true },
    lines: { type: [line], required: true },
    pausedDates: { type: [String], required: true },
    rev: whole,
    commands: { type: [command], required: true },
    activeSince: instant,
    lease: { type: lease, required: true },
    due: { type: Date },
  },
  { collection: 'standingOrders', timestamps: false, strict: 'throw', versionKey: false },
);
standingSchema.index({ due: 1 }, { partialFilterExpression: { due: { $exists: true } } }); // sweeper

const wish = Schema.create(
  {
    offerId: text,
    units: whole,
    onShort: { type: String, enum: ON_MISSING, required: true },
    substitutes: { type: [String], required: true },
  },
  inner,
);
const row = Schema.create(
  {
    offerId: text,
    kind: { type: String, enum: REPORT_KINDS, required: true },
    why: { type: String, default: '' },
    from: whole,
    to: whole,
    toOfferId: { type: String, default: '' },
  },
  inner,
);
const price = Schema.create({ offerId: text, fen: whole }, inner);

const runSchema = Schema.create(
  {
    _id: text, // so:{canteen}:{deliveryDate}, the key of its command
    buyerId: text,
    ownerId: text,
    deliveryDate: text,
    state: { type: String, enum: RUN_STATES, required: true },
    wishes: { type: [wish], required: true },
    rows: { type: [row], required: true },
    prices: { type: [price], required: true },
    groupId: { type: String, default: null },
    totalFen: whole,
    rev: whole,
    at: instant,
    lease: { type: lease, required: true },
    due: { type: Date },
  },
  { collection: 'standingRuns', timestamps: false, strict: 'throw', versionKey: false },
);
runSchema.index({ buyerId: 1, deliveryDate: -1, _id: 1 }); // reports of a canteen, newest first
runSchema.index({ due: 1 }, { partialFilterExpression: { due: { $exists: true } } }); // sweeper

export type StandingDoc = InferRawDocTypeFromSchema<typeof standingSchema>;
export type RunDoc = InferRawDocTypeFromSchema<typeof runSchema>;

export function standingModels(db: Connection) {
  return {
    orders: db.model('StandingOrder', standingSchema),
    runs: db.model('StandingRun', runSchema),
  };
}
