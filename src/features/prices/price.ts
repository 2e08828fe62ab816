import type { Day } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import type { Price } from '../../shared/money.ts';
import { isSamePrice, type PriceTerms, type ResolvedPrice, type Tier } from '../../shared/price.ts';
import { contractOn, type PriceAgreement } from './agreement.ts';

/** What the resolver needs of an offer. */
export interface PricedOffer {
  readonly id: string;
  readonly price: Price;
  readonly tiers: readonly Tier[];
}

/**
 * All that decides what a buyer pays for an offer on a delivery day: its prices, and the contract that
 * counts on that day among `agreements`, which are his.
 */
export function termsOf(
  { id, price, tiers }: PricedOffer,
  agreements: readonly PriceAgreement[],
  needOn: Day,
): PriceTerms {
  return { price, tiers, agreement: contractOn(agreements, id, needOn) ?? null };
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
