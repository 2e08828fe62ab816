import { createHash } from 'node:crypto';
import { dayAt, type Day } from '../../shared/day.ts';
import { RETENTION } from '../../shared/facts/retention.ts';
import type { Aboard, Delivery, Supplier } from '../fulfilment/index.ts';
import type { OrderLine } from '../orders/index.ts';
import type { Receipt, ReceiptLine, Result, Sign } from './receipt.ts';

/**
 * 进货查验记录 of one receipt line and lot: everything that the law and the authorities ask for
 * (`trace.md` §11), as one frozen text with its hash.
 */
export interface InspectionRecord {
  /** `receipt:line:lot:v` */
  readonly _id: string;
  readonly recordNo: string;
  readonly receiptId: string;
  readonly buyerId: string;
  readonly sellerId: string;
  readonly productId: string;
  readonly on: Day;
  readonly productName: string;
  readonly supplierName: string;
  readonly result: Result;
  /** Canonical JSON of `RecordBody`. */
  readonly body: string;
  readonly sha256: string;
  readonly retainUntil: Day;
  readonly at: Date;
}

export interface RecordBody {
  readonly recordNo: string;
  readonly grnNo: string;
  readonly noteNo: string;
  readonly orderNo: string;
  /** 进货日期 */
  readonly on: Day;
  readonly canteen: string;
  readonly inspectors: readonly { readonly name: string; readonly at: string }[];
  readonly item: {
    readonly name: string;
    readonly nameEn: string;
    readonly spec: string;
    readonly specEn: string;
    readonly lot: string;
    readonly orderedG: number;
    readonly deliveredG: number;
    readonly acceptedG: number;
    readonly rejectedG: number;
    readonly shortageG: number;
    readonly overG: number;
    readonly harvestedOn: Day | null;
    readonly producedOn: Day | null;
    readonly shelfLifeDays: number | null;
    readonly base: string | null;
  };
  readonly supplier: Omit<Supplier, 'id'>;
  readonly papers: readonly {
    readonly kind: string;
    readonly no: string;
    readonly sha256: string | null;
    readonly seen: boolean;
  }[];
  readonly check: {
    readonly inOrder: readonly string[];
    readonly tempC10: number | null;
    readonly vehicle: string;
    readonly photos: readonly string[];
  };
  readonly result: Result;
  readonly reason: string | null;
  /** What this version adds; the first one adds nothing. */
  readonly correction?: Correction;
}

/** 更正: a note appended to a record, who and when; the record it names stays as it is. */
export interface Correction {
  /** The version that it corrects. */
  readonly of: string;
  readonly words: string;
  readonly by: string;
  readonly name: string;
  readonly at: string;
  readonly key: string;
}

export interface RecordSources {
  readonly receipt: Receipt;
  readonly delivery: Delivery;
  readonly orderLines: readonly OrderLine[];
  /** Name of the canteen. */
  readonly canteen: string;
}

/** One record per line and lot, refused ones too; a line of which nothing came has none. */
export function recordsOf(sources: RecordSources): InspectionRecord[] {
  const { receipt, delivery } = sources;
  return receipt.lines.flatMap((line, place) => {
    if (line.acceptedG + line.rejectedG === 0) return [];
    const aboard = delivery.snapshot.find(
      (part) => part.line === line.no && part.batchId === line.batchId,
    );
    const orderLine = sources.orderLines.find(({ no }) => no === line.no);
    if (!aboard || !orderLine) return [];
    return [recordOf(sources, { line, aboard, orderLine, seq: place + 1 })];
  });
}

/** `receipt:line:lot` of a version, and its number. */
export function versionOf(id: string): { root: string; v: number } {
  const at = id.lastIndexOf(':');
  return { root: id.slice(0, at), v: Number(id.slice(at + 1)) };
}

