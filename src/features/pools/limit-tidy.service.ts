import type { LimitPoolService } from './limit.service.ts';
import type { LimitStore } from './limit.store.ts';
import type { Hold } from './pool.ts';

interface Deps {
  readonly limits: readonly {
    readonly store: Pick<LimitStore, 'untidy' | 'tidied'>;
    readonly pool: Pick<LimitPoolService, 'putAway'>;
  }[];
  /** Whether the cause of a hold is over for good. */
  readonly isOver: (hold: Hold) => Promise<boolean>;
  readonly now: () => Date;
}

const AT_ONCE = 50;
const AGAIN_MS = 60 * 60 * 1000;

/** Keeps credit accounts, budgets and windows small: settled holds a day old go behind the seal. */
export function createLimitTidying({ limits, isOver, now }: Deps) {
  /** One round; how many it looked at. */
  async function step(): Promise<number> {
    let looked = 0;
    for (const { store, pool } of limits) {
      const found = await store.untidy(new Date(now().getTime() - AGAIN_MS), AT_ONCE);
      for (const { id, holds } of found) {
        for (const hold of holds) if (await isOver(hold)) await pool.putAway(id, hold);
        await store.tidied(id, now());
      }
      looked += found.length;
    }
    return looked;
  }

  return { step };
}

export function limitLoops({ step }: ReturnType<typeof createLimitTidying>) {
  return [{ name: 'limits.tidy', everyMs: 60_000, step }];
}
