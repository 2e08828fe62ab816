import Joi from 'joi';
import { instant, list, maybe, object, oneOf, optional, type Infer } from '../../shared/schema.ts';
import { CHOSEN_ON_SHORT, type Draft, type DraftChange } from './draft.ts';

const units = Joi.number().min(0).precision(3).max(100_000);
const whole = Joi.number().integer().min(0);
const offerId = Joi.string().max(120);
const onShort = oneOf(...CHOSEN_ON_SHORT);
const substitutes = list(offerId).max(3);
const note = Joi.string().allow('').max(200);

export const draftChange: Joi.ObjectSchema<DraftChange> = object({
  rows: list(object({ offerId, units, onShort, substitutes, seen: whole })).max(100),
  note: optional(object({ text: note, seen: whole })),
});

export const draftView = object({
  rows: list(object({ offerId, units, onShort, substitutes, rev: whole, at: instant() })),
  note,
  noteRev: whole,
  placedAt: maybe(instant()),
});
export type DraftView = Infer<typeof draftView>;
/** What is kept now, and which rows another device had changed. */
export const savedDraft = object({
  draft: draftView,
  conflicts: list(offerId),
  noteConflict: Joi.boolean(),
});

export function draftViewOf({
  rows,
  note: text,
  noteRev,
  placedAt,
}: Omit<Draft, '_id'>): DraftView {
  return {
    rows: rows.map(({ key, at, substitutes: others, ...row }) => ({
      ...row,
      substitutes: [...others],
      at: at.toISOString(),
    })),
    note: text,
    noteRev,
    placedAt: placedAt?.toISOString() ?? null,
  };
}
