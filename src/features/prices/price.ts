import { AppError } from '../../shared/errors.ts';
import type { Price } from '../../shared/money.ts';
import type { PriceSource } from '../../shared/price.ts';

/** What a price is asked for: an offer, how many units of its sku the group has, when, for whom. */
export interface PriceAsk {
  readonly offer: { readonly id: string; readonly price: Price };
  readonly units: number;
  readonly needAt: Date;
  readonly buyerId: string;
}

export interface ResolvedPrice {
  readonly price: Price;
  readonly source: PriceSource;
}

/**
 * THE price 取价 of a line (`orders.md` §5.4), for sheet, basket, API and imports alike: the buyer's
 * agreement of that day, else the tier of that many units, else the base price. As long as nobody
 * has agreements or tiers it is the base price.
 */
export function resolvePrice({ offer }: PriceAsk): ResolvedPrice {
  return { price: offer.price, source: 'base' };
}

/**
 * Passes when the price that counts is the one the buyer was shown.
 * @throws AppError `price.changed` (409) with both
 */
export function checkShown(offerId: string, { price }: ResolvedPrice, shown: Price): void {
  if (isSamePrice(price, shown)) return;
  throw new AppError('conflict', 'price.changed', 'The price is not the one that was shown.', {
    facts: { offerId, shown, price },
  });
}

/** Fen by fen and gram by gram: 450 for 500 g is not 900 for 1 kg, since it prints differently. */
function isSamePrice(a: Price, b: Price): boolean {
  if (a.fen !== b.fen) return false;
  return 'perG' in a ? 'perG' in b && a.perG === b.perG : 'perUnit' in b;
}
