import Joi from 'joi';
import { code, day, list, maybe, object, type Infer } from '../../shared/schema.ts';

const fen = Joi.number().integer().min(0).max(10_000_000_000);

export const byPayer = object({ orgId: code() });
export const newCredit = object({ limitFen: fen });
export const newBudget = object({
  /** A month `2026-09` or a term `2026-autumn`. */
  period: Joi.string().pattern(/^\d{4}-(0[1-9]|1[0-2]|spring|autumn)$/, 'period'),
  limitFen: fen,
});
export const newWindow = object({
  districtId: Joi.string().max(20),
  needOn: day(),
  slot: Joi.string().pattern(/^([01]\d|2[0-3]):[0-5]\d$/, 'clock time'),
  drops: Joi.number().integer().min(0).max(1_000),
});

const figures = object({
  id: Joi.string(),
  limit: Joi.number(),
  held: Joi.number(),
  used: Joi.number(),
  avail: Joi.number(),
});
export const limitsView = object({
  credit: maybe(figures),
  budgets: list(figures),
  /** The month and the term of today. */
  month: Joi.string(),
  term: Joi.string(),
  maySet: Joi.boolean(),
});
export type LimitsView = Infer<typeof limitsView>;
export const windowsView = object({ windows: list(figures), today: day() });
