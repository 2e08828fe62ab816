import type { MovementStore } from './movement.store.ts';
import { isPrunable, isRecordable, type Balance, type Hold } from './pool.ts';
import type { StockPool } from './pool.service.ts';
import type { PoolStore } from './pool.store.ts';
import type { TidyStore } from './tidy.store.ts';

interface Deps {
  readonly tidy: TidyStore;
  readonly pools: Pick<PoolStore, 'prune'>;
  readonly pool: Pick<StockPool, 'record'>;
  readonly movements: Pick<MovementStore, 'known'>;
  /** Whether the cause of a hold is over for good: its group and order, or its submission. */
  readonly isOver: (hold: Hold, batchId: string) => Promise<boolean>;
  readonly now: () => Date;
}

/** Pools of one step. */
const AT_ONCE = 50;
/** A pool is looked at again after this. */
const AGAIN_MS = 60 * 60 * 1000;

/**
 * Keeps the documents of pools small (`orders.md` §4, size): what has left or come gets its row in the
 * book, and settled holds a day old are put away behind the seal.
 */
export function createTidying({ tidy, pools, pool, movements, isOver, now }: Deps) {
  /** One round; how many pools it looked at. */
  async function step(): Promise<number> {
    const balances = await tidy.untidy(new Date(now().getTime() - AGAIN_MS), AT_ONCE);
    for (const balance of balances) {
      await record(balance);
      await prune(balance);
      await tidy.tidied(balance.id, now());
    }
    return balances.length;
  }

  /** P10. */
  async function record({ id, holds }: Balance): Promise<void> {
    const settled = holds.filter(isRecordable).map((hold) => hold.id);
    const known = await movements.known(settled);
    for (const each of settled) if (!known.has(each)) await pool.record(id, each);
  }

  /** P11, with the hold as read: one that changed meanwhile stays. */
  async function prune({ id, holds }: Balance): Promise<void> {
    const old = holds.filter((hold) => isPrunable(hold, now()));
    const known = await movements.known(old.map((hold) => hold.id));
    for (const hold of old) {
      if (hold.s !== 'released' && !known.has(hold.id)) continue;
      if (await isOver(hold, id)) await pools.prune(id, hold);
    }
  }

  return { step };
}

export type Tidying = ReturnType<typeof createTidying>;

export function poolLoops({ step }: Tidying) {
  return [{ name: 'pools.tidy', everyMs: 60_000, step }];
}
