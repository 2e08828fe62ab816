import { Schema, type Connection, type InferRawDocTypeFromSchema } from 'mongoose';
import { COUNTY_IDS } from '../../shared/facts/places.ts';
import { takeSchema } from '../takes/index.ts';
import { AUTHORISATION_KINDS } from './base.ts';

const command = Schema.create(
  { key: { type: String, required: true }, reqHash: { type: String, required: true } },
  { _id: false },
);

const plot = Schema.create(
  {
    n: { type: Number, required: true, min: 1 },
    command: { type: command, required: true },
    nameZh: { type: String, required: true },
    areaMu100: { type: Number, required: true, min: 1 },
    productIds: { type: [String], required: true },
  },
  { _id: false },
);

const confirmation = Schema.create(
  { by: { type: String, required: true }, at: { type: Date, required: true } },
  { _id: false },
);

const authorisation = Schema.create(
  {
    n: { type: Number, required: true, min: 1 },
    command: { type: command, required: true },
    kind: { type: String, enum: AUTHORISATION_KINDS, required: true },
    title: { type: String, required: true },
    body: { type: String, required: true },
    number: { type: String, default: null },
    productScopeIds: { type: [String], required: true },
    validFrom: { type: String, default: null },
    validTo: { type: String, default: null },
    fileId: { type: String, default: null },
    confirmed: { type: confirmation, default: null },
  },
  { _id: false },
);

const baseSchema = Schema.create(
  {
    _id: { type: String, required: true },
    orgId: { type: String, required: true },
    command: { type: command, required: true },
    registeredAt: { type: Date, required: true },
    nameZh: { type: String, required: true },
    nameEn: { type: String, default: null },
    countyId: { type: String, enum: COUNTY_IDS, required: true },
    village: { type: String, required: true },
    address: { type: String, default: null },
    crop: { type: String, required: true },
    areaMu100: { type: Number, default: null },
    responsible: { type: String, default: null },
    photos: { type: [String], required: true },
    plots: { type: [plot], required: true },
    authorisations: { type: [authorisation], required: true },
  },
  { collection: 'bases', timestamps: false, strict: 'throw', versionKey: false },
);

baseSchema.index({ orgId: 1, 'command.key': 1 }, { unique: true }); // register once; own bases

export type BaseDoc = InferRawDocTypeFromSchema<typeof baseSchema>;

export function baseModel(db: Connection) {
  return db.model('Base', baseSchema);
}

const cropCycleSchema = Schema.create(
  {
    _id: { type: String, required: true }, // <plotId>:<productId>:<year>
    baseId: { type: String, required: true },
    plotId: { type: String, required: true },
    productId: { type: String, required: true },
    year: { type: Number, required: true },
    capG: { type: Number, default: null },
    leftG: { type: Number, default: null },
    harvestedG: { type: Number, required: true, min: 0 },
    takes: { type: [takeSchema], required: true },
  },
  { collection: 'cropCycles', timestamps: false, strict: 'throw', versionKey: false },
);

cropCycleSchema.index({ baseId: 1, year: 1 }); // cap used, on the page of a base

export type CropCycleDoc = InferRawDocTypeFromSchema<typeof cropCycleSchema>;

export function cropCycleModel(db: Connection) {
  return db.model('CropCycle', cropCycleSchema);
}
