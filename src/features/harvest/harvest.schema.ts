import Joi from 'joi';
import { day, list, object, oneOf, optional, type Infer } from '../../shared/schema.ts';
import { CONFIDENCES, PLAN_STATUSES } from './plan.ts';

const grams = Joi.number().integer().min(0).max(1_000_000_000);
const names = { zh: Joi.string(), en: Joi.string() };
const confidence = oneOf(...CONFIDENCES);

export const byPlan = object({
  id: Joi.string().pattern(/^[\w.-]+:[\w.-]+:\d{4}-\d{2}-\d{2}$/, 'plan'),
});
export const byBinding = object({ id: Joi.string().max(160) });
export const weekQuery = object({ from: optional(day()) });

export const newForecast = object({
  baseId: Joi.string().max(60),
  productId: Joi.string().max(60),
  harvestOn: day(),
  expectedG: grams,
  confidence,
});

export const word = object({ isLast: Joi.boolean() });
export const planMade = object({ id: Joi.string() });

export const harvestWeek = object({
  from: day(),
  days: list(day()),
  today: day(),
  rows: list(
    object({
      baseId: Joi.string(),
      base: Joi.string(),
      productId: Joi.string(),
      product: object(names),
      cells: list(
        object({
          id: Joi.string(),
          day: day(),
          expectedG: grams,
          promisedG: grams,
          freeG: grams,
          confidence,
          status: oneOf(...PLAN_STATUSES),
        }),
      ),
    }),
  ),
  /** Harvests that are short: was that all of it? */
  waiting: list(
    object({
      id: Joi.string(),
      product: object(names),
      harvestOn: day(),
      promisedG: grams,
      harvestG: grams,
    }),
  ),
  bases: list(object({ id: Joi.string(), ...names })),
  products: list(object({ id: Joi.string(), ...names })),
});
export type HarvestWeek = Infer<typeof harvestWeek>;
