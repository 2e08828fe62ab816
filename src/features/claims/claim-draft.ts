import { createHash } from 'node:crypto';
import { AppError } from '../../shared/errors.ts';
import type { Delivery } from '../fulfilment/index.ts';
import { shareFen, type Order, type OrderAccount, type OrderLine } from '../orders/index.ts';
import type { Receipt } from '../receiving/index.ts';
import type { Claim, ClaimKind, ClaimLine } from './claim.ts';
import { checkClaimTime } from './claim-terms.ts';

/** What a buyer says of one line. */
interface ClaimedLine {
  readonly no: number;
  readonly batchId?: string | undefined;
  /** Grams that are not right; left out: all of them. */
  readonly g?: number | undefined;
  /** Of `short`: what the buyer's scale shows. */
  readonly countedG?: number | undefined;
  /** Less than the share of these grams. */
  readonly askFen?: number | undefined;
}

export interface NewClaim {
  readonly kind: ClaimKind;
  readonly deliveryId?: string | undefined;
  readonly hidden: boolean;
  readonly words: string;
  readonly photos: readonly string[];
  readonly lines: readonly ClaimedLine[];
}

/** What the books say of the order that is claimed for. */
export interface Known {
  readonly order: Order;
  readonly account: OrderAccount;
  readonly deliveries: readonly Delivery[];
  readonly receipts: readonly Receipt[];
  /** Sku versions with 七日无理由. */
  readonly noReason: ReadonlySet<string>;
}

interface By {
  readonly by: string;
  readonly cmdKey: string;
  readonly reqHash: string;
  readonly at: Date;
}

/** The same cause, the same claim. */
export function claimIdOf(orderId: string, cause: string): string {
  return `${orderId}:c:${createHash('sha256').update(cause).digest('hex').slice(0, 16)}`;
}

/** A claim of nobody yet about an order; `kind`, lines and state are the caller's. */
export function startClaim(
  { _id: orderId, no, buyerId, payerId, sellerId, channel }: Order,
  { by, cmdKey, reqHash, at }: By,
): Omit<Claim, 'kind' | 'lines' | 'askFen' | 'state'> {
  const _id = claimIdOf(orderId, cmdKey);
  return {
    ...{ _id, orderId, orderNo: no, buyerId, payerId, sellerId, channel, by, cmdKey, reqHash, at },
    no: `S${no}-${_id.slice(-4)}`,
    ...{ deliveryId: null, against: 'seller', hidden: false, words: '', photos: [], held: null },
    ...{ rev: 0, decisions: [], answer: null, sentBack: null, arrivedAt: null, back: null },
    ...{ disputed: null, endedAt: null },
  };
}

/**
 * A buyer's claim as it is filed, with what it asks back of each line.
 * @throws AppError `claim.kind-not-here`, `claim.too-early`, `claim.too-late`, `claim.photo-missing`,
 * `claim.not-charged`, `claim.no-such-line`, `claim.not-returnable`, `delivery.not-found`
 */
export function draftClaim(known: Known, wanted: NewClaim, by: By): Claim {
  const { order } = known;
  const { kind, hidden, words, photos } = wanted;
  const delivery = deliveryFor(known, wanted);
  checkClaimTime(
    { kind, hidden },
    { acceptedAt: acceptedAtOf(known, delivery), needOn: order.needOn, channel: order.channel },
    by.at,
  );
  checkPhotos(wanted);
  const lines = wanted.lines.map((line) => claimLine(known, { kind, delivery }, line));
  const askFen = lines.reduce((sum, line) => sum + line.askFen, 0);
  return {
    ...startClaim(order, by),
    ...{ kind, hidden, words, photos, lines, askFen, state: 'filed' },
    deliveryId: delivery?._id ?? null,
  };
}

