import Joi from 'joi';
import { list, maybe, object, oneOf, type Infer } from '../../shared/schema.ts';

const names = object({ zh: Joi.string(), en: Joi.string() });
const units = Joi.number().min(0);

export const pasted = object({ text: Joi.string().min(1).max(90_000) });

/** What a list was understood as: nothing is stored, nothing is ordered. */
export const importView = object({
  rows: list(
    object({
      row: Joi.number().integer(),
      text: Joi.string().allow(''),
      amount: maybe(Joi.number()),
      unit: Joi.string().allow(''),
      state: oneOf('matched', 'doubtful', 'unmatched'),
      choices: list(
        object({
          offerId: Joi.string(),
          units,
          isExact: Joi.boolean(),
          name: names,
          spec: names,
          pack: names,
          seller: names,
          grams: Joi.number().integer(),
        }),
      ),
    }),
  ),
});
export type ImportView = Infer<typeof importView>;
