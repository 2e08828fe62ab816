import { Schema, type Connection } from 'mongoose';

const eventSchema = Schema.create(
  {
    _id: { type: String, required: true }, // the event's own id: its cause, hashed
    kind: { type: String, required: true },
    opKey: { type: String, required: true },
    /** The organisation that said so. */
    byOrgId: { type: String, required: true },
    event: { type: Schema.Types.Mixed, required: true },
    classes: { type: [String], required: true },
    batchIds: { type: [String], required: true },
    refs: { type: [String], required: true },
    bizStep: { type: String, required: true },
    bizLocation: { type: String },
    readPoint: { type: String },
    eventTime: { type: Date, required: true },
    recordTime: { type: Date, required: true },
    /** Not yet in the tamper-evident log, which comes with a later issue and starts with these. */
    pending: { type: Boolean, required: true },
  },
  { timestamps: false, strict: 'throw', versionKey: false, collection: 'traceEvents' },
);

eventSchema.index({ batchIds: 1, eventTime: 1, _id: 1 }); // the life of a batch
eventSchema.index({ classes: 1, eventTime: 1 }); // EPCIS queries by lot
eventSchema.index({ refs: 1 }); // events of an order, a note, a receipt
eventSchema.index({ recordTime: 1, _id: 1 }); // capture order
eventSchema.index({ recordTime: 1 }, { partialFilterExpression: { pending: true } }); // the log's queue

export function eventModel(db: Connection) {
  return db.model('TraceEvent', eventSchema);
}

const settingSchema = Schema.create(
  { _id: { type: String, required: true }, value: { type: String, required: true } },
  { timestamps: false, strict: 'throw', versionKey: false, collection: 'settings' },
);

export function settingModel(db: Connection) {
  return db.model('Setting', settingSchema);
}