/** The next version: the same record with one more note. Kept as long, never shorter. */
export function corrected(
  record: InspectionRecord,
  { words, by, name, key, at }: Omit<Correction, 'of' | 'at'> & { at: Date },
): InspectionRecord {
  const { root, v } = versionOf(record._id);
  const content = JSON.parse(record.body) as RecordBody; // our own text, frozen with its hash
  const correction = { of: record._id, words, by, name, key, at: at.toISOString() };
  const body = canonicalJson({ ...content, correction });
  return {
    ...record,
    _id: `${root}:${v + 1}`,
    body,
    sha256: createHash('sha256').update(body).digest('hex'),
    at,
  };
}

interface Part {
  readonly line: ReceiptLine;
  readonly aboard: Aboard;
  readonly orderLine: OrderLine;
  readonly seq: number;
}

function recordOf(sources: RecordSources, part: Part): InspectionRecord {
  const { receipt } = sources;
  const { line, aboard } = part;
  const at = receipt.finalAt ?? receipt.storedAt;
  const content = bodyOf(sources, part);
  const body = canonicalJson(content);
  return {
    _id: `${receipt._id}:${line.no}:${line.batchId}:1`,
    recordNo: content.recordNo,
    receiptId: receipt._id,
    buyerId: receipt.buyerId,
    sellerId: receipt.sellerId,
    productId: aboard.origin.productId,
    on: content.on,
    productName: content.item.name,
    supplierName: content.supplier.name,
    result: line.result,
    body,
    sha256: createHash('sha256').update(body).digest('hex'),
    retainUntil: retainUntil(dayAt(at), aboard.origin.usableUntil),
    at,
  };
}

function bodyOf(
  { receipt, delivery, canteen }: RecordSources,
  { line, aboard, orderLine, seq }: Part,
): RecordBody {
  const { origin } = aboard;
  return {
    recordNo: `${receipt.grnNo}-${seq}`,
    grnNo: receipt.grnNo,
    noteNo: delivery.noteNo,
    orderNo: delivery.orderNo,
    on: dayAt(receipt.madeAt),
    canteen,
    inspectors: receipt.signs.map(inspectorOf),
    item: {
      name: orderLine.name.zh,
      nameEn: orderLine.name.en,
      spec: orderLine.spec.zh,
      specEn: orderLine.spec.en,
      lot: line.batchId,
      orderedG: orderLine.orderedG,
      deliveredG: line.shippedG,
      acceptedG: line.acceptedG,
      rejectedG: line.rejectedG,
      shortageG: line.shortageG,
      overG: line.overG,
      harvestedOn: origin.harvestedOn,
      producedOn: origin.producedOn,
      shelfLifeDays: origin.shelfLifeDays,
      base: origin.base,
    },
    supplier: supplierOf(delivery.supplier),
    papers: origin.papers.map(({ kind, no, sha256 }) => ({
      ...{ kind, no, sha256 },
      seen: line.checks.includes('papers'),
    })),
    check: {
      inOrder: line.checks,
      tempC10: line.tempC10,
      vehicle: delivery.leaving?.plate ?? '',
      photos: line.photos,
    },
    result: line.result,
    reason: line.reason,
  };
}

function inspectorOf({ name, at }: Sign) {
  return { name, at: at.toISOString() };
}

function supplierOf(supplier: Supplier | null): RecordBody['supplier'] {
  const { name, uscc, address, contact, licenceNo } = supplier ?? {
    ...{ name: '', uscc: null, address: '', contact: '', licenceNo: null },
  };
  return { name, uscc, address, contact, licenceNo };
}

/** max(completion + 3 years, shelf life end + 6 months, 2 years): `trace.md` §11. Only ever raised. */
export function retainUntil(doneOn: Day, usableUntil: Date | null): Day {
  const years = plus(doneOn, { months: RETENTION.transactionYears * 12 });
  const life = usableUntil ? plus(dayAt(usableUntil), { months: 6 }) : years;
  return life > years ? life : years;
}

/** Months later; the last day of a shorter month. */
function plus(day: Day, { months }: { months: number }): Day {
  const date = new Date(`${day}T00:00:00Z`);
  const wanted = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(wanted, last));
  return date.toISOString().slice(0, 10);
}

/** JSON with sorted keys: the same content, the same text. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
