import Joi from 'joi';
import { RECEIPT_REASONS, type ReceiptReason } from '../../shared/facts/receipt-reasons.ts';
import {
  day,
  fileId,
  instant,
  list,
  maybe,
  object,
  oneOf,
  optional,
  withDefault,
  type Infer,
} from '../../shared/schema.ts';
import { deliveryView } from '../fulfilment/index.ts';
import { versionOf, type InspectionRecord, type RecordBody } from './inspection-record.ts';
import { CHECKS, EXCESS, RECEIPT_STATES, RECEIVED_BY, RESULTS, type Receipt } from './receipt.ts';

const text = Joi.string().allow('');
const grams = Joi.number().integer().min(0).max(100_000_000);
const count = Joi.number().integer().min(0);
const temperature = Joi.number().integer().min(-600).max(1_000);
const person = Joi.string().trim().min(1).max(40);
const reasonIds = RECEIPT_REASONS.map(({ id }) => id) as [ReceiptReason, ...ReceiptReason[]];
const RECEIPT_ID = /^(auto:)?[0-9a-z]{26}:[\w-]+:\d{4}-\d{2}-\d{2}:[1-9]\d{0,2}(:[1-9]\d?)?$/;

const RECORD_ID =
  /^(auto:)?[0-9a-z]{26}:[\w-]+:\d{4}-\d{2}-\d{2}:[1-9]\d{0,2}(:[1-9]\d?)?:\d{1,4}:\w{11}:\d{1,4}$/;

export const byReceipt = object({ id: Joi.string().pattern(RECEIPT_ID, 'receipt') });

const found = object({
  no: Joi.number().integer().min(1),
  batchId: Joi.string().pattern(/^\w{11}$/, 'lot'),
  acceptedG: grams,
  rejectedG: grams,
  units: optional(count.max(100_000)),
  reason: optional(oneOf(...reasonIds)),
  photos: withDefault(list(fileId).max(8).unique(), []),
  tempC10: optional(temperature),
  checks: withDefault(list(oneOf(...CHECKS)).unique(), []),
});
const excess = object({ no: Joi.number().integer().min(1), choice: oneOf(...EXCESS) });

export const newReceipt = object({
  name: person,
  madeAt: optional(instant()),
  recallListAt: optional(instant()),
  lines: list(found).min(1).max(400),
  excess: withDefault(list(excess).max(200), []),
  driver: optional(
    object({
      name: person,
      agrees: Joi.boolean(),
      words: withDefault(Joi.string().trim().allow('').max(300), ''),
    }),
  ),
});
export type ReceiptBody = Infer<typeof newReceipt>;
export const newSign = object({ name: person });
export const newSignWith = object({
  name: person,
  login: Joi.string().trim().min(1).max(120),
  password: Joi.string().min(1).max(200),
});
export const receiptMade = object({ id: Joi.string(), grnNo: Joi.string() });

export const receiptView = object({
  id: Joi.string(),
  grnNo: Joi.string(),
  deliveryId: Joi.string(),
  orderId: Joi.string(),
  state: oneOf(...RECEIPT_STATES),
  by: oneOf(...RECEIVED_BY),
  madeAt: instant(),
  finalAt: maybe(instant()),
  needs: count,
  tolPermille: count,
  recallListAt: maybe(instant()),
  driver: maybe(object({ name: text, agrees: Joi.boolean(), words: text })),
  signs: list(object({ name: text, at: instant(), via: oneOf('session', 'password') })),
  lines: list(
    object({
      no: count,
      batchId: Joi.string(),
      shippedG: grams,
      overG: grams,
      acceptedG: grams,
      rejectedG: grams,
      shortageG: grams,
      units: maybe(count),
      reason: maybe(text),
      photos: list(fileId),
      tempC10: maybe(temperature),
      checks: list(oneOf(...CHECKS)),
      result: oneOf(...RESULTS),
    }),
  ),
  billed: list(
    object({
      no: count,
      bookedG: grams,
      acceptedG: grams,
      billedG: grams,
      billedUnits: maybe(count),
      fen: count,
    }),
  ),
});
export type ReceiptView = Infer<typeof receiptView>;

export function receiptViewOf(receipt: Receipt): ReceiptView {
  const { _id: id, madeAt, finalAt, signs, lines, billed } = receipt;
  return {
    ...receipt,
    id,
    madeAt: madeAt.toISOString(),
    recallListAt: receipt.recallListAt?.toISOString() ?? null,
    driver: receipt.driver,
    finalAt: finalAt?.toISOString() ?? null,
    signs: signs.map((sign) => ({ ...sign, at: sign.at.toISOString() })),
    lines: lines.map((line) => ({ ...line, photos: [...line.photos], checks: [...line.checks] })),
    billed: [...billed],
  };
}

