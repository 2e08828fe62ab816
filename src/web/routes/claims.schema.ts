import Joi from 'joi';
import { CLAIM_KINDS, claimView } from '../../features/claims/index.ts';
import { list, object, oneOf, type Infer } from '../../shared/schema.ts';

const names = object({ zh: Joi.string().allow(''), en: Joi.string().allow('') });

/** The reader's claims, and in which capacity they read. */
export const claimsPage = object({ claims: list(claimView), role: Joi.string() });
export type ClaimsPage = Infer<typeof claimsPage>;

export const claimPage = object({ claim: claimView, role: Joi.string() });
export type ClaimPage = Infer<typeof claimPage>;

/** What may be claimed of an order. */
export const newClaimPage = object({
  order: object({
    id: Joi.string(),
    no: Joi.string(),
    channel: oneOf('canteen', 'retail'),
    lines: list(
      object({
        no: Joi.number().integer(),
        name: names,
        spec: names,
        orderedG: Joi.number().integer(),
      }),
    ),
  }),
  kinds: list(oneOf(...CLAIM_KINDS)),
});
export type NewClaimPage = Infer<typeof newClaimPage>;
