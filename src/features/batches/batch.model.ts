import { Schema, type Connection, type InferRawDocTypeFromSchema } from 'mongoose';
import { BATCH_KINDS, BATCH_STEPS, LOG_KINDS } from './batch.ts';

const text = { type: String, required: true } as const;
const maybeText = { type: String, default: null } as const;
const instant = { type: Date, required: true } as const;
const maybeInstant = { type: Date, default: null } as const;
const count = { type: Number, required: true, min: 0 } as const;

const command = Schema.create({ key: text, reqHash: text }, { _id: false });
const pending = Schema.create({ paperId: text, key: text }, { _id: false });
const parent = Schema.create({ batchId: text, g: count }, { _id: false });
const origin = Schema.create({ baseId: maybeText, countyId: text, g: count }, { _id: false });
const submission = Schema.create({ at: instant, by: text, key: text }, { _id: false });
const rejection = Schema.create({ by: text, reason: text }, { _id: false });

const test = Schema.create(
  {
    id: text,
    kind: { type: String, enum: ['rapid', 'laboratory'] as const, required: true },
    item: text,
    method: text,
    inhibitionPermille: { type: Number, default: null },
    limitPermille: { type: Number, default: null },
    verdict: { type: String, enum: ['pass', 'fail'] as const, required: true },
    fileId: maybeText,
    by: text,
    at: instant,
  },
  { _id: false },
);

const logEntry = Schema.create(
  {
    id: text,
    kind: { type: String, enum: LOG_KINDS, required: true },
    by: text,
    at: instant,
    words: { type: String, default: '' },
  },
  { _id: false },
);

const refusal = Schema.create(
  { key: text, kind: text, code: text, message: text, facts: { type: Schema.Types.Mixed } },
  { _id: false, minimize: false },
);

/** What the trace writer takes over; done once it has. */
const outRow = Schema.create(
  {
    id: text,
    kind: { type: String, enum: ['trace:E1', 'trace:E3'] as const, required: true },
    at: instant,
    doneAt: maybeInstant,
  },
  { _id: false },
);

const batchSchema = Schema.create(
  {
    _id: text, // the code
    sellerId: text,
    command: { type: command, required: true },
    registeredAt: instant,
    registeredBy: text,
    kind: { type: String, enum: BATCH_KINDS, required: true },
    productId: text,
    baseId: maybeText,
    plotId: maybeText,
    harvestedOn: maybeText,
    works: maybeText,
    producedOn: maybeText,
    grams: { type: Number, required: true, min: 1 },
    parents: { type: [parent], default: [] },
    origins: { type: [origin], default: [] },
    incomingId: maybeText,
    note: maybeText,
    photos: { type: [String], required: true },
    paperIds: { type: [String], required: true },
    pending: { type: [pending], required: true },
    tests: { type: [test], required: true },
    step: { type: String, enum: BATCH_STEPS, required: true },
    rev: count,
    submitNo: count,
    submission: { type: submission, default: null },
    submittedAt: maybeInstant,
    releasedAt: maybeInstant,
    usableUntil: maybeInstant,
    missing: { type: [String], required: true },
    refusals: { type: [refusal], required: true },
    rejection: { type: rejection, default: null },
    log: { type: [logEntry], required: true },
    commands: { type: [command], required: true },
    out: { type: [outRow], required: true },
    due: { type: Date },
    search: { type: [String], required: true },
    searchText: { type: String, required: true },
  },
  { collection: 'batches', timestamps: false, strict: 'throw', versionKey: false },
);

batchSchema.index({ sellerId: 1, 'command.key': 1 }, { unique: true }); // register once
batchSchema.index({ sellerId: 1, registeredAt: -1, _id: 1 }); // the cooperative's list
batchSchema.index({ registeredAt: -1, _id: 1 }); // everybody's list
batchSchema.index({ search: 1 }); // by code, name, pinyin
batchSchema.index({ 'out.doneAt': 1, _id: 1 }); // what the record does not have yet
batchSchema.index({ due: 1, _id: 1 }, { partialFilterExpression: { due: { $exists: true } } }); // the sweeper

export type BatchDoc = InferRawDocTypeFromSchema<typeof batchSchema>;

export function batchModel(db: Connection) {
  return db.model('Batch', batchSchema);
}
