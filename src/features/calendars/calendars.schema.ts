import Joi from 'joi';
import { CUTOFF_CLASSES, type CutoffRule } from '../../shared/facts/delivery-rules.ts';
import { day, list, maybe, object, oneOf, type Infer } from '../../shared/schema.ts';
import type { Calendar } from './calendar.ts';

const clockTime = Joi.string().pattern(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM');
const fen = Joi.number().integer().min(0).max(10_000_000);
const weekdays = list(Joi.number().integer().min(1).max(7)).min(1).unique();

export const cutoffRule: Joi.ObjectSchema<CutoffRule> = object({
  daysBefore: Joi.number().integer().min(0).max(14),
  time: clockTime,
  weekdays,
});
export const sellerCutoff = object({ rule: maybe(cutoffRule) });
export const minimum = object({ minOrderFen: fen });
const cutoffClass = oneOf(...CUTOFF_CLASSES);
const sellerId = Joi.string().pattern(/^[\w-]{1,40}$/, 'organisation');
export const byClass = object({ cutoffClass });
export const bySellerClass = object({ sellerId, cutoffClass });
export const bySeller = object({ sellerId });

const days = object({ from: day(), to: day() });
export const calendar: Joi.ObjectSchema<Calendar> = object({
  closed: list(object({ from: day(), to: day(), why: Joi.string().trim().allow('').max(60) })).max(
    60,
  ),
  terms: list(days).max(12),
  onHolidays: Joi.boolean(),
});

const sellerView = object({
  sellerId,
  name: object({ zh: Joi.string(), en: Joi.string() }),
  minOrderFen: fen,
  classes: list(object({ cutoffClass, rule: cutoffRule })),
});
/** The rules, and every seller they could differ for. */
export const rulesView = object({
  classes: list(object({ cutoffClass, rule: cutoffRule })),
  sellers: list(sellerView),
});
export type RulesView = Infer<typeof rulesView>;
