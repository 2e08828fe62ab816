import { AppError } from '../../shared/errors.ts';
import type { LimitKind } from './pool-kinds.ts';
import { overfull, tooLate, type PoolState, type Wanted } from './pool.ts';

/**
 * A limit on what is promised: of fen (credit 授信, budget 预算) or drops (delivery window 送货时段).
 * Always: limit = avail + held + sold + used. Only `avail` and `used` may pass 0.
 */
export interface LimitPool extends PoolState {
  readonly kind: LimitKind | 'plan';
  readonly limit: number;
  readonly avail: number;
  readonly held: number;
  readonly sold: number;
  /** Spent for good; of credit it comes back with payment. */
  readonly used: number;
  /** Of a window: who asks at this instant is too late. */
  readonly cutoffAt: Date | null;
  /** Of a harvest plan: nothing is promised of a closed one, nor for a day after its last good one. */
  readonly status: string;
  readonly usableUntil: Date | null;
}

/** What a pool of each kind lacks, in the words of its refusal, and how much it has. */
const SHORT = {
  window: { code: 'window.full', fact: 'availDrops' },
  budget: { code: 'budget.not-enough', fact: 'availFen' },
  credit: { code: 'credit.not-enough', fact: 'availFen' },
  plan: { code: 'plan.not-enough', fact: 'availG' },
} as const;

/** Why a statement matched nothing, the first reason that holds; undefined: none stands any more. */
export function limitRefusal(now: () => Date) {
  return (pool: LimitPool, wanted: Wanted): AppError | undefined =>
    tooLate(pool, wanted) ??
    closed(pool) ??
    tooOld(pool, wanted) ??
    pastCutoff(pool, wanted, now()) ??
    overfull(pool, wanted) ??
    shortage(pool, wanted);
}

function closed({ id, status }: LimitPool): AppError | undefined {
  if (status === 'open') return undefined;
  return new AppError('conflict', 'plan.closed', `Harvest plan ${id} is closed.`);
}

function tooOld({ id, usableUntil }: LimitPool, { usableAt }: Wanted): AppError | undefined {
  if (!usableUntil || !usableAt || usableUntil >= usableAt) return undefined;
  return new AppError('conflict', 'plan.expired', `Goods of plan ${id} do not keep that long.`);
}

function pastCutoff({ cutoffAt }: LimitPool, { adds }: Wanted, now: Date): AppError | undefined {
  if (!cutoffAt || !adds || cutoffAt > now) return undefined;
  return new AppError('conflict', 'order.past-cutoff', 'The cut-off is over.', {
    facts: { cutoffAt: cutoffAt.toISOString() },
  });
}

function shortage({ id, kind, avail }: LimitPool, { g = 0 }: Wanted): AppError | undefined {
  if (avail >= g) return undefined;
  const { code, fact } = SHORT[kind];
  return new AppError('conflict', code, `${id} has only ${avail} left.`, {
    facts: { poolId: id, [fact]: avail, lacking: g - avail },
  });
}

/** There is no such limit: nothing is held. */
export function limitNotFound(id: string): AppError {
  return new AppError('not-found', 'limit.not-found', `There is no limit ${id}.`);
}
