import Joi from 'joi';
import {
  code,
  day,
  instant,
  list,
  maybe,
  object,
  oneOf,
  optional,
  words,
  type Infer,
} from '../../shared/schema.ts';
import { MAKING_KINDS, MAKING_STATES, type Making, type NewMaking } from './making.ts';

export const byMaking = object({ id: Joi.string().pattern(/^[0-9a-z]{26}$/, 'work id') });

const MOST_LOTS = 50;
const grams = Joi.number().integer().min(1).max(1_000_000_000);
const productId = Joi.string().max(60);

const input = object({ batchId: code(), g: grams });

export const newMaking: Joi.ObjectSchema<NewMaking> = object({
  kind: oneOf(...MAKING_KINDS),
  works: maybe(words(100)),
  note: maybe(words(300)),
  inputs: list(input).min(1).max(MOST_LOTS),
  outputs: list(object({ productId, g: grams }))
    .min(1)
    .max(MOST_LOTS),
  wasteG: Joi.number().integer().min(0).max(1_000_000_000),
  outMaxPermille: maybe(Joi.number().integer().min(1).max(10_000)),
});

/** `inputs`: `<batch>:<grams>`, parted by commas. */
export const mostAsked = object({
  kind: oneOf(...MAKING_KINDS),
  inputs: Joi.string()
    .pattern(/^[0-9A-Z]{11}:\d{1,10}(,[0-9A-Z]{11}:\d{1,10}){0,49}$/, 'batches and grams')
    .max(1_200),
  outMaxPermille: optional(Joi.number().integer().min(1).max(10_000)),
});

/** The lots and grams that `mostAsked` names. */
export function inputsAsked(inputs: string): NewMaking['inputs'] {
  return inputs.split(',').map((each) => {
    const [batchId = '', g] = each.split(':');
    return { batchId, g: Number(g) };
  });
}

export const mostView = object({
  mostG: Joi.number().integer(),
  toleranceG: Joi.number().integer(),
});

const origin = object({
  baseId: maybe(Joi.string()),
  countyId: Joi.string(),
  g: Joi.number().integer(),
});

const names = object({ zh: Joi.string(), en: Joi.string() });
const beside = list(object({ code: code(), g: Joi.number().integer() }));

/** Where the grams of a lot came from, what it was made of, and what was made of it. */
export const lineageView = object({
  origins: list(
    object({
      baseId: maybe(Joi.string()),
      base: maybe(names),
      county: maybe(names),
      permille: Joi.number().integer(),
      g: Joi.number().integer(),
    }),
  ),
  from: beside,
  into: beside,
});
export type LineageView = Infer<typeof lineageView>;

export const makingView = object({
  id: Joi.string(),
  kind: oneOf(...MAKING_KINDS),
  state: oneOf(...MAKING_STATES),
  at: instant(),
  producedOn: day(),
  works: maybe(Joi.string()),
  note: maybe(Joi.string()),
  inputs: list(object({ batchId: Joi.string(), g: Joi.number().integer() })),
  outputs: list(
    object({
      code: Joi.string(),
      productId: Joi.string(),
      g: Joi.number().integer(),
      origins: list(origin),
    }),
  ),
  wasteG: Joi.number().integer(),
});
export type MakingView = Infer<typeof makingView>;

export function makingViewOf(making: Making): MakingView {
  const { _id, kind, state, at, producedOn, works, note, inputs, outputs, wasteG } = making;
  return {
    ...{ id: _id, kind, state, at: at.toISOString(), producedOn, works, note, wasteG },
    inputs: inputs.map(({ batchId, g }) => ({ batchId, g })),
    outputs: outputs.map((output) => ({
      ...{ code: output.code, productId: output.productId, g: output.g },
      origins: output.origins.map((one) => ({ ...one })),
    })),
  };
}
