import { AppError } from '../../shared/errors.ts';

/**
 * What takes consumers' money (`payments.md` §2). Outcomes are values; an exception means "unknown",
 * and the caller repeats with the same key. The truth is what `read` says, never an event.
 */
export interface PaymentProvider {
  readonly name: string;
  readonly open: (payment: OpenPayment, key: string) => Promise<{ ref: string; url: string }>;
  readonly read: (ref: string) => Promise<PaymentState>;
  /** Closes the session; one that was paid first says so. */
  readonly cancel: (ref: string) => Promise<PaymentState>;
  readonly refund: (refund: RefundRequest, key: string) => Promise<RefundOutcome>;
  /** May still turn from succeeded to failed. */
  readonly readRefund: (providerRef: string) => Promise<RefundOutcome>;
  /** @throws AppError `payment.bad-signature` */
  readonly parseEvent: (raw: string, signature: string) => ProviderEvent;
}

interface OpenPayment {
  readonly groupId: string;
  readonly fen: number;
  readonly expiresAt: Date;
}

export type PaymentState =
  | { readonly state: 'open' | 'processing' | 'cancelled' | 'failed' }
  | { readonly state: 'paid'; readonly captureRef: string; readonly fen: number };

interface RefundRequest {
  readonly captureRef: string;
  readonly fen: number;
}

interface RefundOutcome {
  readonly state: 'pending' | 'succeeded' | 'failed';
  readonly providerRef: string;
}

/** That something happened: what, is read again. */
export interface ProviderEvent {
  readonly id: string;
  readonly type: string;
  readonly ref: string;
  readonly groupId: string;
  readonly at: Date;
}

/** Money that came in 入账, stored before anything is done with it. `_id` = `provider:captureRef`. */
export interface Payment {
  readonly _id: string;
  readonly provider: string;
  readonly captureRef: string;
  /** The session it was paid in. */
  readonly ref: string;
  readonly groupId: string;
  readonly fen: number;
  /** What can still go back; a take is never given back. */
  readonly refundableFen: number;
  readonly takes: readonly { readonly key: string; readonly fen: number }[];
  /** Its group's, or money no group can use; undefined = not decided yet. */
  readonly use?: 'group' | 'void' | undefined;
  readonly at: Date;
}

export const REFUND_STATES = [
  'requested',
  'held',
  'sent',
  'pending',
  'succeeded',
  'failed',
  'manual',
] as const;
type RefundState = (typeof REFUND_STATES)[number];

/** Money that goes back 退款 (`payments.md` §7). `_id` is its cause. */
export interface Refund {
  readonly _id: string;
  readonly paymentId?: string | undefined;
  readonly groupId: string;
  readonly orderId?: string | undefined;
  readonly lines: readonly { readonly no: number; readonly fen: number }[];
  readonly fen: number;
  readonly why: string;
  readonly state: RefundState;
  readonly try: number;
  readonly providerRef?: string | undefined;
  readonly at: Date;
  readonly doneAt?: Date | undefined;
}

export type NewRefund = Pick<
  Refund,
  '_id' | 'paymentId' | 'groupId' | 'orderId' | 'lines' | 'fen' | 'why'
>;

export function paymentIdOf(provider: string, captureRef: string): string {
  return `${provider}:${captureRef}`;
}

/** Key under which a provider opens a session of a group, the same for every repeat. */
export function sessionKey(groupId: string, attempt: number): string {
  return `g:${groupId}:cs:${attempt}`;
}

export function refundKey({ _id, try: n }: Pick<Refund, '_id' | 'try'>): string {
  return `rf:${_id}:${n}`;
}

export function notConfigured(): AppError {
  return new AppError('busy', 'payment.not-configured', 'Nobody takes payments here yet.');
}
