import { Schema, type Connection, type InferRawDocTypeFromSchema } from 'mongoose';
import { CATEGORIES } from '../../shared/facts/categories.ts';
import { CUTOFF_CLASSES } from '../../shared/facts/delivery-rules.ts';
import { LEGAL_CLASSES } from '../../shared/facts/legal-classes.ts';
import { PAPER_KINDS } from '../../shared/facts/papers.ts';
import { COUNTY_IDS } from '../../shared/facts/places.ts';
import { TEMPERATURE_ZONES } from '../../shared/facts/temperature-zones.ts';
import { SOLD_BY } from './sku.ts';

const text = { type: String, required: true } as const;
const words = { type: String, default: '' } as const;
const whole = { type: Number, required: true } as const;
const count = { type: Number, default: null } as const;
const instant = { type: Date, required: true } as const;
const inner = { _id: false, strict: 'throw' } as const;
const outer = { timestamps: false, strict: 'throw', versionKey: false } as const;
const command = {
  type: Schema.create({ key: text, reqHash: text }, inner),
  required: true,
} as const;

/** The ids of a fixed list, as mongoose's `enum` wants them. */
function idsOf<Id extends string>(facts: readonly { readonly id: Id }[]): Id[] {
  return facts.map(({ id }) => id);
}

const productSchema = Schema.create(
  {
    _id: text, // the key of the product
    nameZh: text,
    nameEn: text,
    countyId: { type: String, enum: COUNTY_IDS, required: true },
    category: { type: String, enum: idsOf(CATEGORIES), required: true },
    legalClass: { type: String, enum: idsOf(LEGAL_CLASSES), required: true },
    papersRequired: { type: [{ type: String, enum: idsOf(PAPER_KINDS) }], required: true },
    varietiesZh: { type: [String], required: true },
    shelfLifeDays: count,
    storageC: { type: Schema.create({ min: whole, max: whole }, inner), required: true },
    temperatureZone: { type: String, enum: idsOf(TEMPERATURE_ZONES), required: true },
    harvestMonths: { type: [Number], required: true },
    supplyMonths: { type: [Number], required: true },
    canteenAllowed: { type: Boolean, required: true },
    internal: { type: Boolean, required: true },
    markIds: { type: [String], required: true },
    storyZh: words,
    storyEn: words,
    photoIds: { type: [String], required: true },
    createdAt: instant,
    command,
  },
  { ...outer, collection: 'products' },
);
productSchema.index({ 'command.key': 1 }); // the product a command made

const skuSchema = Schema.create(
  {
    _id: text, // <productId>.<pack>
    productId: text,
    nameZh: text,
    nameEn: text,
    packZh: text,
    packEn: text,
    innerPieces: count,
    version: { type: Number, required: true, min: 1 },
  },
  { ...outer, collection: 'skus' },
);
skuSchema.index({ productId: 1, _id: 1 }); // the packs of a product

const skuVersionSchema = Schema.create(
  {
    _id: text, // <skuId>:v<n>
    skuId: text,
    productId: text,
    n: { type: Number, required: true, min: 1 },
    soldBy: { type: String, enum: SOLD_BY, required: true },
    nominalG: { type: Number, required: true, min: 1 },
    minG: whole,
    maxG: whole,
    stepUnits: whole,
    minUnits: whole,
    shelfLifeDays: count,
    lifeLeftDays: whole,
    cutoffClass: { type: String, enum: CUTOFF_CLASSES, required: true },
    legalClass: { type: String, enum: idsOf(LEGAL_CLASSES), required: true },
    noReason: { type: Boolean, required: true },
    createdAt: instant,
    command,
  },
  { ...outer, collection: 'skuVersions' },
);
skuVersionSchema.index({ skuId: 1, n: 1 }, { unique: true }); // versions of a sku, in order

export type ProductDoc = InferRawDocTypeFromSchema<typeof productSchema>;
export type SkuDoc = InferRawDocTypeFromSchema<typeof skuSchema>;
export type SkuVersionDoc = InferRawDocTypeFromSchema<typeof skuVersionSchema>;

export function productModels(db: Connection) {
  return {
    Products: db.model('Product', productSchema),
    Skus: db.model('Sku', skuSchema),
    SkuVersions: db.model('SkuVersion', skuVersionSchema),
  };
}
