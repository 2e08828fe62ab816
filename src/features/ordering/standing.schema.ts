import Joi from 'joi';
import {
  day,
  instant,
  list,
  object,
  oneOf,
  optional,
  withDefault,
  type Infer,
} from '../../shared/schema.ts';
import {
  ON_MISSING,
  REPORT_KINDS,
  RHYTHMS,
  RUN_STATES,
  STANDING_STATES,
  type NewStanding,
} from './standing.ts';

const nullable = <T>(schema: Joi.AnySchema<T>) => schema.allow(null) as Joi.AnySchema<T | null>;
const count = Joi.number().integer().min(0);
const offerId = Joi.string().max(120);
const text = Joi.string().allow('');
const names = object({ zh: Joi.string(), en: Joi.string() });
const month = Joi.number().integer().min(1).max(12);

const line = object({
  offerId,
  /** Monday to Friday. */
  units: list(Joi.number().min(0).max(100_000)).length(5),
  season: optional(object({ from: month, to: month })),
  onMissing: oneOf(...ON_MISSING),
  substitutes: list(offerId).max(5),
});
const standing = {
  state: oneOf(...STANDING_STATES),
  rhythm: oneOf(...RHYTHMS),
  pausedDates: list(day()).max(200),
  lines: list(line).max(300),
  /** Which state of it was on the screen; 0: none. */
  rev: count,
};

export const newStanding: Joi.ObjectSchema<NewStanding> = object({
  ...standing,
  pausedDates: withDefault(list(day()).max(200), []),
});
export const savedStanding = object({ rev: count });

const row = object({
  offerId: text,
  kind: oneOf(...REPORT_KINDS),
  why: text,
  from: Joi.number(),
  to: Joi.number(),
  toOfferId: text,
});

export const standingView = object({
  ...standing,
  today: day(),
  goods: list(object({ offerId, name: names, spec: names, category: Joi.string() })),
  preview: list(
    object({
      day: day(),
      opensAt: instant(),
      isActive: Joi.boolean(),
      lines: count,
      totalFen: count,
      rows: list(row),
    }),
  ),
  nextAt: instant(),
  lastWeek: list(object({ offerId, units: list(Joi.number()) })),
  reports: list(
    object({
      id: Joi.string(),
      deliveryDate: day(),
      state: oneOf(...RUN_STATES),
      groupId: nullable(Joi.string()),
      totalFen: count,
      at: instant(),
      rows: list(row),
    }),
  ),
});
export type StandingView = Infer<typeof standingView>;
