import type { Owners } from '../../shared/actor.ts';
import type { ReceiptReason } from '../../shared/facts/receipt-reasons.ts';
import { AppError } from '../../shared/errors.ts';

export const RECEIPT_STATES = ['stored', 'signed_once', 'signed', 'final', 'conflicting'] as const;
type ReceiptState = (typeof RECEIPT_STATES)[number];
/** Who received: people at the door, a consumer's word, or nobody said anything for long. */
export const RECEIVED_BY = ['people', 'buyer', 'silence'] as const;
export type ReceivedBy = (typeof RECEIVED_BY)[number];
/** 收 · 部分收 · 拒收 · 未到 · 未验收（视为收货） · 通知前已收 */
export const RESULTS = [
  'accepted',
  'partly',
  'rejected',
  'missing',
  'not_inspected',
  'accepted_before_notice',
] as const;
export type Result = (typeof RESULTS)[number];
/** 五查: look, smell, packing, temperature, papers. */
export const CHECKS = ['look', 'smell', 'packing', 'temperature', 'papers'] as const;
export type Check = (typeof CHECKS)[number];
/** What becomes of grams above the tolerance: sent back, given free, or the buyer pays them. */
export const EXCESS = ['refuse', 'free', 'pay'] as const;
export type Excess = (typeof EXCESS)[number];

/** Order line × lot. `shippedG + overG = acceptedG + rejectedG + shortageG`. */
export interface ReceiptLine {
  readonly no: number;
  readonly batchId: string;
  readonly shippedG: number;
  readonly overG: number;
  readonly acceptedG: number;
  readonly rejectedG: number;
  readonly shortageG: number;
  /** Whole units accepted, where the price is by the unit. */
  readonly units: number | null;
  readonly reason: ReceiptReason | null;
  readonly photos: readonly string[];
  readonly tempC10: number | null;
  /** Which of the five are in order. */
  readonly checks: readonly Check[];
  readonly result: Result;
}

/** What the driver says of the differences: agreed, or his words. */
export interface DriverSaid {
  readonly name: string;
  readonly agrees: boolean;
  readonly words: string;
}

export interface ExcessChoice {
  readonly no: number;
  readonly choice: Excess;
}

export interface Sign {
  readonly userId: string;
  readonly name: string;
  readonly at: Date;
  /** On the own device, or with login name and password on another's. */
  readonly via: 'session' | 'password';
}

/** What one delivery line costs. */
export interface Billed {
  readonly no: number;
  readonly bookedG: number;
  readonly acceptedG: number;
  readonly capG: number;
  readonly floorG: number;
  readonly billedG: number;
  readonly billedUnits: number | null;
  readonly fen: number;
}

export interface ReceiptOut {
  readonly id: string;
  readonly kind: string;
  readonly at: Date;
  readonly doneAt: Date | null;
}

export interface Receipt {
  /** `delivery:k`, or `auto:delivery`. */
  readonly _id: string;
  readonly deliveryId: string;
  readonly orderId: string;
  /** 验收单号, for people. */
  readonly grnNo: string;
  readonly buyerId: string;
  readonly sellerId: string;
  readonly channel: 'canteen' | 'retail';
  readonly by: ReceivedBy;
  readonly cmdKey: string;
  readonly reqHash: string;
  readonly madeAt: Date;
  readonly storedAt: Date;
  /** How old the phone's stop list was; null: it asked us. */
  readonly recallListAt: Date | null;
  readonly state: ReceiptState;
  /** Signatures wanted: two people where two inspectors are the rule. */
  readonly needs: number;
  readonly signs: readonly Sign[];
  /** The buyer's tolerance when it was made, in ‰. */
  readonly tolPermille: number;
  readonly lines: readonly ReceiptLine[];
  readonly excess: readonly ExcessChoice[];
  readonly driver: DriverSaid | null;
  readonly billed: readonly Billed[];
  readonly finalAt: Date | null;
  readonly out: readonly ReceiptOut[];
}

export function ownersOfReceipt({ buyerId, sellerId, channel }: Receipt): Owners {
  return channel === 'retail'
    ? { consumer: buyerId, cooperative: sellerId }
    : { canteen: buyerId, cooperative: sellerId };
}

export function receiptNotFound(id: string): AppError {
  return new AppError('not-found', 'receipt.not-found', `There is no receipt ${id}.`, {
    facts: { id },
  });
}

/** Where signatures stand after one more. */
export function signedState(signs: number, needs: number): 'signed' | 'signed_once' | 'stored' {
  if (signs >= needs) return 'signed';
  return signs > 0 ? 'signed_once' : 'stored';
}

/** What the goods of a line came to. */
export function resultOf({
  acceptedG,
  rejectedG,
}: Pick<ReceiptLine, 'acceptedG' | 'rejectedG'>): Result {
  if (acceptedG + rejectedG === 0) return 'missing';
  if (acceptedG === 0) return 'rejected';
  return rejectedG === 0 ? 'accepted' : 'partly';
}

/** The number of the note that was taken in with this receipt. */
export function noteNoOf(grnNo: string): string {
  return `D${grnNo.slice(1).replace(/\.\d+$/, '')}`;
}

/** 验收单号: the delivery note's number again; a second receipt says so. */
export function grnNoOf(noteNo: string, k: number): string {
  return `R${noteNo.slice(1)}${k > 1 ? `.${k}` : ''}`;
}
