import Joi from 'joi';
import type { Price } from '../../shared/money.ts';
import {
  day,
  either,
  list,
  object,
  oneOf,
  optional,
  withDefault,
  words,
} from '../../shared/schema.ts';
import { CHOSEN_ON_SHORT } from './draft.ts';
import type { Wish } from './quote.ts';
import type { Basket } from './ordering.service.ts';

const fen = Joi.number().integer().positive().max(100_000_000);
const price: Joi.AlternativesSchema<Price> = either(
  object({ fen, perG: Joi.number().integer().positive().max(1_000_000) }),
  object({ fen, perUnit: Joi.number<1>().valid(1) }),
);

/** What somebody typed or tapped always has a price that he saw. */
type Shown = Wish & { readonly shown: Price };
const wish: Joi.ObjectSchema<Shown> = object({
  offerId: Joi.string().max(120),
  units: Joi.number().positive().precision(3).max(100_000),
  /** The price that was on the screen. */
  shown: price,
  needOn: optional(day()),
  onShort: optional(oneOf(...CHOSEN_ON_SHORT)),
  substitutes: optional(list(Joi.string().max(120)).max(3).unique()),
  note: optional(Joi.string().trim().allow('').max(200)),
});
const someLines = list(wish).min(1).max(300);

export const sheet = object({ lines: someLines });

export const basket: Joi.ObjectSchema<Basket> = object({
  lines: someLines,
  deliverTo: object({
    name: words(40),
    phone: Joi.string().pattern(/^[+\d][\d -]{4,19}$/, 'phone'),
    address: words(200),
    districtId: optional(Joi.string().max(20)),
  }),
  isAdult: withDefault(Joi.boolean(), false),
});

export const placedView = object({ id: Joi.string() });
