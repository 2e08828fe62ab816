import { AppError } from '../../shared/errors.ts';
import type { createStops, Stop } from '../pools/index.ts';
import { logEntry } from './batch.ts';
import type { BatchStore } from './batch.store.ts';
import { stopKey, type NewStop } from './stop.ts';
import type { StopStore } from './stop.store.ts';

interface Deps {
  readonly batches: Pick<BatchStore, 'addLog'>;
  readonly stopDocs: StopStore;
  readonly stops: ReturnType<typeof createStops>;
}

/** A stop's own document, then P13 on its batch (`orders.md` §3). */
export function createStopCarrying({ batches, stopDocs, stops }: Deps) {
  /** @throws AppError `batch.not-found`, or `batch.rejected`… where nothing is left to stop */
  async function order(stop: NewStop): Promise<void> {
    await stopDocs.open(stop);
    const refusal = await carryOut(stop);
    if (refusal) throw refusal;
  }

  /** P13. Where nothing is left to stop the document ends, and the reason is told. */
  async function carryOut({ root, stopId, ...stop }: NewStop): Promise<AppError | undefined> {
    const { by, rank, reason, at } = stop;
    try {
      await stops.stop(root, { id: stopId, by, rank, reason });
    } catch (error) {
      if (!(error instanceof AppError) || error.kind === 'busy') throw error;
      await stopDocs.lifted(stopKey({ root, stopId }), 'open');
      return error;
    }
    await batches.addLog(root, logEntry('stopped', { id: stopId, by, at, words: reason }));
    return undefined;
  }

  /**
   * A stop of a parent, or of what a parent is made of, on a lot made of it (`trace.md` §4.7): the same
   * stop. Where nothing is left to stop nothing happens.
   */
  async function carryTo(code: string, stop: Omit<Stop, 'was'>, at: Date): Promise<void> {
    try {
      await stops.stop(code, stop);
    } catch (error) {
      if (!(error instanceof AppError) || error.kind === 'busy') throw error;
      return;
    }
    const { id, by, reason: words } = stop;
    await batches.addLog(code, logEntry('stopped', { id, by, at, words }));
  }

  return { order, carryOut, carryTo };
}

export type StopCarrying = ReturnType<typeof createStopCarrying>;
