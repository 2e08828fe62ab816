import Joi from 'joi';
import { CUTOFF_CLASSES } from '../../shared/facts/delivery-rules.ts';
import {
  code,
  day,
  instant,
  list,
  object,
  oneOf,
  optional,
  withDefault,
  type Infer,
} from '../../shared/schema.ts';
import {
  category,
  county,
  nullable,
  offerId,
  price,
  priceChangeView,
  priceChangeViewOf,
  productId,
  productView,
  skuId,
  tier,
} from './catalogue.schema.ts';
import { CHANNELS, type OfferedSku } from './offer.ts';
import { SHOP_SORTS } from './shelf.ts';
import { SOLD_BY } from './sku.ts';

const count = Joi.number().integer().min(0);
/** Of goods that are weighed, also parts of a unit. */
const units = Joi.number().min(0);
const words = object({ zh: Joi.string(), en: Joi.string() });

/** The shop's filters, all in its address. */
const wanted = {
  county: optional(county.empty('')),
  category: optional(category.empty('')),
  season: optional(oneOf('now').empty('')),
  q: optional(Joi.string().trim().empty('').max(40)),
  sort: withDefault(oneOf(...SHOP_SORTS).empty(''), 'season'),
};
export const shopFilter = object({
  ...wanted,
  after: optional(Joi.string().max(300)),
  limit: withDefault(Joi.number().integer().min(1).max(100), 24),
});
export type ShopFilter = Infer<typeof shopFilter>;

const cardShape = {
  offerId,
  productId,
  skuId,
  sellerId: Joi.string(),
  name: words,
  spec: words,
  pack: words,
  seller: words,
  countyId: county,
  category,
  price,
  /** Lower prices from so many units of it on. */
  tiers: list(tier),
  unitFen: count,
  soldBy: oneOf(...SOLD_BY),
  nominalG: count,
  minG: count,
  maxG: count,
  stepUnits: units,
  minUnits: units,
  /** What can be ordered now, pre-orders too; 0 = sold out or out of season. */
  availUnits: units,
  /** 待采收·预订: how much of that is still in the field, and when it is harvested. */
  preorder: nullable(object({ units, harvestOn: day() })),
  inSeason: Joi.boolean(),
  adultsOnly: Joi.boolean(),
  batchCode: nullable(code()),
  madeOn: nullable(day()),
  verified: Joi.boolean(),
  /** The first day on which it could be delivered. */
  deliverOn: nullable(day()),
  photoId: nullable(Joi.string()),
};
const card = object(cardShape);
export type Card = Infer<typeof card>;

const shopPageShape = { cards: list(card), next: nullable(Joi.string()) };
export const shopPage = object(shopPageShape);

/** With what was asked for, so that every link of the page keeps it. */
export const shopView = object({ ...shopPageShape, filter: object(wanted) });
export type ShopView = Infer<typeof shopView>;

export const productPage = object({
  product: productView,
  offers: list(card),
  /** Since when each offer costs what, oldest first. */
  history: list(object({ offerId, steps: list(priceChangeView) })),
  /** Names of the papers that each batch of it must have. */
  papers: list(words),
  today: day(),
});
export type ProductPage = Infer<typeof productPage>;

export const basketQuery = object({ ids: withDefault(Joi.string().allow('').max(4_000), '') });
export const basketView = object({ cards: list(card), today: day() });

export const sheetRow = object({
  ...cardShape,
  lastUnits: nullable(units),
  cutoffClass: oneOf(...CUTOFF_CLASSES),
  cutoffAt: instant(),
  isOpen: Joi.boolean(),
  /** The month in which it comes back, when it is out of season. */
  seasonFrom: nullable(count),
});
export type SheetRow = Infer<typeof sheetRow>;

const ownOffer = object({
  offerId,
  productId,
  skuId,
  name: words,
  spec: words,
  pack: words,
  channel: oneOf(...CHANNELS),
  price,
  tiers: list(tier),
  nominalG: count,
  soldBy: oneOf(...SOLD_BY),
  standing: oneOf('offered', 'withdrawn'),
  priceHistory: list(priceChangeView),
});
export const ownOffers = object({ offers: list(ownOffer) });

const ownPack = object({
  skuId,
  name: words,
  spec: words,
  pack: words,
  soldBy: oneOf(...SOLD_BY),
  toCanteens: Joi.boolean(),
});
/** A cooperative's page of its offers, with the packs it could offer. */
export const ownShelf = object({ offers: list(ownOffer), packs: list(ownPack) });
export type OwnShelf = Infer<typeof ownShelf>;

/** A cooperative's own offers; of the history of a price only what it was and when. */
export function ownOffersOf(offered: readonly OfferedSku[]): Infer<typeof ownOffers> {
  return {
    offers: offered.map(({ offer, version, sku, product }) => ({
      offerId: offer.id,
      productId: product.id,
      skuId: sku.id,
      name: { zh: product.nameZh, en: product.nameEn },
      spec: { zh: sku.nameZh, en: sku.nameEn },
      pack: { zh: sku.packZh, en: sku.packEn },
      channel: offer.channel,
      price: offer.price,
      tiers: [...offer.tiers],
      nominalG: version.nominalG,
      soldBy: version.soldBy,
      standing: offer.standing,
      priceHistory: offer.changes
        .filter(({ kind }) => kind === 'offered' || kind === 'price')
        .map(priceChangeViewOf),
    })),
  };
}
