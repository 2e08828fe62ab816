import Joi from 'joi';
import {
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
import {
  CLAIM_AGAINST,
  CLAIM_KINDS,
  CLAIM_STATES,
  creditNoteNo,
  decisionOf,
  OUTCOMES,
  type Claim,
} from './claim.ts';

const text = Joi.string().allow('');
const grams = Joi.number().integer().min(0).max(100_000_000);
const fen = Joi.number().integer().min(0).max(10_000_000_000);
const no = Joi.number().integer().min(1).max(1_000);
const lot = Joi.string().pattern(/^\w{11}$/, 'lot');
const CLAIM_ID = /^[0-9a-z]{26}:[\w-]+:\d{4}-\d{2}-\d{2}:c:[0-9a-f]{16}$/;
const DELIVERY = /^[0-9a-z]{26}:[\w-]+:\d{4}-\d{2}-\d{2}:[1-9]\d{0,2}$/;
const ORDER = /^[0-9a-z]{26}:[\w-]+:\d{4}-\d{2}-\d{2}$/;

export const byClaim = object({ id: Joi.string().pattern(CLAIM_ID, 'claim') });
export const byClaimedOrder = object({ id: Joi.string().pattern(ORDER, 'order') });

const photos = withDefault(list(fileId).max(8).unique(), []);
export const newClaim = object({
  kind: oneOf(...CLAIM_KINDS),
  deliveryId: optional(Joi.string().pattern(DELIVERY, 'delivery')),
  /** A fault that could not be seen at the door. */
  hidden: withDefault(Joi.boolean(), false),
  words: words(500),
  photos,
  lines: list(
    object({
      no,
      batchId: optional(lot),
      g: optional(grams.min(1)),
      countedG: optional(grams),
      askFen: optional(fen.min(1)),
    }),
  )
    .min(1)
    .max(100),
});
export const claimVerdict = object({
  grant: Joi.boolean(),
  lines: optional(list(object({ no, fen })).min(1).max(100).unique('no')),
  words: withDefault(Joi.string().trim().allow('').max(500), ''),
});
export const claimWords = object({ words: words(500) });
export const claimDraft = object({ words: words(500), photos });
export const newWaybill = object({ carrier: words(40), waybillNo: words(40) });
export const takenBackSaid = object({ intact: Joi.boolean() });
export const newAnswer = object({
  usedG: grams,
  onHandG: grams,
  destroyedG: grams,
  pays: Joi.boolean(),
});
export const newReturn = object({ line: no, batchId: lot, g: grams.min(1) });
export const returnMade = object({ id: Joi.string(), batchId: Joi.string(), state: Joi.string() });
export const claimMade = object({ id: Joi.string(), no: Joi.string() });

export const claimView = object({
  id: Joi.string(),
  no: text,
  orderId: Joi.string(),
  orderNo: text,
  deliveryId: maybe(Joi.string()),
  channel: oneOf('canteen', 'retail'),
  kind: oneOf(...CLAIM_KINDS),
  against: oneOf(...CLAIM_AGAINST),
  hidden: Joi.boolean(),
  words: text,
  photos: list(fileId),
  at: instant(),
  state: oneOf(...CLAIM_STATES),
  askFen: fen,
  /** Nothing was charged for it yet: the lot was recalled before the receipt was final. */
  held: Joi.boolean(),
  lines: list(
    object({
      no,
      batchId: maybe(Joi.string()),
      g: grams,
      askFen: fen,
      name: namesOf(),
      spec: namesOf(),
    }),
  ),
  decisions: list(
    object({
      n: no,
      role: Joi.string(),
      outcome: oneOf(...OUTCOMES),
      lines: list(object({ no, fen })),
      fen,
      words: text,
      at: instant(),
      refused: maybe(object({ code: Joi.string(), line: no, creditableFen: fen })),
    }),
  ),
  answer: maybe(
    object({ usedG: grams, onHandG: grams, destroyedG: grams, pays: Joi.boolean(), at: instant() }),
  ),
  sentBack: maybe(object({ carrier: text, waybillNo: text, at: instant() })),
  arrivedAt: maybe(instant()),
  back: maybe(object({ intact: Joi.boolean(), at: instant() })),
  disputed: maybe(object({ words: text, at: instant() })),
  endedAt: maybe(instant()),
  /** 红字凭证, once something was given back. */
  creditNote: maybe(text),
});
export type ClaimView = Infer<typeof claimView>;
export const claimList = object({ claims: list(claimView) });
export type ClaimList = Infer<typeof claimList>;

function namesOf() {
  return object({ zh: text, en: text });
}

interface Words {
  readonly no: number;
  readonly name: { readonly zh: string; readonly en: string };
  readonly spec: { readonly zh: string; readonly en: string };
}

/** A claim as its parties see it; the order has the words of its lines. */
export function claimViewOf(claim: Claim, orderLines: readonly Words[]): ClaimView {
  const { _id: id, lines, decisions, held } = claim;
  const decision = decisionOf(claim);
  const isGiven =
    claim.state === 'granted' || claim.state === 'partly' || claim.state === 'resolved';
  return {
    ...claim,
    id,
    held: held !== null,
    photos: [...claim.photos],
    at: claim.at.toISOString(),
    lines: lines.map((line) => ({ ...line, ...wordsFor(line.no, orderLines) })),
    decisions: decisions.map((one) => ({
      ...one,
      lines: [...one.lines],
      at: one.at.toISOString(),
    })),
    ...happened(claim),
    creditNote: isGiven && decision && decision.fen > 0 ? creditNoteNo(claim, decision) : null,
  };
}

/** What was said and done since, with its instants as text. */
function happened({ answer, sentBack, arrivedAt, back, disputed, endedAt }: Claim) {
  return {
    answer: dated(answer),
    sentBack: dated(sentBack),
    arrivedAt: arrivedAt && arrivedAt.toISOString(),
    back: dated(back),
    disputed: dated(disputed),
    endedAt: endedAt && endedAt.toISOString(),
  };
}

function dated<T extends { readonly at: Date }>(said: T | null) {
  return said && { ...said, at: said.at.toISOString() };
}

function wordsFor(no: number, lines: readonly Words[]) {
  const line = lines.find((one) => one.no === no);
  const empty = { zh: '', en: '' };
  return { name: line?.name ?? empty, spec: line?.spec ?? empty };
}
