import { Schema, type Connection, type InferRawDocTypeFromSchema } from 'mongoose';
import { MAKING_KINDS, MAKING_STATES } from './making.ts';

const text = { type: String, required: true } as const;
const maybeText = { type: String, default: null } as const;
const instant = { type: Date, required: true } as const;
const grams = { type: Number, required: true, min: 0 } as const;

const command = Schema.create({ key: text, reqHash: text }, { _id: false });
const input = Schema.create({ batchId: text, g: grams }, { _id: false });
const origin = Schema.create({ baseId: maybeText, countyId: text, g: grams }, { _id: false });
const output = Schema.create(
  {
    code: text,
    productId: text,
    g: grams,
    gainG: grams,
    origins: { type: [origin], required: true },
  },
  { _id: false },
);
const refusal = Schema.create(
  { kind: text, code: text, message: text, facts: { type: Schema.Types.Mixed } },
  { _id: false, minimize: false },
);

/** What the trace writer takes over; done once it has. */
const outRow = Schema.create(
  { id: text, kind: text, due: instant, doneAt: { type: Date, default: null } },
  { _id: false },
);

const makingSchema = Schema.create(
  {
    _id: text, // from the maker and the command
    orgId: text,
    by: text,
    command: { type: command, required: true },
    at: instant,
    kind: { type: String, enum: MAKING_KINDS, required: true },
    producedOn: text,
    works: maybeText,
    note: maybeText,
    inputs: { type: [input], required: true },
    outputs: { type: [output], required: true },
    wasteG: grams,
    toleranceG: grams,
    usableUntil: { type: Date, default: null },
    state: { type: String, enum: MAKING_STATES, required: true },
    refusal: { type: refusal, default: null },
    out: { type: [outRow], required: true },
    due: { type: Date },
  },
  { strict: 'throw', timestamps: false, versionKey: false },
);

makingSchema.index({ orgId: 1, at: -1, _id: 1 }); // the maker's list
makingSchema.index({ 'inputs.batchId': 1, _id: 1 }); // what was made of a batch: stops walk along it
makingSchema.index({ 'outputs.code': 1, _id: 1 }); // what a batch was made of
makingSchema.index({ 'out.doneAt': 1, _id: 1 }); // what the record does not have yet
makingSchema.index({ due: 1, _id: 1 }, { partialFilterExpression: { due: { $exists: true } } }); // the sweeper

export type MakingDoc = InferRawDocTypeFromSchema<typeof makingSchema>;

export function makingModel(db: Connection) {
  return db.model('Transformation', makingSchema, 'transformations');
}
