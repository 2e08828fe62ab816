import { AppError } from '../../shared/errors.ts';
import {
  findHold,
  poolBusy,
  poolNotFound,
  poolRefusal,
  type Balance,
  type Hold,
  type PoolState,
  type Wanted,
} from './pool.ts';
import type { MovementStore } from './movement.store.ts';
import type { PoolStore } from './pool.store.ts';

export interface PoolDeps {
  readonly pools: PoolStore;
  readonly movements: MovementStore;
  readonly now: () => Date;
}

/** Done, now or by an earlier try of the same; or refused for good, with the reason to show. */
export type Outcome =
  { readonly done: true } | { readonly done: false; readonly refusal: AppError };

const TRIES = 3;
export const DONE: Outcome = { done: true };
export const no = (refusal: AppError): Outcome => ({ done: false, refusal });

export interface Decision<B = PoolState> {
  readonly act: () => Promise<boolean>;
  /** What a hold that is there means; undefined: it does not explain the refusal. */
  readonly judge: (hold: Hold, balance: B) => Outcome | undefined;
  readonly wanted: Wanted | (() => Wanted);
}

/** What of a pool is read, and what its refusals are. */
export interface Readings<B extends PoolState> {
  readonly get: (poolId: string) => Promise<B | undefined>;
  /** Whether the book of this pool has a row of this hold: it was done long ago. */
  readonly isInBook: (poolId: string, holdId: string) => Promise<boolean>;
  /** The first reason why nothing matched; undefined: none stands any more. */
  readonly refusal: (balance: B, wanted: Wanted) => AppError | undefined;
  readonly notFound: (poolId: string) => AppError;
}

/** Those of a batch. */
export function stockReadings({
  pools,
  movements,
}: Pick<PoolDeps, 'pools' | 'movements'>): Readings<Balance> {
  return {
    get: (poolId) => pools.get(poolId),
    isInBook: async (poolId, holdId) => (await movements.get(holdId))?.batchId === poolId,
    refusal: poolRefusal,
    notFound: poolNotFound,
  };
}

/** "When a statement matches nothing" of `orders.md` §4: read the document and decide, never guess. */
export function createDecide<B extends PoolState>(readings: Readings<B>) {
  /** Tries a statement and, while it matches nothing, reads and lets `judge` say what that means. */
  async function decide(
    poolId: string,
    id: string,
    { act, judge, wanted }: Decision<B>,
  ): Promise<Outcome> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      if (await act()) return DONE;
      const balance = await balanceOf(poolId);
      const hold = findHold(balance, id);
      const verdict = hold ? judge(hold, balance) : await judgeGone({ poolId, id }, wanted);
      if (verdict) return verdict;
      const refusal = readings.refusal(balance, typeof wanted === 'function' ? wanted() : wanted);
      if (refusal) return no(refusal);
    }
    return no(poolBusy(poolId));
  }

  /** No hold: what is in the book was done long ago; what should be there and is not, never was. */
  async function judgeGone(
    { poolId, id }: { poolId: string; id: string },
    wanted: Decision['wanted'],
  ): Promise<Outcome | undefined> {
    if (await readings.isInBook(poolId, id)) return DONE;
    const isNew = typeof wanted !== 'function' && wanted.t !== undefined;
    return isNew ? undefined : no(holdMissing(id));
  }

  async function balanceOf(poolId: string): Promise<B> {
    const balance = await readings.get(poolId);
    if (!balance) throw readings.notFound(poolId);
    return balance;
  }

  return { decide, balanceOf };
}

export type Decide<B extends PoolState = Balance> = ReturnType<typeof createDecide<B>>;

function holdMissing(id: string): AppError {
  return new AppError('conflict', 'hold.missing', `There is no hold ${id}.`);
}
