import Joi from 'joi';
import { AGREEMENT_RULES } from '../../shared/price.ts';
import { day, list, object, oneOf, type Infer } from '../../shared/schema.ts';
import { byOffer, price, tier } from '../catalogue/index.ts';

export const byOfferId = byOffer;
const names = object({ zh: Joi.string(), en: Joi.string() });

export const priceHistoryView = object({
  ...{ name: names, spec: names, pack: names, seller: names },
  nominalG: Joi.number().integer(),
  price,
  tiers: list(tier),
  /** Since when the offer costs what, oldest first. */
  steps: list(object({ from: day(), price })),
  contracts: list(
    object({
      no: Joi.string(),
      rule: oneOf(...AGREEMENT_RULES),
      price,
      validFrom: day(),
      validTo: day(),
    }),
  ),
  /** What this canteen paid, newest first. */
  bought: list(object({ needOn: day(), units: Joi.number(), price })),
});
export type PriceHistory = Infer<typeof priceHistoryView>;
