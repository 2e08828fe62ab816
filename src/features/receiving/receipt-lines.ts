import { AppError } from '../../shared/errors.ts';
import type { ReceiptReason } from '../../shared/facts/receipt-reasons.ts';
import type { DeliveryHold } from '../fulfilment/index.ts';
import type { OrderLine } from '../orders/index.ts';
import { boundsOf, bookedOf } from './billing.ts';
import { resultOf, type Check, type ExcessChoice, type ReceiptLine } from './receipt.ts';

/** What was found of one lot of one line, as the receiver says it. */
export interface Found {
  readonly no: number;
  readonly batchId: string;
  readonly acceptedG: number;
  readonly rejectedG: number;
  readonly units?: number | undefined;
  readonly reason?: ReceiptReason | undefined;
  readonly photos: readonly string[];
  readonly tempC10?: number | undefined;
  readonly checks: readonly Check[];
}

interface Delivered {
  readonly aboard: readonly DeliveryHold[];
  readonly orderLines: readonly OrderLine[];
  readonly tolPermille: number;
}

interface Lot {
  readonly no: number;
  readonly batchId: string;
  readonly shippedG: number;
}

/** Order line × lot, as shipped. */
function lotsOf(aboard: readonly DeliveryHold[]): Lot[] {
  const lots: Lot[] = [];
  for (const { line: no, batchId, g } of aboard) {
    const at = lots.findIndex((lot) => lot.no === no && lot.batchId === batchId);
    const shippedG = (lots[at]?.shippedG ?? 0) + g;
    lots.splice(at < 0 ? lots.length : at, at < 0 ? 0 : 1, { no, batchId, shippedG });
  }
  return lots;
}

/**
 * The lines of a receipt: shipped, over, accepted, rejected, short, which always add up. What was
 * refused because it is above the tolerance goes from accepted to rejected here.
 * @throws AppError `receipt.lines-missing`, `receipt.other-lot`, `receipt.reason-missing`,
 * `receipt.units-missing`, `receipt.excess-undecided`, each with the lines
 */
export function receiptLines(
  delivered: Delivered,
  found: readonly Found[],
  excess: readonly ExcessChoice[],
): ReceiptLine[] {
  const lots = lotsOf(delivered.aboard);
  checkComplete(lots, found);
  checkReasons(found);
  checkUnits(delivered, found);
  checkExcess(delivered, found, excess);
  return lots.map((lot) => lineOf(lot, refusing({ delivered, found, excess }, lot)));
}

/** As shipped: nobody looked, or a consumer says it is all there. */
export function linesAsShipped(
  { aboard, orderLines }: Pick<Delivered, 'aboard' | 'orderLines'>,
  isInspected: boolean,
): ReceiptLine[] {
  return lotsOf(aboard).map((lot, place, lots) => {
    const isFirst = lots.findIndex(({ no }) => no === lot.no) === place;
    const line = orderLines.find(({ no }) => no === lot.no);
    const units = line && unitsBooked(line, aboard);
    const empty = { rejectedG: 0, photos: [], checks: [], ...(isFirst && units && { units }) };
    const whole = lineOf(lot, { ...lot, ...empty, acceptedG: lot.shippedG });
    return isInspected ? whole : { ...whole, result: 'not_inspected' };
  });
}

/**
 * The lines as they become final (R4): measured against what left in the end, which a phone that was
 * early could not know, and with the recalls that stand by then.
 */
export function finalLines(
  lines: readonly ReceiptLine[],
  aboard: readonly DeliveryHold[],
  recalled: ReadonlySet<string>,
): ReceiptLine[] {
  const shipped = lotsOf(aboard);
  const of = (a: Pick<Lot, 'no' | 'batchId'>, b: Pick<Lot, 'no' | 'batchId'>) =>
    a.no === b.no && a.batchId === b.batchId;
  const forgotten = shipped
    .filter((lot) => !lines.some((line) => of(line, lot)))
    .map((lot) => lineOf(lot, { ...lot, ...NOTHING }));
  return [...lines, ...forgotten].map((line) => {
    const shippedG = shipped.find((lot) => of(lot, line))?.shippedG ?? 0;
    const gotG = line.acceptedG + line.rejectedG;
    const isHeld = line.acceptedG > 0 && recalled.has(line.batchId);
    return {
      ...line,
      shippedG,
      overG: Math.max(0, gotG - shippedG),
      shortageG: Math.max(0, shippedG - gotG),
      result: isHeld ? 'accepted_before_notice' : line.result,
    };
  });
}

const NOTHING = { acceptedG: 0, rejectedG: 0, photos: [], checks: [] };

/** Whole units of a line aboard, where its price is by the unit. */
function unitsBooked(line: OrderLine, aboard: readonly DeliveryHold[]): number | undefined {
  if ('perG' in line.price) return undefined;
  return Math.round(bookedOf(aboard, line.no) / line.nominalG);
}

