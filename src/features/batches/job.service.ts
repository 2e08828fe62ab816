import type { StockStore, createStops } from '../pools/index.ts';
import type { Batch } from './batch.ts';
import type { BatchStore } from './batch.store.ts';
import { testStopId } from './gate.ts';
import type { Gate } from './gate.service.ts';
import type { StopCarrying } from './stop-carrying.service.ts';
import type { Submissions } from './submission.service.ts';

export type Stops = ReturnType<typeof createStops>;

interface Deps {
  readonly batches: BatchStore;
  readonly stock: StockStore;
  readonly carrying: StopCarrying;
  readonly submissions: Submissions;
  readonly gate: Gate;
  readonly now: () => Date;
}

const MOST_STEPS = 10;
const LEASE_MS = 30_000;
const AT_ONCE = 50;

/** What a batch has still to do, done: right after a request, and by the sweeper after a crash. */
export function createBatchJob({ batches, stock, carrying, submissions, gate, now }: Deps) {
  /** Does the step of its state until nothing is left. Any worker may, at any time, twice at once. */
  async function advance(code: string): Promise<void> {
    for (let steps = 0; steps < MOST_STEPS; steps += 1) {
      const batch = await batches.byCode(code);
      if (!batch) return;
      if (await stepOf(batch)) continue;
      if (batch.due) await batches.calm(code, batch.due);
      return;
    }
  }

  /** Whether there may be more to do. */
  async function stepOf(batch: Batch): Promise<boolean> {
    if (batch.step === 'submitting') return submissions.submit(batch).then(() => true);
    if (batch.step === 'undoing') return submissions.undo(batch).then(() => true);
    if (batch.step === 'rejecting') return submissions.reject(batch).then(() => true);
    if (batch.step === 'rejected' || batch.step === 'making') return false;
    if (batch.step === 'made') return submissions.submitMade(batch);
    await stopFailed(batch);
    if (batch.step === 'draft') {
      await stock.move(batch.code, 'on_hold', 'draft'); // its last stop was lifted
      return false;
    }
    if (batch.pending.length > 0) return submissions.settlePending(batch).then(() => true);
    await gate.ask(batch);
    return false;
  }

  /** A failed test is a stop, until somebody of that rank lifts it. */
  async function stopFailed({ code, tests }: Batch): Promise<void> {
    const failed = tests.filter(({ verdict }) => verdict === 'fail');
    if (failed.length === 0) return;
    const balance = await submissions.balanceOf(code);
    if (['rejected', 'expired', 'closed'].includes(balance.status)) return;
    for (const { id, item, by, at } of failed) {
      const stopId = testStopId(id);
      if (balance.lifted.includes(stopId)) continue;
      if (balance.stops.some((stop) => stop.id === stopId)) continue;
      await carrying.order({ root: code, stopId, by, rank: 'test', reason: item, at });
    }
  }

  /** Batches whose job was left undone. */
  async function sweep(): Promise<number> {
    const codes = await batches.dueCodes(now(), AT_ONCE);
    for (const code of codes) {
      await batches.nudge(code, new Date(now().getTime() + LEASE_MS));
      await advance(code);
    }
    return codes.length;
  }

  /** What has passed its last good day leaves the shelf. */
  async function expire(): Promise<number> {
    return (await stock.expire(now(), AT_ONCE)).length;
  }

  return { advance, sweep, expire };
}

export type BatchJob = ReturnType<typeof createBatchJob>;