/** The delivery that is meant: the named one, or the only one. */
function deliveryFor({ deliveries }: Known, { deliveryId }: NewClaim): Delivery | undefined {
  if (deliveryId !== undefined) {
    const found = deliveries.find(({ _id }) => _id === deliveryId);
    if (found) return found;
    throw new AppError('not-found', 'delivery.not-found', `There is no delivery ${deliveryId}.`);
  }
  const left = deliveries.filter(({ snapshot }) => snapshot.length > 0);
  return left.at(-1);
}

/** When the delivery was taken in; without one, nothing was. */
function acceptedAtOf({ receipts }: Known, delivery: Delivery | undefined): Date | null {
  const final = receipts.find(
    ({ deliveryId, state }) => deliveryId === delivery?._id && state === 'final',
  );
  return final?.finalAt ?? null;
}

function checkPhotos({ kind, photos }: NewClaim): void {
  if ((kind !== 'quality' && kind !== 'wrong') || photos.length > 0) return;
  throw new AppError('invalid', 'claim.photo-missing', 'Show what is wrong on a photo.');
}

interface About {
  readonly kind: ClaimKind;
  readonly delivery: Delivery | undefined;
}

function claimLine(known: Known, about: About, said: ClaimedLine): ClaimLine {
  const line = known.order.lines.find(({ no }) => no === said.no);
  if (!line) throw noSuchLine(said.no);
  if (about.kind === 'no_reason' && !known.noReason.has(line.skuVersionId)) {
    throw new AppError('conflict', 'claim.not-returnable', 'These goods do not come back.', {
      facts: { line: line.no },
    });
  }
  const { g, fen } = worthOf(known, { ...about, line }, said);
  const left = known.account.lines.find(({ no }) => no === line.no)?.creditableFen ?? 0;
  const askFen = Math.min(said.askFen ?? fen, fen, left);
  if (g <= 0 || askFen <= 0) throw notCharged(line.no, left);
  return { no: line.no, batchId: said.batchId ?? null, g, askFen };
}

interface OfLine extends About {
  readonly line: OrderLine;
}

/** Grams that are claimed for, and what they cost the buyer. */
function worthOf(known: Known, about: OfLine, said: ClaimedLine): { g: number; fen: number } {
  const { chargedG, chargedFen } = chargedFor(known, about.line);
  const wanted = about.kind === 'short' ? shortG(about, said) : (said.g ?? chargedG);
  const g = Math.min(wanted, chargedG);
  return { g, fen: shareFen({ lineFen: chargedFen, orderedG: chargedG }, Math.max(0, g)) };
}

/** What was charged for a line, and for how many grams: paid ahead in retail, accepted on account. */
function chargedFor({ account }: Known, { no, orderedG, lineFen }: OrderLine) {
  if (account.payBy === 'provider') return { chargedG: orderedG, chargedFen: lineFen };
  const charges = account.rows
    .filter(({ kind }) => kind === 'charge')
    .flatMap(({ lines }) => lines.filter((line) => line.no === no));
  return {
    chargedG: charges.reduce((sum, { acceptedG }) => sum + (acceptedG ?? 0), 0),
    chargedFen: charges.reduce((sum, { fen }) => sum + fen, 0),
  };
}

/** Only grams that were charged: a parcel already credited as light is short from there on. */
function shortG({ delivery, line }: OfLine, { countedG, g }: ClaimedLine): number {
  const aboard = delivery?.snapshot.filter((part) => part.line === line.no) ?? [];
  const bookedG = aboard.reduce((sum, { orderedG }) => sum + orderedG, 0);
  const sentG = aboard.reduce((sum, part) => sum + part.g, 0);
  const paidG = Math.min(bookedG, sentG);
  return countedG === undefined ? Math.min(g ?? 0, paidG) : paidG - countedG;
}

function noSuchLine(no: number): AppError {
  return new AppError('invalid', 'claim.no-such-line', `There is no line ${no}.`, {
    facts: { line: no },
  });
}

function notCharged(line: number, creditableFen: number): AppError {
  const message = 'Nothing is left to give back of this line, or it was not charged.';
  return new AppError('conflict', 'claim.not-charged', message, {
    facts: { line, creditableFen },
  });
}
