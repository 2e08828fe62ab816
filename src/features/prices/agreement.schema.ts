import Joi from 'joi';
import type { Price } from '../../shared/money.ts';
import { AGREEMENT_RULES } from '../../shared/price.ts';
import {
  day,
  either,
  instant,
  list,
  maybe,
  object,
  oneOf,
  optional,
  words,
  type Infer,
} from '../../shared/schema.ts';
import { AGREEMENT_STATES, type NewAgreement, type PriceAgreement } from './agreement.ts';

const fen = Joi.number().integer().positive().max(10_000_000);
const perG = Joi.number().integer().valid(500, 1_000);
const perUnit = Joi.number<1>().valid(1);
const price: Joi.AlternativesSchema<Price> = either(
  object({ fen, perG: Joi.number().integer().positive().max(1_000_000) }),
  object({ fen, perUnit }),
);
const names = object({ zh: Joi.string(), en: Joi.string() });
const offerId = Joi.string().max(120);
const no = words(40);

const index = object({
  fen,
  permille: Joi.number().integer().min(1).max(10_000),
  addFen: Joi.number().integer().min(-1_000_000).max(1_000_000),
  source: words(80),
  month: Joi.string().pattern(/^\d{4}-(0[1-9]|1[0-2])$/, 'month'),
});

export const newAgreement: Joi.ObjectSchema<NewAgreement> = object({
  no,
  buyerId: Joi.string().max(40),
  offerId,
  rule: oneOf(...AGREEMENT_RULES),
  price: optional(price),
  per: either(object({ perG }), object({ perUnit })),
  index: optional(index),
  validFrom: day(),
  validTo: day(),
});

export const byAgreement = object({
  id: Joi.string().pattern(/^[0-9a-z]{26}$/, 'agreement'),
});
export const declined = object({ why: words(200) });
export const ending = object({ lastDay: day() });

export const agreementView = object({
  id: Joi.string(),
  no,
  offerId,
  goods: maybe(object({ name: names, spec: names, pack: names })),
  seller: names,
  buyer: names,
  rule: oneOf(...AGREEMENT_RULES),
  price,
  index: optional(index),
  validFrom: day(),
  validTo: day(),
  state: oneOf(...AGREEMENT_STATES),
  proposedAt: instant(),
  agreedAt: maybe(instant()),
  why: Joi.string().allow(''),
});
export const agreementList = object({ agreements: list(agreementView) });
export type AgreementView = Infer<typeof agreementView>;

/** Names of what an agreement only has ids of. */
export interface AgreementNames {
  readonly goods: AgreementView['goods'];
  readonly seller: AgreementView['seller'];
  readonly buyer: AgreementView['buyer'];
}

export function agreementViewOf(agreement: PriceAgreement, names: AgreementNames): AgreementView {
  const { _id: id, no, offerId, rule, price, index, validFrom, validTo, state } = agreement;
  const signed = state === 'agreed' ? agreement.approvals.at(-1) : undefined;
  return {
    ...{ id, no, offerId, rule, price, validFrom, validTo, state, ...names },
    ...(index && { index }),
    proposedAt: agreement.at.toISOString(),
    agreedAt: signed?.at.toISOString() ?? null,
    why: agreement.why,
  };
}
