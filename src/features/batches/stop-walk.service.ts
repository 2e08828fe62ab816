import type { StockPool } from '../pools/index.ts';
import { batchNotFound } from './batch.ts';
import { scopeOf, type BatchStop } from './stop.ts';
import type { StopCarrying } from './stop-carrying.service.ts';
import type { BatchStopping } from './stop.service.ts';
import type { StopStore } from './stop.store.ts';

interface Deps {
  readonly stopDocs: StopStore;
  readonly stopping: Pick<StopCarrying, 'carryOut'> & Pick<BatchStopping, 'finishLift'>;
  readonly pool: Pick<StockPool, 'get' | 'book'>;
  /** Whoever waits with goods of this batch looks again, and releases its own holds. */
  readonly tellOwners: (batchId: string) => Promise<void>;
  readonly now: () => Date;
}

const AT_ONCE = 50;
const RETRY_MS = 10_000;

/**
 * Walks every stop to its end (`orders.md` §3): the batch, then those who hold its goods, then what had
 * left already. Each step may be repeated; the document is the job, so a crash only delays.
 */
export function createStopWalk({ stopDocs, stopping, pool, tellOwners, now }: Deps) {
  async function walk(stop: BatchStop): Promise<void> {
    if (stop.state === 'lifting') return stopping.finishLift(stop);
    if (await stopping.carryOut(stop)) return; // nothing was left to stop
    await tellOwners(stop.root);
    const balance = await pool.get(stop.root);
    if (!balance) throw batchNotFound(stop.root);
    const book = await pool.book(stop.root); // after the balance: what left it meanwhile is here
    await stopDocs.acknowledge(stop.id, scopeOf(balance, book));
  }

  /** @throws AggregateError of what failed, for the report, after all of them */
  async function walkAll(): Promise<number> {
    const failures: unknown[] = [];
    const stops = await stopDocs.unfinished(now(), AT_ONCE);
    for (const stop of stops) {
      try {
        await walk(stop);
      } catch (error) {
        failures.push(error);
        await stopDocs.postpone(stop.id, new Date(now().getTime() + RETRY_MS));
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'some stops are not walked');
    return stops.length;
  }

  return { walkAll };
}

export type StopWalk = ReturnType<typeof createStopWalk>;
