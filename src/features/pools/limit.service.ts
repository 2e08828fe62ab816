import { createDecide, DONE, no, type Outcome } from './decide.service.ts';
import {
  createPlanStore,
  type Bringing,
  type LimitBook,
  type LimitStore,
  type MoveKind,
  type PlanStore,
  type PoolCollection,
} from './limit.store.ts';
import { limitNotFound, limitRefusal, type LimitPool } from './limit.ts';
import { findHold, holdReleased, isPrunable, newHold, poolBusy, type Hold } from './pool.ts';
import { createSales, type InOrOut } from './sale.service.ts';

const TRIES = 5;

interface Deps {
  readonly pools: LimitStore | PlanStore;
  readonly book: LimitBook;
  readonly now: () => Date;
}

/** A harvest plan 采收计划 as a pool of grams; the model is its own feature's. */
export function createPlanPool(plans: PoolCollection, { book, now }: Omit<Deps, 'pools'>) {
  return createLimitPool({ pools: createPlanStore(plans), book, now });
}

/**
 * A limit with the holds on it: credit, budget, delivery window, harvest plan. Every function may be
 * repeated, in any order and at once with any other, and promises no fen, drop or gram twice.
 */
export function createLimitPool({ pools, book, now }: Deps) {
  const { decide, balanceOf } = createDecide<LimitPool>({
    get: (poolId) => pools.get(poolId),
    isInBook: (poolId, holdId) => book.has(poolId, holdId),
    refusal: limitRefusal(now),
    notFound: limitNotFound,
  });

  /** P5 without guard: what is still to come of an order, as of row `n`. An older row changes nothing. */
  async function bring(poolId: string, wanted: Omit<Bringing, 'from'>): Promise<void> {
    await toState(poolId, wanted, (from) => pools.bring(poolId, { ...wanted, from }));
  }

  /** Nothing more is to come: what the order has cost is spent. */
  async function settle(poolId: string, wanted: Omit<Bringing, 'from'>): Promise<void> {
    await toState(poolId, wanted, (from) => pools.settle(poolId, { ...wanted, from }));
  }

  /** Until the statement matches, or the hold is past it: given back, settled or newer. */
  async function toState(
    poolId: string,
    { id, n }: Omit<Bringing, 'from'>,
    act: (from: number) => Promise<boolean>,
  ): Promise<void> {
    for (;;) {
      const hold = findHold(await balanceOf(poolId), id);
      if (hold?.s !== 'sold' || hold.w > n) return;
      if (await act(hold.g)) return;
      const after = findHold(await balanceOf(poolId), id);
      if (after?.s === 'sold' && after.w === hold.w && after.g === hold.g) return;
    }
  }

  /** Spent or given back, whatever is left. Once per id. */
  function move(poolId: string, kind: MoveKind, wanted: InOrOut): Promise<Outcome> {
    const hold = { ...newHold(kind, now(), wanted), kind };
    return decide(poolId, wanted.id, {
      act: () => pools.move(poolId, hold),
      judge: ({ s, id }) => (s === 'released' ? no(holdReleased(id)) : DONE),
      wanted: { t: wanted.t },
    });
  }

  /**
   * The limit becomes `to`, whatever is promised already: what is left may fall below 0. Once per id.
   * @throws AppError `limit.not-found`, `pool.busy`
   */
  async function setLimit(
    poolId: string,
    { id, to, t }: { id: string; to: number; t: Date },
  ): Promise<void> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const pool = await balanceOf(poolId);
      const isThere = findHold(pool, id) !== undefined || (await book.has(poolId, id));
      const g = Math.abs(to - pool.limit);
      if (isThere || g === 0) return;
      const kind = to > pool.limit ? ('limit_up' as const) : ('limit_down' as const);
      const hold = { ...newHold(kind, now(), { id, ref: '', g, t }), kind };
      if (await pools.setLimit(poolId, hold, pool.limit)) return;
    }
    throw poolBusy(poolId);
  }

  /** P10 and P11: a settled hold a day old is put away behind the seal, its row in the book first. */
  async function putAway(poolId: string, hold: Hold): Promise<boolean> {
    if (!isPrunable(hold, now())) return false;
    if (hold.s === 'done') await book.record(poolId, hold, now());
    return pools.prune(poolId, hold);
  }

  return {
    ...createSales({ pools, now, decide, balanceOf }),
    ...{ bring, settle, move, setLimit, putAway },
    get: (poolId: string) => pools.get(poolId),
  };
}

export type LimitPoolService = ReturnType<typeof createLimitPool>;
