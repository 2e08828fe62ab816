import Joi from 'joi';
import { CATEGORIES } from '../../shared/facts/categories.ts';
import { LEGAL_CLASSES } from '../../shared/facts/legal-classes.ts';
import { PAPER_KINDS } from '../../shared/facts/papers.ts';
import { COUNTY_IDS } from '../../shared/facts/places.ts';
import { TEMPERATURE_ZONES } from '../../shared/facts/temperature-zones.ts';
import type { Price } from '../../shared/money.ts';
import type { Tier } from '../../shared/price.ts';
import { either, fileId, instant, list, object, oneOf, type Infer } from '../../shared/schema.ts';
import { CHANNELS, type NewOffer, type OfferChange } from './offer.ts';
import type { NewProduct, Product } from './product.ts';
import { SOLD_BY, type NewSku, type Pack } from './sku.ts';

/** Ids of products, packs and offers travel in addresses: letters, digits, `.`, `-` and `:` only. */
export const productId = Joi.string().pattern(/^[a-z0-9-]{2,40}$/, 'product');
export const skuId = Joi.string().pattern(/^[a-z0-9-]{2,40}\.[a-z0-9-]{1,30}$/, 'sku');
export const offerId = Joi.string().pattern(/^[\w-]{1,40}:[a-z0-9.-]{3,71}:[a-z]{6,8}$/, 'offer');

const name = Joi.string().trim().min(1).max(80);
const story = Joi.string().trim().allow('').max(400);
const months = list(Joi.number().integer().min(1).max(12)).max(12).unique();
const fen = Joi.number().integer().positive().max(10_000_000);
const grams = Joi.number().integer().positive().max(100_000_000);
const small = Joi.number().integer().positive().max(1_000);
const degrees = Joi.number().integer().min(-60).max(60);
export const county = oneOf(...COUNTY_IDS);
export const category = Joi.string<Product['category']>().valid(...CATEGORIES.map(({ id }) => id));
export const nullable = <T>(schema: Joi.AnySchema<T>) =>
  schema.allow(null) as Joi.AnySchema<T | null>;

export const price: Joi.AlternativesSchema<Price> = either(
  object({ fen, perG: Joi.number().integer().positive().max(1_000_000) }),
  object({ fen, perUnit: Joi.number<1>().valid(1) }),
);

const productShape = {
  id: productId,
  nameZh: name,
  nameEn: name,
  countyId: county,
  category,
  legalClass: Joi.string<Product['legalClass']>().valid(...LEGAL_CLASSES.map(({ id }) => id)),
  papersRequired: list(
    Joi.string<Product['papersRequired'][number]>().valid(...PAPER_KINDS.map(({ id }) => id)),
  ).unique(),
  varietiesZh: list(Joi.string().max(20)).max(20),
  shelfLifeDays: nullable(Joi.number().integer().min(1).max(3_650)),
  storageC: object({ min: degrees, max: degrees }),
  temperatureZone: Joi.string<Product['temperatureZone']>().valid(
    ...TEMPERATURE_ZONES.map(({ id }) => id),
  ),
  harvestMonths: months,
  supplyMonths: months,
  canteenAllowed: Joi.boolean(),
  internal: Joi.boolean(),
  markIds: list(Joi.string().max(40)).max(10),
  storyZh: story,
  storyEn: story,
  photoIds: list(fileId).max(8),
};

export const newProduct: Joi.ObjectSchema<NewProduct> = object(productShape);

/** Parts of a unit, where it is weighed. */
const parts = Joi.number().positive().precision(3).max(1_000);
const packShape = {
  soldBy: oneOf(...SOLD_BY),
  nominalG: grams,
  minG: grams,
  maxG: grams,
  stepUnits: parts,
  minUnits: parts,
  lifeLeftDays: Joi.number().integer().min(0).max(365),
};
export const pack: Joi.ObjectSchema<Pack> = object(packShape);

export const newSku: Joi.ObjectSchema<NewSku> = object({
  id: skuId,
  productId,
  nameZh: name,
  nameEn: name,
  packZh: Joi.string().min(1).max(10),
  packEn: Joi.string().min(1).max(20),
  innerPieces: nullable(small),
  pack,
});

const month = Joi.number().integer().min(1).max(12);
export const newOffer: Joi.ObjectSchema<NewOffer> = object({
  skuId,
  channel: oneOf(...CHANNELS),
  price,
  seasonFrom: month,
  seasonTo: month,
});

export const tier: Joi.ObjectSchema<Tier> = object({
  fromUnits: Joi.number().integer().min(2).max(100_000),
  price,
});
export const newTiers = object({ tiers: list(tier).max(5) });

export const byProduct = object({ productId });
export const bySku = object({ skuId });
export const byOffer = object({ offerId });

/** Markup that no page may print without its holder stays here, and so does who entered it. */
export const productView = object({
  id: productId,
  nameZh: name,
  nameEn: name,
  countyId: county,
  category,
  legalClass: productShape.legalClass,
  papersRequired: productShape.papersRequired,
  varietiesZh: productShape.varietiesZh,
  shelfLifeDays: productShape.shelfLifeDays,
  storageC: productShape.storageC,
  temperatureZone: productShape.temperatureZone,
  harvestMonths: months,
  supplyMonths: months,
  storyZh: story,
  storyEn: story,
  photoIds: productShape.photoIds,
});

export function productViewOf(product: Product): Infer<typeof productView> {
  const { command, createdAt, canteenAllowed, internal, markIds, ...facts } = product;
  return {
    ...facts,
    papersRequired: [...facts.papersRequired],
    varietiesZh: [...facts.varietiesZh],
    harvestMonths: [...facts.harvestMonths],
    supplyMonths: [...facts.supplyMonths],
    photoIds: [...facts.photoIds],
  };
}

/** Answers to commands hold what never changes again, so that a repeat gets the same answer. */
export const versionView = object({ id: Joi.string(), n: Joi.number() });
export const priceChangeView = object({ price, changedAt: instant() });

export function priceChangeViewOf({ price, at }: OfferChange): Infer<typeof priceChangeView> {
  return { price, changedAt: at.toISOString() };
}
