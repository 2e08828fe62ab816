import Joi from 'joi';
import { PAPER_KINDS } from '../../shared/facts/papers.ts';
import {
  code,
  day,
  fileId,
  instant,
  list,
  maybe,
  object,
  oneOf,
  optional,
  withDefault,
  words,
  type Infer,
} from '../../shared/schema.ts';
import { STOP_RANKS } from '../pools/index.ts';
import type { NewestVerdict } from './batch.ports.ts';
import {
  BATCH_KINDS,
  BATCH_STEPS,
  LOG_KINDS,
  madeOnOf,
  type NewBatch,
  type NewTest,
} from './batch.ts';
import type { BatchFacts, BatchRow } from './batch-facts.ts';
import { readiness, requiredPapers } from './gate.ts';
import { BATCH_STATES, stateOf } from './state.ts';

const productId = Joi.string().pattern(/^[a-z0-9-]{1,40}$/, 'product');
const plotId = Joi.string().pattern(/^\w{11}\.[1-9]\d{0,2}$/, 'plot');
const grams = Joi.number().integer().positive().max(1_000_000_000);
const amount = Joi.number().integer().min(0);
const permille = Joi.number().integer().min(0).max(1_000);
const paperKinds = PAPER_KINDS.map(({ id }) => id);

export const newBatch: Joi.ObjectSchema<NewBatch> = object({
  kind: oneOf(...BATCH_KINDS),
  productId,
  baseId: withDefault(maybe(code()), null),
  plotId: withDefault(maybe(plotId), null),
  harvestedOn: withDefault(maybe(day()), null),
  works: withDefault(maybe(words(120)), null),
  producedOn: withDefault(maybe(day()), null),
  grams,
  note: withDefault(maybe(words(300)), null),
});

export const photoList = object({ photos: list(fileId).max(24).unique() });
export const paperIdList = object({ paperIds: list(code()).max(40).unique() });

const testShape = {
  kind: oneOf('rapid', 'laboratory'),
  item: words(120),
  method: words(120),
  inhibitionPermille: withDefault(maybe(permille), null),
  limitPermille: withDefault(maybe(permille), null),
  verdict: oneOf('pass', 'fail'),
  fileId: withDefault(maybe(fileId), null),
};
export const newTest: Joi.ObjectSchema<NewTest> = object(testShape);

export const reasoned = object({ reason: words(300) });
export const byCode = object({ code: code() });
export const byStop = object({
  code: code(),
  stopId: Joi.string().pattern(/^[\w:-]{1,80}$/, 'stop'),
});
export const stopView = object({ stopId: Joi.string() });

export const batchFilter = object({
  q: optional(Joi.string().trim().max(60).allow('')),
  state: optional(oneOf(...BATCH_STATES)),
  limit: withDefault(Joi.number().integer().min(1).max(200), 100),
});
export type BatchFilter = Infer<typeof batchFilter>;

const names = object({ id: Joi.string(), zh: Joi.string(), en: Joi.string() });
const progress = object({ done: amount, of: amount });

const rowShape = {
  code: code(),
  kind: oneOf(...BATCH_KINDS),
  product: names,
  sellerId: Joi.string(),
  madeOn: day(),
  grams,
  availG: amount,
  state: oneOf(...BATCH_STATES),
  missing: list(Joi.string()),
  readiness: progress,
  photo: maybe(fileId),
  registeredAt: instant(),
  /** What an officer said last: 判定通过 · 退回补充 with what to add · 标记可疑. */
  verdict: maybe(
    object({
      verdict: oneOf('pass', 'return', 'suspicious'),
      words: Joi.string().allow(''),
      orgName: Joi.string(),
      at: instant(),
    }),
  ),
};

export const batchRow = object(rowShape);
export const batchList = object({ batches: list(batchRow) });
export type BatchRowView = Infer<typeof batchRow>;

const paperView = object({
  id: code(),
  kind: oneOf(...paperKinds),
  no: Joi.string(),
  issuer: Joi.string(),
  validFrom: day(),
  validTo: maybe(day()),
  grams: maybe(amount),
  leftG: maybe(amount),
  isValid: Joi.boolean(),
  fileId: maybe(fileId),
});

