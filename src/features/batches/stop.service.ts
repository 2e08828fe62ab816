import type { Actor, Role } from '../../shared/actor.ts';
import type { Command } from '../../shared/command.ts';
import type { StopRank } from '../pools/index.ts';
import { batchNotFound, logEntry, type Batch } from './batch.ts';
import { actingFor, derivedId } from './change.service.ts';
import type { BatchStore } from './batch.store.ts';
import type { BatchJob, Stops } from './job.service.ts';

interface Deps {
  readonly batches: BatchStore;
  readonly stops: Stops;
  readonly job: BatchJob;
  readonly now: () => Date;
}

interface Asking {
  readonly actor: Actor;
  readonly command: Command;
}

const RANKS: Readonly<Partial<Record<Role, StopRank>>> = {
  cooperative: 'seller',
  operator: 'operator',
  officer: 'officer',
};

/** Stopping a batch and lifting the stop, by its seller, the operator or an officer. */
export function createBatchStops({ batches, stops, job, now }: Deps) {
  /**
   * Stops a batch at once, with a reason everybody concerned reads; once per command.
   * @throws AppError `batch.not-found`, or `batch.rejected`… where nothing is left to stop
   */
  async function stop(code: string, reason: string, asking: Asking): Promise<{ stopId: string }> {
    const { actor, command } = asking;
    await own(code, actor);
    const stopId = derivedId({ userId: actor.userId, command });
    await stops.stop(code, { id: stopId, by: actor.userId, rank: rankOf(actor), reason });
    const entry = { id: stopId, by: actor.userId, at: now(), words: reason };
    await batches.addLog(code, logEntry('stopped', entry));
    return { stopId };
  }

  /**
   * Lifts a stop of one's own rank or a lower one; without any left the gate is asked again.
   * @throws AppError `batch.not-found`, `stop.outranked`
   */
  async function lift(code: string, stopId: string, asking: Asking): Promise<void> {
    const { actor } = asking;
    await own(code, actor);
    await batches.nudge(code, now());
    await stops.lift(code, { stopId, rank: rankOf(actor) });
    const entry = { id: stopId, by: actor.userId, at: now() };
    await batches.addLog(code, logEntry('lifted', entry));
    await job.advance(code);
  }

  async function own(code: string, actor: Actor): Promise<Batch> {
    const batch = await batches.byCode(code);
    const seller = actingFor(actor);
    if (!batch || (seller !== undefined && batch.sellerId !== seller)) throw batchNotFound(code);
    return batch;
  }

  return { stop, lift };
}

function rankOf({ role }: Actor): StopRank {
  const rank = RANKS[role];
  if (!rank) throw new RangeError(`a ${role} stops no batch`);
  return rank;
}
