import { Schema, type Connection } from 'mongoose';
import { holdSchema } from './pool.model.ts';

const text = { type: String, required: true } as const;
const whole = { type: Number, required: true } as const;
const instant = { type: Date, required: true } as const;
const options = { timestamps: false, strict: 'throw', versionKey: false } as const;

const shared = {
  sealedBefore: instant,
  tidiedAt: { type: Date, default: new Date(0) },
  holds: { type: [holdSchema], required: true },
} as const;

const fen = {
  _id: text,
  limitFen: whole,
  availFen: whole,
  heldFen: whole,
  soldFen: whole,
  usedFen: whole,
  ...shared,
} as const;

/** `_id` is the payer 付款方. */
const creditSchema = Schema.create(fen, { ...options, collection: 'creditAccounts' });
/** `_id` is `org:period`, a month `2026-09` or a term `2026-autumn`. */
const budgetSchema = Schema.create(fen, { ...options, collection: 'budgets' });
/** `_id` is `route:date:slot`. */
const windowSchema = Schema.create(
  {
    _id: text,
    limitDrops: whole,
    availDrops: whole,
    heldDrops: whole,
    soldDrops: whole,
    usedDrops: whole,
    cutoffAt: instant,
    ...shared,
  },
  { ...options, collection: 'windowCapacities' },
);
for (const schema of [creditSchema, budgetSchema, windowSchema]) {
  schema.index({ 'holds.s': 1, tidiedAt: 1, _id: 1 }); // what has settled holds to put away
}

const movementSchema = Schema.create(
  {
    _id: text, // `{pool}/{hold}`: one cause may move two pools
    poolId: text,
    holdId: text,
    kind: text,
    g: whole,
    ref: { type: String, default: '' },
    at: instant,
  },
  { ...options, collection: 'limitMovements' },
);
movementSchema.index({ poolId: 1, at: 1, _id: 1 }); // the book of one limit

export function limitModels(db: Connection) {
  return {
    credit: db.model('CreditAccount', creditSchema),
    budget: db.model('Budget', budgetSchema),
    window: db.model('WindowCapacity', windowSchema),
  };
}

export function limitMovementModel(db: Connection) {
  return db.model('LimitMovement', movementSchema);
}
