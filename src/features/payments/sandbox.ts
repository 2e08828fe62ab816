import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { AppError } from '../../shared/errors.ts';
import { base32 } from '../../shared/hash.ts';
import type { PaymentState, ProviderEvent } from './payment.ts';

export const SANDBOX_STATES = ['open', 'processing', 'paid', 'cancelled', 'failed'] as const;
type SandboxState = (typeof SANDBOX_STATES)[number];

/** What a person can do on the page of the pretended provider 演示支付. */
export const SANDBOX_ACTIONS = ['pay', 'decline', 'later', 'close'] as const;
export type SandboxAction = (typeof SANDBOX_ACTIONS)[number];

/** One pretended payment page. No money moves. */
export interface SandboxPayment {
  readonly _id: string;
  readonly groupId: string;
  readonly fen: number;
  readonly state: SandboxState;
  readonly expiresAt: Date;
  readonly paidAfter?: Date | undefined;
  /** How often the pretended bank said no. */
  readonly declined: number;
  readonly refunds: readonly { readonly key: string; readonly fen: number }[];
}

/** How long a payment that was put off stays `processing`. */
export const LATER_MS = 60_000;

/** Name of the session that a key opens. */
export function sandboxRef(key: string): string {
  return `sb_${base32(createHash('sha256').update(key).digest(), 26)}`;
}

/** What a real provider would answer now: time closes a page, and settles what was put off. */
export function stateAt(payment: SandboxPayment, now: Date): PaymentState {
  const { _id, fen, state, expiresAt, paidAfter } = payment;
  const isSettled = state === 'processing' && paidAfter !== undefined && paidAfter <= now;
  if (state === 'paid' || isSettled) return { state: 'paid', captureRef: `cap_${_id}`, fen };
  if (state === 'open' && expiresAt <= now) return { state: 'cancelled' };
  return { state };
}

/** An event as it would arrive by webhook: its text and its signature. */
export function signedEvent(
  event: ProviderEvent,
  secret: string,
): { raw: string; signature: string } {
  const raw = JSON.stringify({ ...event, at: event.at.toISOString() });
  return { raw, signature: sign(raw, secret) };
}

/** @throws AppError `payment.bad-signature` */
export function readEvent(raw: string, signature: string, secret: string): ProviderEvent {
  const [said, right] = [Buffer.from(signature), Buffer.from(sign(raw, secret))];
  if (said.length !== right.length || !timingSafeEqual(said, right)) {
    throw new AppError('forbidden', 'payment.bad-signature', 'This is not from the provider.');
  }
  const event = JSON.parse(raw) as ProviderEvent & { at: string }; // signed by us
  return { ...event, at: new Date(event.at) };
}

export function sandboxNotFound(ref: string): AppError {
  return new AppError('not-found', 'payment.not-found', `There is no payment ${ref}.`);
}

function sign(raw: string, secret: string): string {
  return createHmac('sha256', secret).update(raw).digest('hex');
}
