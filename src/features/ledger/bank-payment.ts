import type { Day } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import { receivable, type NewEntry } from './entry.ts';

export const PAYMENT_STATES = ['recorded', 'withdrawn', 'confirmed', 'reversed'] as const;
type PaymentState = (typeof PAYMENT_STATES)[number];

/** A transfer 收款 that a payer says he made; it counts once the cooperative has it. */
export interface BankPayment {
  /** `pay:{account}:{bankRef}:{seller}`. */
  readonly _id: string;
  readonly payerId: string;
  readonly sellerId: string;
  readonly account: string;
  readonly bankRef: string;
  readonly fen: number;
  readonly on: Day;
  readonly proofId: string | null;
  readonly state: PaymentState;
  readonly recordedBy: string;
  readonly recordedAt: Date;
  readonly cmdKey: string;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly why: string;
  readonly s: number;
  readonly t: Date | null;
}

export interface NewPayment {
  readonly sellerId: string;
  readonly fen: number;
  readonly on: Day;
  readonly bankRef: string;
  readonly proofId: string | null;
}

export function paymentId(account: string, { bankRef, sellerId }: NewPayment): string {
  return `pay:${account}:${bankRef}:${sellerId}`;
}

/** What came in, or what is turned: it never came. */
export function entryOfPayment(
  { _id, payerId, sellerId, fen }: BankPayment,
  { at, on, isReversal }: { at: Date; on: Day; isReversal: boolean },
): NewEntry {
  const moved = isReversal ? fen : -fen;
  return {
    _id: isReversal ? `${_id}:rev` : _id,
    kind: isReversal ? 'reversal' : 'payment',
    ...{ at, on, payerId, sellerId, fen: moved },
    postings: [
      { account: `received:${sellerId}`, fen: -moved },
      { account: receivable(payerId, sellerId), fen: moved },
    ],
    ...{ acceptedOn: null, dueOn: null, orderId: null, orderNo: null, buyerId: null },
    ...{ lines: [], corrects: [], reverses: isReversal ? _id : null },
  };
}

export function paymentNotFound(id: string): AppError {
  return new AppError('not-found', 'bank-payment.not-found', `There is no payment ${id}.`);
}

export function paymentWrongState({ state }: BankPayment): AppError {
  return new AppError('conflict', 'bank-payment.wrong-state', `This payment is ${state}.`, {
    facts: { state },
  });
}

/** The same number was recorded before: shown, never booked twice. */
export function paymentThere({ fen, on, state, bankRef }: BankPayment): AppError {
  return new AppError('conflict', 'bank-payment.duplicate', `${bankRef} was recorded before.`, {
    facts: { bankRef, fen, on, state },
  });
}
