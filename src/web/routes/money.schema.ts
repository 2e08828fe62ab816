import Joi from 'joi';
import { day, list, maybe, object, oneOf, type Infer } from '../../shared/schema.ts';

const text = Joi.string().allow('');

export const settingsPage = object({
  /** Takes goods in: sellers have neither inspectors nor approvals. */
  buys: Joi.boolean(),
  school: Joi.boolean(),
  address: text,
  contact: object({ name: text, phone: text }),
  twoInspectors: Joi.boolean(),
  tolerancePermille: Joi.number(),
  termsDays: Joi.number(),
  /** Name of who pays, where it is another. */
  payer: maybe(Joi.string()),
  approvals: list(object({ overFen: Joi.number(), role: Joi.string(), count: Joi.number() })),
  deliveryDays: list(Joi.number()),
  deliveryWindow: object({ from: text, to: text }),
  statementRhythm: oneOf('month', 'half'),
  payTo: maybe(object({ name: Joi.string(), bank: Joi.string(), account: Joi.string() })),
});
export type SettingsPage = Infer<typeof settingsPage>;

const name = object({ zh: Joi.string(), en: Joi.string() });
export const windowsPage = object({
  windows: list(
    object({
      id: Joi.string(),
      day: day(),
      slot: Joi.string(),
      districtId: Joi.string(),
      limit: Joi.number(),
      held: Joi.number(),
      avail: Joi.number(),
    }),
  ),
  districts: list(object({ id: Joi.string(), name })),
  today: day(),
});
export type WindowsPage = Infer<typeof windowsPage>;

export const termsPage = object({
  orgId: Joi.string(),
  name: Joi.string(),
  termsDays: Joi.number(),
  payerId: maybe(Joi.string()),
  credit: maybe(
    object({
      limit: Joi.number(),
      used: Joi.number(),
      avail: Joi.number(),
    }),
  ),
});
export type TermsPage = Infer<typeof termsPage>;
