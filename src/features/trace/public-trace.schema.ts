import Joi from 'joi';
import { day, instant, list, object, oneOf, type Infer } from '../../shared/schema.ts';
import { STEP_KINDS } from './public-trace.ts';

const names = object({ zh: Joi.string(), en: Joi.string() });
const nullable = <T>(schema: Joi.AnySchema<T>) => schema.allow(null) as Joi.AnySchema<T | null>;
const days = nullable(day());
const words = nullable(Joi.string());

const paper = object({
  kind: Joi.string(),
  no: Joi.string(),
  issuer: words,
  issuedOn: days,
  validTo: days,
});

const test = object({
  kind: oneOf('rapid', 'laboratory'),
  item: Joi.string(),
  verdict: oneOf('pass', 'fail'),
  inhibitionPermille: nullable(Joi.number()),
  limitPermille: nullable(Joi.number()),
  on: day(),
});

const step = object({
  kind: oneOf(...STEP_KINDS),
  on: day(),
  said: oneOf('seller', 'canteen', 'consumer', 'officer'),
  times: Joi.number(),
  lateDays: Joi.number(),
});

const lot = object({
  code: Joi.string(),
  productId: Joi.string(),
  product: names,
  category: Joi.string(),
  harvestedOn: days,
  producedOn: days,
  usableUntil: days,
  county: nullable(names),
  base: nullable(names),
  plot: words,
  title: nullable(object({ words: Joi.string(), from: day(), no: words, to: days })),
  works: words,
  seller: names,
  capUnknown: Joi.boolean(),
  papers: list(paper),
  tests: list(test),
  photos: list(Joi.string()),
  origins: list(object({ base: nullable(names), county: nullable(names), permille: Joi.number() })),
  parents: list(Joi.string()),
  stops: list(Joi.string()),
  steps: list(step),
  verified: nullable(object({ orgName: Joi.string(), at: instant() })),
});

/** What anyone may see of a code (`trace.md` §7.1): no grams, no buyers, no natural person. */
export const publicTraceView = object({
  state: oneOf('verified', 'registered', 'stopped', 'mistyped', 'unknown'),
  /** As it was typed; shown back, so that a slip is found. */
  typed: Joi.string().allow(''),
  lot: nullable(lot),
});
export type PublicTraceView = Infer<typeof publicTraceView>;
export type PublicLot = NonNullable<PublicTraceView['lot']>;

export const byTypedCode = object({ code: Joi.string().max(200) });
