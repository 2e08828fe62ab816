import Joi from 'joi';
import { calendar, rulesView } from '../../features/calendars/index.ts';
import { price } from '../../features/catalogue/index.ts';
import { agreementView } from '../../features/prices/index.ts';
import { day, list, object, type Infer } from '../../shared/schema.ts';

const names = object({ zh: Joi.string(), en: Joi.string() });
const agreements = list(agreementView);

export const canteenAgreements = object({ agreements, canSign: Joi.boolean() });
export type CanteenAgreementsProps = Infer<typeof canteenAgreements>;

export const coopAgreements = object({
  agreements,
  offers: list(object({ offerId: Joi.string(), name: names, spec: names, pack: names, price })),
  canteens: list(object({ id: Joi.string(), name: names })),
  canPropose: Joi.boolean(),
});
export type CoopAgreementsProps = Infer<typeof coopAgreements>;

export const rulesProps = object({ rules: rulesView, canSetAll: Joi.boolean() });
export type RulesProps = Infer<typeof rulesProps>;

export const calendarProps = object({
  calendar,
  nextDays: list(day()),
  holidaysKnown: Joi.boolean(),
  canSet: Joi.boolean(),
});
export type CalendarProps = Infer<typeof calendarProps>;
