import { AppError } from '../../shared/errors.ts';
import type { ClaimKind } from './claim.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Visible faults, and those that show only later (`orders.md` §8.4). */
const VISIBLE_MS = 24 * HOUR;
const HIDDEN_MS = 7 * DAY;

/** What must be known of a delivery to say whether it may still be claimed for. */
export interface ClaimTimes {
  /** When it was accepted; null: not yet. */
  readonly acceptedAt: Date | null;
  /** The promised day. */
  readonly needOn: string;
  readonly channel: 'canteen' | 'retail';
}

interface Asked {
  readonly kind: ClaimKind;
  readonly hidden: boolean;
}

/** Until when it may be filed; null: any time; `early`: not yet. */
function claimDeadline({ kind, hidden }: Asked, { acceptedAt }: ClaimTimes): Date | 'early' | null {
  if (kind === 'recall') return null;
  if (kind === 'late' || kind === 'missing') return acceptedAt ?? null;
  if (!acceptedAt) return 'early';
  if (kind === 'no_reason') return endOfDay(acceptedAt, 7);
  return new Date(acceptedAt.getTime() + (hidden ? HIDDEN_MS : VISIBLE_MS));
}

/** The last instant of the day `days` after the day of `at`, in Hangzhou. */
function endOfDay(at: Date, days: number): Date {
  const shifted = new Date(at.getTime() + 8 * HOUR);
  const start = Date.parse(`${shifted.toISOString().slice(0, 10)}T00:00:00+08:00`);
  return new Date(start + (days + 1) * DAY - 1);
}

/**
 * Whether this kind may be claimed now.
 * @throws AppError `claim.kind-not-here`, `claim.too-early`, `claim.too-late` with the deadline
 */
export function checkClaimTime(asked: Asked, times: ClaimTimes, now: Date): void {
  const { kind } = asked;
  // what did not come was not charged on account: nothing to ask back
  if (times.channel === 'canteen' && RETAIL_ONLY.includes(kind)) throw notHere(kind);
  const until = claimDeadline(asked, times);
  const isEarly = BEFORE_ACCEPTANCE.includes(kind) && startOf(times.needOn) > now;
  if (until === 'early' || isEarly) {
    throw new AppError('conflict', 'claim.too-early', 'This may be claimed later.', {
      facts: { kind },
    });
  }
  if (until === null || until >= now) return;
  throw new AppError('conflict', 'claim.too-late', 'The time for this claim is over.', {
    facts: { kind, until: until.toISOString() },
  });
}

const BEFORE_ACCEPTANCE: readonly ClaimKind[] = ['late', 'missing'];
const RETAIL_ONLY: readonly ClaimKind[] = ['late', 'missing', 'no_reason', 'short'];

function startOf(day: string): Date {
  return new Date(`${day}T00:00:00+08:00`);
}

function notHere(kind: ClaimKind): AppError {
  const message = 'This kind is not for this order: what did not come was not charged.';
  return new AppError('conflict', 'claim.kind-not-here', message, { facts: { kind } });
}
