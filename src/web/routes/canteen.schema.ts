import Joi from 'joi';
import { DUTIES } from '../../shared/actor.ts';
import { list, object, oneOf, type Infer } from '../../shared/schema.ts';

/** Who has to sign an order and has, and what it takes of budget and credit. */
export const signing = object({
  id: Joi.string(),
  isOver: Joi.boolean(),
  slots: list(object({ role: oneOf(...DUTIES), isSigned: Joi.boolean() })),
  limits: list(
    object({
      pool: oneOf('budget', 'credit', 'window'),
      period: Joi.string().allow(''),
      limit: Joi.number(),
      avail: Joi.number(),
    }),
  ),
});
export type Signing = Infer<typeof signing>;
