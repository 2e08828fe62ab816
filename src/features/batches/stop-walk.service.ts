import type { StockPool } from '../pools/index.ts';
import { batchNotFound } from './batch.ts';
import { scopeOf, type BatchStop, type Shipped } from './stop.ts';
import type { StopCarrying } from './stop-carrying.service.ts';
import type { BatchStopping } from './stop.service.ts';
import type { StopStore } from './stop.store.ts';

interface Deps {
  readonly stopDocs: StopStore;
  readonly stopping: Pick<StopCarrying, 'carryOut' | 'carryTo'> &
    Pick<BatchStopping, 'finishLift' | 'liftFrom'>;
  readonly pool: Pick<StockPool, 'get' | 'book'>;
  /** What was made of a batch, and whether every one of those transformations is over. */
  readonly childrenOf: (batchId: string) => Promise<{ codes: readonly string[]; isDone: boolean }>;
  /** Whoever waits with goods of this batch looks again, and releases its own holds. */
  readonly tellOwners: (batchId: string) => Promise<void>;
  readonly now: () => Date;
}

/** What one pass found. */
interface Found {
  readonly scope: readonly Shipped[];
  /** Something named is unfinished: another pass must look again. */
  readonly isDone: boolean;
}

const AT_ONCE = 50;
const RETRY_MS = 10_000;
const AGAIN_MS = 500;

/**
 * Walks every stop to its end (`orders.md` §3): the batch, then those who hold its goods, what had left
 * already, and on to whatever was made of it. Each step may be repeated; the document is the job, so a
 * crash only delays. Whoever makes a child stores it first and looks at its parents second, whoever
 * stops writes the stop first and looks for children second: one of the two sees the other.
 */
export function createStopWalk(deps: Deps) {
  const { stopDocs, stopping, pool, childrenOf, tellOwners, now } = deps;

  async function walk(stop: BatchStop): Promise<void> {
    if (stop.state === 'lifting') return liftAll(stop);
    if (await stopping.carryOut(stop)) return; // nothing was left to stop
    const found = await walkOn(stop);
    if (!found) return; // lifted meanwhile
    if (found.isDone) await stopDocs.acknowledge(stop.id, found.scope);
    else await stopDocs.postpone(stop.id, new Date(now().getTime() + AGAIN_MS));
  }

  /** One pass over the batch and its descendants; undefined when the stop is no longer open. */
  async function walkOn(stop: BatchStop): Promise<Found | undefined> {
    const { root, stopId: id, by, rank, reason, at } = stop;
    const codes = [root];
    const scope: Shipped[] = [];
    let isDone = true;
    for (const code of codes) {
      if (code !== root) await stopping.carryTo(code, { id, by, rank, reason }, at);
      await tellOwners(code);
      scope.push(...(await shippedOf(code)));
      const children = await childrenOf(code);
      // Read after the children: a lift that comes later finds them all, and its mark keeps P13 off.
      if ((await stopDocs.get(stop.id))?.state !== 'open') return undefined;
      isDone &&= children.isDone;
      codes.push(...children.codes.filter((child) => !codes.includes(child)));
    }
    return { scope, isDone };
  }

  /** The balance first, the book after: what left it meanwhile is there. */
  async function shippedOf(code: string): Promise<Shipped[]> {
    const balance = await pool.get(code);
    if (!balance) throw batchNotFound(code);
    return scopeOf(balance, await pool.book(code));
  }

  /** The same walk with P14; the document ends last. */
  async function liftAll(stop: BatchStop): Promise<void> {
    const codes = [stop.root];
    for (const code of codes) {
      const children = await childrenOf(code);
      codes.push(...children.codes.filter((child) => !codes.includes(child)));
    }
    for (const code of codes.slice(1)) await stopping.liftFrom(code, stop);
    await stopping.finishLift(stop);
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