/** What its own people, officers and the operator see of a batch. */
export const batchView = object({
  ...rowShape,
  base: maybe(
    object({
      id: code(),
      nameZh: Joi.string(),
      nameEn: maybe(Joi.string()),
      village: Joi.string().allow(''),
    }),
  ),
  plotId: maybe(plotId),
  plotName: maybe(Joi.string()),
  harvestedOn: maybe(day()),
  producedOn: maybe(day()),
  works: maybe(Joi.string()),
  note: maybe(Joi.string()),
  photos: list(fileId),
  papers: list(paperView),
  tests: list(object({ ...testShape, id: Joi.string(), at: instant() })),
  required: list(oneOf(...paperKinds)),
  step: oneOf(...BATCH_STEPS),
  status: Joi.string(),
  usableUntil: maybe(instant()),
  heldG: amount,
  soldG: amount,
  shippedG: amount,
  lossG: amount,
  stops: list(
    object({
      id: Joi.string(),
      rank: oneOf(...STOP_RANKS),
      reason: Joi.string(),
      by: Joi.string(),
    }),
  ),
  refusal: maybe(object({ code: Joi.string(), facts: Joi.object().unknown() })),
  rejection: maybe(object({ reason: Joi.string() })),
  log: list(
    object({
      kind: oneOf(...LOG_KINDS),
      at: instant(),
      by: Joi.string(),
      words: Joi.string().allow(''),
    }),
  ),
  submittedAt: maybe(instant()),
  releasedAt: maybe(instant()),
});
export type BatchView = Infer<typeof batchView>;

export function rowOf({
  batch,
  balance,
  product,
  state,
  readiness: ready,
  verdict,
}: BatchRow): BatchRowView {
  const { code: id, kind, sellerId, missing, photos, registeredAt, grams: g } = batch;
  return {
    code: id,
    kind,
    product: { id: product.id, zh: product.nameZh, en: product.nameEn },
    sellerId,
    madeOn: madeOnOf(batch),
    grams: g,
    availG: balance.availG,
    state,
    missing: [...missing],
    readiness: ready,
    photo: photos[0] ?? null,
    registeredAt: registeredAt.toISOString(),
    verdict: verdict ? verdictViewOf(verdict) : null,
  };
}

function verdictViewOf({ verdict, words: said, orgName, at }: NewestVerdict) {
  return { verdict, words: said, orgName, at: at.toISOString() };
}

export function viewOf(facts: BatchFacts, missing: readonly string[]): BatchView {
  const { batch, balance, product, base, plotName, papers, gatePapers, verdict } = facts;
  const ready = readiness(batch, { product, papers: gatePapers });
  const state = stateOf(batch, balance);
  const row = rowOf({ batch, balance, product, state, readiness: ready, verdict });
  const { plotId: plot, harvestedOn, producedOn, works, note, step, rejection } = batch;
  const { heldG, soldG, shippedG, lossG, status, stops } = balance;
  const last = step === 'draft' ? batch.refusals.at(-1) : undefined;
  return {
    ...row,
    ...{
      missing: [...missing],
      plotId: plot,
      plotName,
      harvestedOn,
      producedOn,
      works,
      note,
      step,
    },
    ...{ heldG, soldG, shippedG, lossG, status },
    base: base && { id: base.id, nameZh: base.nameZh, nameEn: base.nameEn, village: base.village },
    photos: [...batch.photos],
    papers: papers.map((paper) => ({ ...paper, isValid: isValidIn(gatePapers, paper.id) })),
    tests: batch.tests.map((test) => ({ ...test, at: test.at.toISOString() })),
    required: requiredPapers(product),
    stops: stops.map(({ id, rank, reason, by }) => ({ id, rank, reason, by })),
    refusal: last ? { code: last.code, facts: last.facts } : null,
    rejection: rejection && { reason: rejection.reason },
    log: batch.log.map(({ kind, at, by, words: said }) => ({
      ...{ kind, by, words: said },
      at: at.toISOString(),
    })),
    usableUntil: isoOf(batch.usableUntil),
    submittedAt: isoOf(batch.submittedAt),
    releasedAt: isoOf(batch.releasedAt),
  };
}

function isValidIn(papers: BatchFacts['gatePapers'], id: string): boolean {
  return papers.some((paper) => paper.id === id && paper.isValid);
}

function isoOf(instant: Date | null): string | null {
  return instant?.toISOString() ?? null;
}
