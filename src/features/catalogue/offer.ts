import { AppError } from '../../shared/errors.ts';
import { monthOf } from '../../shared/calendar.ts';
import type { Day } from '../../shared/day.ts';
import { costFen, type Price } from '../../shared/money.ts';
import { isBelow, isSameKind, type Tier } from '../../shared/price.ts';
import { isForAdultsOnly, isListed, type Product } from './product.ts';
import type { Sku, SkuVersion } from './sku.ts';

/** To whom goods are offered. One price for each. */
export const CHANNELS = ['retail', 'canteen'] as const;
export type Channel = (typeof CHANNELS)[number];

export const OFFER_CHANGES = ['offered', 'price', 'tiers', 'withdrawn'] as const;
type OfferChangeKind = (typeof OFFER_CHANGES)[number];

/** One thing a seller did to an offer, and when; named by the key of the command. Never edited. */
export interface OfferChange {
  readonly key: string;
  readonly reqHash: string;
  readonly kind: OfferChangeKind;
  /** The price from then on. */
  readonly price: Price;
  /** The tiers from then on, where they changed. */
  readonly tiers?: readonly Tier[] | undefined;
  /** The user who did it. */
  readonly by: string;
  readonly at: Date;
}

/** One seller's offer 报价 of one version of a sku in one channel. */
export interface Offer {
  /** `<sellerId>:<skuId>:<channel>`. */
  readonly id: string;
  readonly sellerId: string;
  readonly skuId: string;
  readonly productId: string;
  readonly skuVersionId: string;
  readonly channel: Channel;
  readonly price: Price;
  /** Lower prices from so many units on, fewest first. */
  readonly tiers: readonly Tier[];
  /** What one unit of nominal weight costs: to sort by. */
  readonly unitFen: number;
  /** Months, 1 to 12, both included; 9 to 6 goes over the new year. */
  readonly seasonFrom: number;
  readonly seasonTo: number;
  /** The months in which it can be had: those of the product inside the season. */
  readonly months: readonly number[];
  readonly standing: 'offered' | 'withdrawn';
  readonly changes: readonly OfferChange[];
  readonly offeredAt: Date;
}

export interface NewOffer {
  readonly skuId: string;
  readonly channel: Channel;
  readonly price: Price;
  readonly seasonFrom: number;
  readonly seasonTo: number;
}

/** An offer with all that a line of an order freezes of it. */
export interface OfferedSku {
  readonly offer: Offer;
  readonly version: SkuVersion;
  readonly sku: Sku;
  readonly product: Product;
}

export function offerId(sellerId: string, { skuId, channel }: NewOffer): string {
  return `${sellerId}:${skuId}:${channel}`;
}

/** The months from one to another, both included, over the new year if need be. */
export function monthsBetween(from: number, to: number): number[] {
  const count = ((to - from + 12) % 12) + 1;
  return Array.from({ length: count }, (_, step) => ((from - 1 + step) % 12) + 1);
}

/** Whether the offer can be had on this day of the year. */
export function isInSeason({ months }: Pick<Offer, 'months'>, day: Day): boolean {
  return months.includes(monthOf(day));
}

/** What one unit costs at its nominal weight, in fen. */
export function unitFenOf(price: Price, { nominalG }: Pick<SkuVersion, 'nominalG'>): number {
  return costFen(price, { units: 1, grams: nominalG });
}

/**
 * Passes when each tier is a better price from more units on than the one before, in the same unit.
 * @throws AppError `offer.tiers-crossed`
 */
export function checkTiers(price: Price, tiers: readonly Tier[]): void {
  const steps = [{ fromUnits: 1, price }, ...tiers];
  const isWrong = tiers.some((tier, at) => {
    const before = steps[at];
    return !before || tier.fromUnits <= before.fromUnits || !isBelow(tier.price, before.price);
  });
  if (!isWrong) return;
  const message = 'Each tier asks for more units and a lower price than the one before.';
  const facts = { price, tiers, isSameUnit: tiers.every((tier) => isSameKind(tier.price, price)) };
  throw new AppError('invalid', 'offer.tiers-crossed', message, { facts });
}

/**
 * Passes when goods of this product may be offered in this channel.
 * @throws AppError `product.not-listed`, `wine.adult-consumers-only`, `product.not-for-canteens`
 */
export function checkChannel(product: Product, channel: Channel): void {
  if (!isListed(product)) {
    const message = `${product.id} is not sold here: other goods are made of it.`;
    throw new AppError('conflict', 'product.not-listed', message);
  }
  if (channel === 'retail') return;
  if (isForAdultsOnly(product)) {
    const message = 'Wine is sold to adult consumers only, never to a canteen.';
    throw new AppError('conflict', 'wine.adult-consumers-only', message);
  }
  if (!product.canteenAllowed) {
    const message = `${product.id} is not offered to canteens.`;
    throw new AppError('conflict', 'product.not-for-canteens', message);
  }
}

export function offerNotFound(id: string): AppError {
  return new AppError('not-found', 'offer.not-found', `There is no offer ${id}.`);
}
