import { Schema, type Connection, type InferRawDocTypeFromSchema } from 'mongoose';
import { BATCH_STATUSES, HOLD_KINDS, HOLD_STATES, STOP_RANKS } from './pool.ts';

const grams = { type: Number, required: true, min: 0 } as const;
const text = { type: String, required: true } as const;
const instant = { type: Date, required: true } as const;

export const holdSchema = Schema.create(
  {
    id: text,
    kind: { type: String, enum: HOLD_KINDS, required: true },
    ref: { type: String, default: '' },
    g: grams,
    s: { type: String, enum: HOLD_STATES, required: true },
    w: grams,
    n: grams,
    t: instant,
    at: instant,
    exp: { type: Date, default: null },
  },
  { _id: false },
);

const stop = Schema.create(
  {
    id: text,
    by: text,
    rank: { type: String, enum: STOP_RANKS, required: true },
    reason: text,
    was: { type: String, enum: BATCH_STATUSES, required: true },
  },
  { _id: false },
);

const balanceSchema = Schema.create(
  {
    _id: text, // the batch
    custodianId: text,
    productId: text,
    harvestedOn: text,
    status: { type: String, enum: BATCH_STATUSES, required: true },
    usableUntil: instant,
    receivedG: grams,
    transformedInG: grams,
    returnedG: grams,
    movedInG: grams,
    availG: grams,
    heldG: grams,
    soldG: grams,
    shippedG: grams,
    lossG: grams,
    sampleG: grams,
    transformedOutG: grams,
    movedOutG: grams,
    sealedBefore: instant,
    stops: { type: [stop], required: true },
    lifted: { type: [String], required: true },
    gateRev: grams,
    unbound: { type: Boolean },
    looks: grams,
    tidiedAt: { type: Date, default: new Date(0) },
    holds: { type: [holdSchema], required: true },
  },
  { collection: 'batchBalances', timestamps: false, strict: 'throw', versionKey: false },
);

// what is on sale of a product, the first to expire first
balanceSchema.index({ productId: 1, status: 1, usableUntil: 1, harvestedOn: 1, _id: 1 });
balanceSchema.index({ status: 1, usableUntil: 1, _id: 1 }); // what has expired
balanceSchema.index({ 'holds.s': 1, tidiedAt: 1, _id: 1 }); // what has settled holds to put away

const movementSchema = Schema.create(
  {
    _id: text, // the hold
    batchId: text,
    kind: text,
    g: grams,
    n: grams,
    ref: { type: String, default: '' },
    at: instant,
    reverses: { type: String, default: null },
  },
  { collection: 'batchMovements', timestamps: false, strict: 'throw', versionKey: false },
);

movementSchema.index({ batchId: 1, at: 1, _id: 1 }); // the book of one batch

export type BalanceDoc = InferRawDocTypeFromSchema<typeof balanceSchema>;
export type MovementDoc = InferRawDocTypeFromSchema<typeof movementSchema>;

export function balanceModel(db: Connection) {
  return db.model('BatchBalance', balanceSchema);
}

export function movementModel(db: Connection) {
  return db.model('BatchMovement', movementSchema);
}
