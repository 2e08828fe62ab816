import type { Actor, Role } from '../../shared/actor.ts';
import type { Command } from '../../shared/command.ts';
import type { StopRank } from '../pools/index.ts';
import { batchNotFound, logEntry, type Batch } from './batch.ts';
import { actingFor, derivedId } from './change.service.ts';
import type { BatchStore } from './batch.store.ts';
import type { BatchJob, Stops } from './job.service.ts';
import type { StopCarrying } from './stop-carrying.service.ts';
import { stopKey, type BatchStop } from './stop.ts';
import type { StopStore } from './stop.store.ts';

interface Deps {
  readonly batches: BatchStore;
  readonly stopDocs: StopStore;
  readonly stops: Stops;
  readonly carrying: StopCarrying;
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
export function createBatchStops({ batches, stopDocs, stops, carrying, job, now }: Deps) {
  /**
   * Stops a batch at once, with a reason everybody concerned reads; once per command. Those who hold
   * its goods hear of it from the walk.
   * @throws AppError `batch.not-found`, or `batch.rejected`… where nothing is left to stop
   */
  async function stop(code: string, reason: string, asking: Asking): Promise<{ stopId: string }> {
    const { actor, command } = asking;
    await own(code, actor);
    const stopId = derivedId({ userId: actor.userId, command });
    const wanted = { root: code, stopId, by: actor.userId, rank: rankOf(actor), reason };
    await carrying.order({ ...wanted, at: now() });
    return { stopId };
  }

  /**
   * Lifts a stop of one's own rank or a lower one; without any left the gate is asked again.
   * @throws AppError `batch.not-found`, `stop.outranked`
   */
  async function lift(code: string, stopId: string, { actor }: Asking): Promise<void> {
    await own(code, actor);
    await stops.checkLift(code, { stopId, rank: rankOf(actor) });
    const key = stopKey({ root: code, stopId });
    await stopDocs.lifting(key, actor.userId, now()); // the walk goes on to what was made of it
    await liftFrom(code, { stopId, liftedBy: actor.userId });
  }

  /** P14 on its root, and its document ends. Safe to repeat. */
  async function finishLift({ id, root, stopId, liftedBy }: Lifted): Promise<void> {
    await liftFrom(root, { stopId, liftedBy });
    await stopDocs.lifted(id, 'lifting');
  }

  /** P14 on one batch, and what follows of it. Safe to repeat. */
  async function liftFrom(
    code: string,
    { stopId, liftedBy }: Pick<Lifted, 'stopId' | 'liftedBy'>,
  ): Promise<void> {
    await batches.nudge(code, now());
    await stops.lift(code, stopId);
    const entry = { id: stopId, by: liftedBy ?? '', at: now() };
    await batches.addLog(code, logEntry('lifted', entry));
    await job.advance(code);
  }

  async function own(code: string, actor: Actor): Promise<Batch> {
    const batch = await batches.byCode(code);
    const seller = actingFor(actor);
    if (!batch || (seller !== undefined && batch.sellerId !== seller)) throw batchNotFound(code);
    return batch;
  }

  return { stop, lift, finishLift, liftFrom };
}

export type BatchStopping = ReturnType<typeof createBatchStops>;

type Lifted = Pick<BatchStop, 'id' | 'root' | 'stopId' | 'liftedBy'>;

function rankOf({ role }: Actor): StopRank {
  const rank = RANKS[role];
  if (!rank) throw new RangeError(`a ${role} stops no batch`);
  return rank;
}
