import Joi from 'joi';
import { CUTOFF_CLASSES } from '../../shared/facts/delivery-rules.ts';
import { day, instant, list, object, oneOf, optional, type Infer } from '../../shared/schema.ts';
import { sheetRow, type SheetRow } from '../catalogue/index.ts';

const words = object({ zh: Joi.string(), en: Joi.string() });
const nullable = <T>(schema: Joi.AnySchema<T>) => schema.allow(null) as Joi.AnySchema<T | null>;

export const sheetQuery = object({ day: optional(day()) });

const row = sheetRow.append({
  search: Joi.string().allow('').required(),
  county: words.required(),
  weekUnits: Joi.number().integer().required(),
}) as unknown as Joi.ObjectSchema<SheetRow & Extra>; // `append` forgets the type

interface Extra {
  /** What the row is found by: the forms of its name. */
  search: string;
  county: { zh: string; en: string };
  weekUnits: number;
}

export const orderSheetView = object({
  canteen: words,
  needOn: day(),
  days: list(day()),
  window: object({ from: Joi.string(), to: Joi.string() }),
  sections: list(
    object({
      cutoffClass: oneOf(...CUTOFF_CLASSES),
      needOn: nullable(day()),
      isOnDay: Joi.boolean(),
      cutoffAt: nullable(instant()),
    }),
  ),
  rows: list(row),
  approvalOverFen: nullable(Joi.number().integer()),
  now: instant(),
});
export type OrderSheetView = Infer<typeof orderSheetView>;
export type SheetLine = OrderSheetView['rows'][number];
export type SheetSection = OrderSheetView['sections'][number];
