import type { AppError } from '../../shared/errors.ts';
import type { Candidate } from './allocation.ts';
import type { LimitRef } from './limit-refusal.ts';
import type { Day } from '../../shared/day.ts';
import type { GroupLine, OrderGroup } from './order-group.ts';

/** Done, now or by an earlier try of the same; or refused, with the reason. */
type Outcome = { readonly done: true } | { readonly done: false; readonly refusal: AppError };

/** What orders do with a pool of any kind (`orders.md` §4): each may be repeated. */
export interface Pool {
  readonly reserve: (
    poolId: string,
    hold: {
      id: string;
      ref: string;
      g: number;
      t: Date;
      exp: Date | null;
      needAt: Date;
      bind?: boolean | undefined;
      over?: boolean | undefined;
    },
  ) => Promise<Outcome>;
  /** P2a, P2b and P4: gives back whatever there is, once. */
  readonly release: (poolId: string, hold: { id: string; t: Date }) => Promise<void>;
  /** P2a and P2b only: what was sold meanwhile stays sold, and is said. */
  readonly letGo: (poolId: string, hold: { id: string; t: Date }) => Promise<string>;
  readonly sell: (
    poolId: string,
    hold: { id: string; g: number; bind?: boolean | undefined },
  ) => Promise<Outcome>;
}

/** The grams of batches. */
export interface Stock extends Pool {
  readonly reweigh: (
    batchId: string,
    weighing: { id: string; from: number; to: number; k: number },
  ) => Promise<Outcome>;
  readonly get: (batchId: string) => Promise<{ status: string; availG: number } | undefined>;
}

/** Credit, budgets and windows: also which there are, and what an order's account does to its holds. */
export interface Limit extends Pool {
  readonly get: (poolId: string) => Promise<{ avail: number } | undefined>;
  /** What is still to come of an order, as of row `n` of its account. */
  readonly bring: (poolId: string, as: { id: string; to: number; n: number }) => Promise<void>;
  /** What the order has cost is spent. */
  readonly settle: (poolId: string, as: { id: string; to: number; n: number }) => Promise<void>;
  /** Spent or given back after that, once per id. */
  readonly move: (
    poolId: string,
    kind: 'spend' | 'give_back',
    moved: { id: string; ref: string; g: number; t: Date },
  ) => Promise<Outcome>;
}

/** The pools of a checkout, by the `pool` of a hold. */
export interface Pools {
  readonly stock: Stock;
  readonly plan?:
    (Pool & { readonly get: (id: string) => Promise<{ status: string } | undefined> }) | undefined;
  readonly window: Limit;
  readonly budget: Limit;
  readonly credit: Limit;
}

/** The limits that stand over each future order, by its key; none where none is set. */
export type LimitsOf = (group: OrderGroup) => Promise<ReadonlyMap<string, readonly LimitRef[]>>;

export type PoolName = keyof Pools;

/** @throws Error where this installation has no such pools */
export function poolOf(pools: Pools, name: PoolName): Pool {
  const pool = pools[name];
  if (!pool) throw new Error(`no pools of kind ${name}`);
  return pool;
}

/** Batches on sale, and harvest plans, of this product and seller that keep until `needAt`. */
export type FindCandidates = (wanted: {
  productId: string;
  sellerId: string;
  needAt: Date;
  needOn: Day;
}) => Promise<readonly Candidate[]>;

/** Other goods that a buyer takes instead of a line, as they would stand on it, best first. */
export type FindInstead = (
  line: GroupLine,
  group: Pick<OrderGroup, 'buyerId' | 'channel'>,
) => Promise<readonly GroupLine[]>;

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
