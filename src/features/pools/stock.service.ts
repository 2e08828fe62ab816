import { AppError } from '../../shared/errors.ts';
import {
  mayLift,
  poolBusy,
  poolNotFound,
  statusRefusal,
  stoppedStatus,
  type Balance,
  type Stop,
  type StopRank,
} from './pool.ts';
import type { StockStore } from './stock.store.ts';

interface Deps {
  readonly stock: StockStore;
  readonly read: (batchId: string) => Promise<Balance | undefined>;
}

const TRIES = 5;

/** Stops and lifts of a batch (`orders.md` P13, P14); the rest of its status is single statements. */
export function createStops({ stock, read }: Deps) {
  async function balanceOf(batchId: string): Promise<Balance> {
    const balance = await read(batchId);
    if (!balance) throw poolNotFound(batchId);
    return balance;
  }

  /**
   * P13: from this write on nothing of the batch is reserved, sold or shipped. Once per stop; a stop
   * whose lift came first never comes.
   * @throws AppError `batch.not-found`, or `batch.closed`, `batch.rejected`… where nothing is to stop
   */
  async function stop(batchId: string, wanted: Omit<Stop, 'was'>): Promise<void> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const balance = await balanceOf(batchId);
      if (isDecided(balance, wanted.id)) return;
      const status = stoppedStatus(balance.status, wanted.rank);
      if (!status) throw statusRefusal(balance);
      if (await stock.stop(batchId, { ...wanted, was: balance.status }, status)) return;
    }
    throw poolBusy(batchId);
  }

  /**
   * Whether somebody of this rank may lift it: a stop of his own or a lower rank.
   * @throws AppError `batch.not-found`, `stop.outranked`
   */
  async function checkLift(batchId: string, { stopId, rank }: Lift): Promise<void> {
    const { stops } = await balanceOf(batchId);
    const stop = stops.find(({ id }) => id === stopId);
    if (stop && !mayLift(rank, stop.rank)) throw outranked(stop);
  }

  /**
   * P14: takes a stop away, also one that has not come yet. Goods go back on sale only through the
   * gate; a recalled batch without a recall is `on_hold` until then.
   */
  async function lift(batchId: string, stopId: string): Promise<void> {
    await stock.lift(batchId, stopId);
    await stock.move(batchId, 'recalled', 'on_hold');
  }

  return { stop, checkLift, lift };
}

interface Lift {
  readonly stopId: string;
  /** Of whoever lifts. */
  readonly rank: StopRank;
}

function isDecided({ stops, lifted }: Balance, stopId: string): boolean {
  return lifted.includes(stopId) || stops.some(({ id }) => id === stopId);
}

function outranked({ rank, by }: Stop): AppError {
  return new AppError('forbidden', 'stop.outranked', 'Only the same or a higher rank lifts this.', {
    facts: { rank, by },
  });
}
