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
  optional,
  withDefault,
  words,
  type Infer,
} from '../../shared/schema.ts';
import { PAYMENT_STATES } from './bank-payment.ts';
import { ENTRY_KINDS } from './entry.ts';
import { STATEMENT_STATES } from './statement.ts';

const id = Joi.string().max(200);
const fen = Joi.number().integer();
const text = Joi.string().allow('');
const names = object({ zh: Joi.string(), en: text });

export const byStatement = object({ id });
export const statementQuery = object({ v: optional(Joi.number().integer().min(1)) });
export const byPayment = object({ id });
export const byPartner = object({ orgId: code() });

const version = Joi.number().integer().min(1);
export const confirmation = object({ v: version });
export const disputing = object({
  v: version,
  lines: list(object({ key: id, words: words(400) }))
    .min(1)
    .max(200),
});
export const answering = object({
  words: words(400),
  /** None: it is right as it is. */
  corrections: list(
    object({
      orderId: id,
      no: Joi.number().integer().min(1),
      fen: Joi.number().integer().positive(),
    }),
  ).max(100),
});
export const newPayment = object({
  sellerId: code(),
  fen: Joi.number().integer().positive().max(10_000_000_000),
  on: day(),
  bankRef: Joi.string().pattern(/^[0-9A-Za-z-]{4,40}$/, 'bank number'),
  proofId: withDefault(maybe(fileId), null),
});
export const turning = object({ why: words(400) });

const dues = list(object({ on: day(), fen }));
const partner = object({ id: Joi.string(), name: names });
const folded = object({
  chargedFen: fen,
  creditedFen: fen,
  paidFen: fen,
  owedFen: fen,
  overdueFen: fen,
  nextDueOn: maybe(day()),
  ageing: list(fen),
});
const statementRow = object({
  id: Joi.string(),
  partner,
  period: Joi.string(),
  state: oneOf(...STATEMENT_STATES),
  v: Joi.number(),
  totalFen: fen,
  lines: Joi.number(),
  dues,
});
export const statementsView = object({
  side: oneOf('payer', 'seller'),
  balances: list(object({ partner, ...{ folded } })),
  statements: list(statementRow),
  today: day(),
});
export type StatementsView = Infer<typeof statementsView>;

const item = object({
  no: Joi.number(),
  name: names,
  spec: names,
  price: Joi.string(),
  g: maybe(Joi.number()),
  fen,
});
const entry = object({
  key: Joi.string(),
  kind: oneOf(...ENTRY_KINDS),
  on: day(),
  orderId: maybe(Joi.string()),
  orderNo: text,
  acceptedOn: maybe(day()),
  dueOn: maybe(day()),
  fen,
  items: list(item),
});
export const statementView = object({
  id: Joi.string(),
  payer: partner,
  seller: partner,
  period: Joi.string(),
  state: oneOf(...STATEMENT_STATES),
  /** The version shown, and the newest. */
  v: Joi.number(),
  newest: Joi.number(),
  versions: list(object({ v: Joi.number(), at: instant(), totalFen: fen })),
  totalFen: fen,
  totalWords: Joi.string(),
  dues,
  payTo: text,
  sha256: text,
  entries: list(entry),
  disputes: list(
    object({
      v: Joi.number(),
      at: instant(),
      lines: list(object({ key: Joi.string(), words: Joi.string() })),
      answer: maybe(object({ at: instant(), words: Joi.string(), isRight: Joi.boolean() })),
    }),
  ),
  refused: list(Joi.string()),
  confirmedAt: maybe(instant()),
  /** What whoever reads it may do. */
  mayConfirm: Joi.boolean(),
  mayAnswer: Joi.boolean(),
});
export type StatementView = Infer<typeof statementView>;

const payment = object({
  id: Joi.string(),
  bankRef: Joi.string(),
  fen,
  on: day(),
  state: oneOf(...PAYMENT_STATES),
  proofId: maybe(Joi.string()),
  why: text,
});
export const runningView = object({
  side: oneOf('payer', 'seller'),
  partner,
  folded,
  charges: list(
    object({
      key: Joi.string(),
      orderNo: text,
      acceptedOn: day(),
      dueOn: day(),
      fen,
      openFen: fen,
    }),
  ),
  entries: list(entry),
  payments: list(payment),
  payTo: text,
  today: day(),
  mayPay: Joi.boolean(),
});
export type RunningView = Infer<typeof runningView>;
export const paymentMade = object({ id: Joi.string() });