function lineOf({ no, batchId, shippedG }: Lot, found: Found): ReceiptLine {
  const { acceptedG, rejectedG } = found;
  const gotG = acceptedG + rejectedG;
  return {
    ...{ no, batchId, shippedG, acceptedG, rejectedG },
    overG: Math.max(0, gotG - shippedG),
    shortageG: Math.max(0, shippedG - gotG),
    units: found.units ?? null,
    reason: found.reason ?? null,
    photos: found.photos,
    tempC10: found.tempC10 ?? null,
    checks: found.checks,
    result: resultOf({ acceptedG, rejectedG }),
  };
}

interface Said {
  readonly delivered: Delivered;
  readonly found: readonly Found[];
  readonly excess: readonly ExcessChoice[];
}

/** What is said of a lot, after the excess that is refused was taken off: from the last lot backwards. */
function refusing({ delivered, found, excess }: Said, lot: Lot): Found {
  const ofLine = found.filter(({ no }) => no === lot.no);
  const own = ofLine.find(({ batchId }) => batchId === lot.batchId);
  if (!own) throw missing('receipt.lines-missing', 'A line was not received.', [lot]);
  if (!excess.some(({ no, choice }) => no === lot.no && choice === 'refuse')) return own;
  const { capG } = boundsOf(bookedOf(delivered.aboard, lot.no), delivered.tolPermille);
  const before = sumAccepted(ofLine.slice(0, ofLine.indexOf(own)));
  const keptG = Math.min(own.acceptedG, Math.max(0, capG - before));
  return { ...own, acceptedG: keptG, rejectedG: own.rejectedG + own.acceptedG - keptG };
}

function sumAccepted(found: readonly Found[]): number {
  return found.reduce((sum, { acceptedG }) => sum + acceptedG, 0);
}

function checkComplete(lots: readonly Lot[], found: readonly Found[]): void {
  const isSame = (a: Pick<Lot, 'no' | 'batchId'>, b: Pick<Lot, 'no' | 'batchId'>) =>
    a.no === b.no && a.batchId === b.batchId;
  const alien = found.filter(
    (one, place) =>
      !lots.some((lot) => isSame(lot, one)) ||
      found.findIndex((other) => isSame(other, one)) !== place,
  );
  if (alien.length > 0) throw missing('receipt.other-lot', 'This lot is not on the note.', alien);
  const forgotten = lots.filter((lot) => !found.some((one) => isSame(lot, one)));
  if (forgotten.length > 0) {
    throw missing('receipt.lines-missing', 'Not every line was received.', forgotten);
  }
}

function checkReasons(found: readonly Found[]): void {
  const silent = found.filter(
    ({ rejectedG, reason, photos }) => rejectedG > 0 && (!reason || photos.length === 0),
  );
  if (silent.length > 0) {
    throw missing('receipt.reason-missing', 'A refusal needs a reason and a photo.', silent);
  }
}

function checkUnits({ orderLines, aboard }: Delivered, found: readonly Found[]): void {
  const wrong = orderLines.filter((line) => {
    const booked = unitsBooked(line, aboard);
    const ofLine = found.filter(({ no }) => no === line.no);
    if (booked === undefined || ofLine.length === 0) return false;
    const units = ofLine.reduce((sum, one) => sum + (one.units ?? 0), 0);
    return ofLine.some((one) => one.acceptedG > 0 && one.units === undefined) || units > booked;
  });
  if (wrong.length > 0) {
    const message = 'Say how many whole units were accepted, no more than were sent.';
    throw missing('receipt.units-missing', message, wrong);
  }
}

function checkExcess(
  { orderLines, aboard, tolPermille }: Delivered,
  found: readonly Found[],
  excess: readonly ExcessChoice[],
): void {
  const undecided = orderLines
    .filter(({ price }) => 'perG' in price)
    .map(({ no }) => ({
      no,
      acceptedG: sumAccepted(found.filter((one) => one.no === no)),
      capG: boundsOf(bookedOf(aboard, no), tolPermille).capG,
    }))
    .filter(({ no, acceptedG, capG }) => acceptedG > capG && !excess.some((one) => one.no === no));
  if (undecided.length === 0) return;
  const message = 'More came than may be billed: refuse it, take it free, or pay it.';
  throw new AppError('conflict', 'receipt.excess-undecided', message, {
    facts: { lines: undecided },
  });
}

function missing(
  code: string,
  message: string,
  lines: readonly { no: number; batchId?: string }[],
) {
  return new AppError('invalid', code, message, {
    facts: { lines: lines.map(({ no, batchId }) => ({ no, ...(batchId && { batchId }) })) },
  });
}