/** What is on its way to a canteen, one card a delivery. */
export const arrivalsView = object({
  arrivals: list(
    object({
      id: Joi.string(),
      noteNo: Joi.string(),
      needOn: day(),
      state: Joi.string(),
      supplier: text,
      plate: text,
      lines: count,
      grams,
      dispatchedAt: maybe(instant()),
      /** A receipt that still wants a signature. */
      openReceiptId: maybe(Joi.string()),
    }),
  ),
});
export type ArrivalsView = Infer<typeof arrivalsView>;

/** Everything the page at the door needs. */
export const receivingView = object({
  delivery: deliveryView,
  needs: count,
  tolPermille: count,
  receipts: list(receiptView),
  recalls: object({ at: instant(), lots: list(Joi.string()) }),
});
export type ReceivingView = Infer<typeof receivingView>;

export const ledgerQuery = object({
  from: optional(day()),
  to: optional(day()),
  product: optional(
    Joi.string()
      .pattern(/^[a-z0-9-]{1,40}$/, 'product')
      .allow(''),
  ),
  supplier: optional(
    Joi.string()
      .pattern(/^\w{1,40}$/, 'organisation')
      .allow(''),
  ),
  certificate: optional(oneOf('with', 'without').allow('')),
});
export const byRecord = object({ id: Joi.string().pattern(RECORD_ID, 'record') });
export const newCorrection = object({ words: Joi.string().trim().min(1).max(500), name: person });
export const recallListView = object({ at: instant(), lots: list(Joi.string()) });
export type LedgerQuery = Infer<typeof ledgerQuery>;

const ledgerRow = object({
  id: Joi.string(),
  recordNo: text,
  on: day(),
  name: text,
  nameEn: text,
  spec: text,
  specEn: text,
  lot: text,
  madeOn: maybe(day()),
  shelfLifeDays: maybe(count),
  orderedG: grams,
  deliveredG: grams,
  acceptedG: grams,
  rejectedG: grams,
  sellerId: text,
  productId: text,
  supplier: text,
  supplierContact: text,
  supplierAddress: text,
  certificates: list(object({ kind: text, no: text })),
  hasCertificate: Joi.boolean(),
  inspectors: list(Joi.string()),
  result: oneOf(...RESULTS),
  reason: maybe(text),
  retainUntil: day(),
  sha256: text,
  notes: list(object({ words: text, name: text, at: instant() })),
});
export type LedgerRow = Infer<typeof ledgerRow>;

export const ledgerView = object({ from: day(), to: day(), rows: list(ledgerRow) });
export type LedgerView = Infer<typeof ledgerView>;

/** The rows of the book: the newest version of each record with the notes of all. */
export function ledgerRowsOf(records: readonly InspectionRecord[]): LedgerRow[] {
  const roots = [...new Set(records.map(({ _id }) => versionOf(_id).root))];
  return roots.flatMap((root) => {
    const versions = records
      .filter(({ _id }) => versionOf(_id).root === root)
      .toSorted((a, b) => versionOf(a._id).v - versionOf(b._id).v);
    const newest = versions.at(-1);
    return newest ? [{ ...ledgerRowOf(newest), notes: versions.flatMap(noteOf) }] : [];
  });
}

function noteOf({ body }: InspectionRecord): LedgerRow['notes'] {
  const { correction } = JSON.parse(body) as RecordBody; // our own text, frozen with its hash
  return correction ? [{ words: correction.words, name: correction.name, at: correction.at }] : [];
}

function ledgerRowOf(record: InspectionRecord): Omit<LedgerRow, 'notes'> {
  const body = JSON.parse(record.body) as RecordBody; // our own text, frozen with its hash
  const { item, supplier, papers } = body;
  const { _id: id, recordNo, on, sellerId, productId, result, retainUntil, sha256 } = record;
  return {
    ...{ id, recordNo, on, sellerId, productId, result, retainUntil, sha256 },
    ...item,
    madeOn: item.harvestedOn ?? item.producedOn,
    supplier: supplier.name,
    supplierContact: supplier.contact,
    supplierAddress: supplier.address,
    certificates: papers.map(({ kind, no }) => ({ kind, no })),
    hasCertificate: papers.length > 0,
    inspectors: body.inspectors.map(({ name }) => name),
    reason: body.reason,
  };
}
