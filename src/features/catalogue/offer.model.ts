import { Schema, type Connection, type InferRawDocTypeFromSchema } from 'mongoose';
import { CHANNELS, OFFER_CHANGES } from './offer.ts';

const text = { type: String, required: true } as const;
const whole = { type: Number, required: true } as const;
const month = { type: Number, required: true, min: 1, max: 12 } as const;
const instant = { type: Date, required: true } as const;
const inner = { _id: false, strict: 'throw' } as const;
const price = {
  type: Schema.create({ fen: whole, perG: { type: Number }, perUnit: { type: Number } }, inner),
  required: true,
} as const;

const tier = Schema.create({ fromUnits: whole, price }, inner);
const change = Schema.create(
  {
    key: text,
    reqHash: text,
    kind: { type: String, enum: OFFER_CHANGES, required: true },
    price,
    tiers: { type: [tier], default: undefined },
    by: text,
    at: instant,
  },
  inner,
);

const offerSchema = Schema.create(
  {
    _id: text, // <sellerId>:<skuId>:<channel>
    sellerId: text,
    skuId: text,
    productId: text,
    skuVersionId: text,
    channel: { type: String, enum: CHANNELS, required: true },
    price,
    tiers: { type: [tier], required: true },
    unitFen: whole,
    seasonFrom: month,
    seasonTo: month,
    months: { type: [Number], required: true },
    standing: { type: String, enum: ['offered', 'withdrawn'] as const, required: true },
    changes: { type: [change], required: true },
    offeredAt: instant,
    // Of the product, for the shelf; a product keeps its place and name.
    stockOf: text, // <sellerId>:<productId>: whose batches serve it
    countyId: text,
    category: text,
    search: { type: [String], required: true },
    searchText: text,
  },
  { timestamps: false, strict: 'throw', versionKey: false, collection: 'offers' },
);

offerSchema.index({ sellerId: 1, _id: 1 }); // a cooperative's own
offerSchema.index({ productId: 1, channel: 1, _id: 1 }); // page of a product
offerSchema.index({ skuId: 1, channel: 1, _id: 1 }); // what a canteen bought before
offerSchema.index({ channel: 1, standing: 1, _id: 1 }); // shop and order sheet
offerSchema.index({ channel: 1, standing: 1, unitFen: 1, _id: 1 }); // by price
offerSchema.index({ channel: 1, standing: 1, offeredAt: -1, _id: 1 }); // newest first
offerSchema.index({ search: 1 }); // by what is typed

export type OfferDoc = InferRawDocTypeFromSchema<typeof offerSchema>;

export function offerModel(db: Connection) {
  return db.model('Offer', offerSchema);
}
