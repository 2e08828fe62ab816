import type { AppError } from '../../shared/errors.ts';
import type { Candidate } from './allocation.ts';

/** Done, now or by an earlier try of the same; or refused, with the reason. */
type Outcome = { readonly done: true } | { readonly done: false; readonly refusal: AppError };

/** What orders do with the grams of a batch (`orders.md` §4): each may be repeated. */
export interface Stock {
  readonly reserve: (
    batchId: string,
    hold: { id: string; ref: string; g: number; t: Date; exp: Date | null; needAt: Date },
  ) => Promise<Outcome>;
  /** P2a, P2b and P4: gives back whatever there is, once. */
  readonly release: (batchId: string, hold: { id: string; t: Date }) => Promise<void>;
  /** P2a and P2b only: what was sold meanwhile stays sold, and is said. */
  readonly letGo: (batchId: string, hold: { id: string; t: Date }) => Promise<string>;
  readonly sell: (batchId: string, hold: { id: string; g: number }) => Promise<Outcome>;
  readonly reweigh: (
    batchId: string,
    weighing: { id: string; from: number; to: number; k: number },
  ) => Promise<Outcome>;
  readonly get: (batchId: string) => Promise<{ status: string; availG: number } | undefined>;
}

/** Batches on sale of this product and seller that keep until `needAt`. */
export type FindCandidates = (wanted: {
  productId: string;
  sellerId: string;
  needAt: Date;
}) => Promise<readonly Candidate[]>;

/** How a payment stands at its provider, read again now. A paid one is stored before it is told. */
export type MoneySeen =
  | { readonly state: 'open' | 'processing' | 'cancelled' | 'failed' }
  | { readonly state: 'paid'; readonly captureId: string };

interface Session {
  readonly groupId: string;
  readonly provider: string;
  readonly ref: string;
}

/** What the saga asks of `payments`: each may be repeated, the key is derived from the group. */
export interface Till {
  readonly open: (ask: {
    groupId: string;
    provider: string;
    attempt: number;
    fen: number;
    expiresAt: Date;
  }) => Promise<{ ref: string; url: string }>;
  readonly look: (session: Session) => Promise<MoneySeen>;
  /** Closes the door before goods are given back; a payment that came first is told. */
  readonly cancel: (session: Session) => Promise<MoneySeen>;
  readonly refund: (refund: {
    id: string;
    groupId: string;
    orderId?: string;
    lines: readonly { no: number; fen: number }[];
    fen: number;
    why: string;
  }) => Promise<void>;
}
