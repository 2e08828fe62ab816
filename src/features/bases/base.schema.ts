import Joi from 'joi';
import {
  code,
  day,
  fileId,
  instant,
  list,
  maybe,
  object,
  oneOf,
  withDefault,
  words,
  type Infer,
} from '../../shared/schema.ts';
import { COUNTY_IDS } from '../../shared/facts/places.ts';
import {
  AUTHORISATION_KINDS,
  plotIdOf,
  termWords,
  type Base,
  type CropCycle,
  type NewAuthorisation,
  type NewBase,
  type NewPlot,
} from './base.ts';

const productId = Joi.string().pattern(/^[a-z0-9-]{1,40}$/, 'product');
const mu100 = Joi.number().integer().min(1).max(100_000_000);
const grams = Joi.number().integer();
/** Facts know some beginnings to the month or the year only. */
const publishedDay = Joi.string().pattern(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'day, month or year');

export const newBase: Joi.ObjectSchema<NewBase> = object({
  nameZh: words(60),
  nameEn: withDefault(maybe(words(120)), null),
  countyId: oneOf(...COUNTY_IDS),
  village: words(80),
  address: withDefault(maybe(words(200)), null),
  crop: words(60),
  areaMu100: withDefault(maybe(mu100), null),
  responsible: withDefault(maybe(words(60)), null),
  photos: withDefault(list(fileId).max(12).unique(), []),
});

export const newPlot: Joi.ObjectSchema<NewPlot> = object({
  nameZh: words(60),
  areaMu100: mu100,
  productIds: list(productId).min(1).max(40).unique(),
});

export const newAuthorisation: Joi.ObjectSchema<NewAuthorisation> = object({
  kind: oneOf(...AUTHORISATION_KINDS),
  title: words(80),
  body: words(80),
  number: withDefault(maybe(words(60)), null),
  productScopeIds: list(productId).max(60).unique(),
  validFrom: withDefault(maybe(publishedDay), null),
  validTo: withDefault(maybe(day()), null),
  fileId: withDefault(maybe(fileId), null),
});

export const byId = object({ id: code() });
export const byAuthorisation = object({ id: code(), n: Joi.number().integer().min(1).max(999) });
export const createdBase = object({ id: code() });
export const createdPart = object({ n: Joi.number().integer(), id: Joi.string() });

const plotView = object({
  id: Joi.string(),
  n: Joi.number(),
  nameZh: Joi.string(),
  areaMu100: mu100,
  productIds: list(productId),
});

const authorisationShape = {
  n: Joi.number(),
  kind: oneOf(...AUTHORISATION_KINDS),
  title: Joi.string(),
  body: Joi.string(),
  number: maybe(Joi.string()),
  productScopeIds: list(productId),
  validFrom: maybe(publishedDay),
  validTo: maybe(day()),
  wordsZh: Joi.string(),
  wordsEn: Joi.string(),
  confirmed: Joi.boolean(),
};

const publicShape = {
  id: code(),
  orgId: Joi.string(),
  nameZh: Joi.string(),
  nameEn: maybe(Joi.string()),
  countyId: oneOf(...COUNTY_IDS),
  village: Joi.string(),
  crop: Joi.string(),
  areaMu100: maybe(mu100),
  photos: list(fileId),
};

/** What anyone may see of a base. */
export const publicBaseView = object({
  ...publicShape,
  authorisations: list(object(authorisationShape)),
});

const cycleView = object({
  plotId: Joi.string(),
  productId,
  year: Joi.number(),
  capG: maybe(grams),
  harvestedG: grams,
});

/** What its own people, officers and the operator see. */
export const baseView = object({
  ...publicShape,
  address: maybe(Joi.string()),
  responsible: maybe(Joi.string()),
  registeredAt: instant(),
  plots: list(plotView),
  authorisations: list(object({ ...authorisationShape, fileId: maybe(fileId) })),
  cycles: list(cycleView),
});
export type BaseView = Infer<typeof baseView>;
export const baseList = object({ bases: list(baseView) });

export function viewOf(
  { registeredAt, plots, authorisations, photos, ...base }: Base,
  cycles: readonly CropCycle[],
): BaseView {
  return {
    ...base,
    photos: [...photos],
    registeredAt: registeredAt.toISOString(),
    plots: plots.map(({ productIds, ...plot }) => ({
      ...plot,
      productIds: [...productIds],
      id: plotIdOf(base.id, plot.n),
    })),
    authorisations: authorisations.map((authorisation) => ({
      ...authorisation,
      productScopeIds: [...authorisation.productScopeIds],
      confirmed: authorisation.confirmed !== null,
      ...termWords(authorisation),
    })),
    cycles: [...cycles],
  };
}
