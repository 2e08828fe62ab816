import type { AppError } from '../../shared/errors.ts';
import {
  NO_EXPIRY,
  statusRefusal,
  type Balance,
  type StockPool,
  type StockStore,
} from '../pools/index.ts';
import {
  asRefusal,
  batchNotFound,
  harvestOf,
  incomingId,
  logEntry,
  madeOnOf,
  submissionKey,
  usableUntilOf,
  type Batch,
} from './batch.ts';
import type { BasePort, PaperPort, ProductFacts } from './batch.ports.ts';
import type { BatchStore } from './batch.store.ts';

export interface Ports {
  readonly papers: PaperPort;
  readonly bases: BasePort;
  readonly product: (id: string) => Promise<ProductFacts>;
  /** Whether orders wait for this harvest: they get theirs before any of it is sold. */
  readonly harvested?: (
    batch: Pick<Batch, 'code' | 'sellerId' | 'baseId' | 'productId' | 'harvestedOn'>,
  ) => Promise<boolean>;
}

export interface SubmissionDeps {
  readonly batches: BatchStore;
  readonly ports: Ports;
  readonly pool: StockPool;
  readonly stock: StockStore;
  readonly now: () => Date;
}

/**
 * The steps of a submission and of its undoing (`trace.md` §5.4). Each is keyed by the number of the
 * submission, so any worker may run it again, and two at once are harmless.
 */
export function createSubmissions({ batches, ports, pool, stock, now }: SubmissionDeps) {
  const { papers, product } = ports;
  const { take, takePaper, bringIn, giveBack, balanceOf } = createTaking({
    ports,
    pool,
    stock,
    now,
  });

  /** Takes the papers' grams, the plot's harvest and the grams in; the first refusal undoes them all. */
  async function submit(batch: Batch): Promise<void> {
    const { code, submission } = batch;
    if (!submission) throw new RangeError(`${code} is submitting without a submission`);
    const { shelfLifeDays } = await product(batch.productId);
    const usableUntil = usableUntilOf(madeOnOf(batch), shelfLifeDays, NO_EXPIRY);
    const refusal = (await take(batch)) ?? (await bringIn(batch, usableUntil));
    if (refusal) {
      const entry = { id: String(batch.submitNo), by: submission.by, at: now() };
      const log = logEntry('refused', { ...entry, words: refusal.code });
      await batches.beginUndo(batch, asRefusal(submission.key, refusal), log);
      return;
    }
    await batches.finishSubmit(batch, { at: submission.at, by: submission.by, usableUntil });
    await pool.record(code, incomingId(batch));
  }

  /** Gives everything back, and keeps what a slow worker may still try from happening. */
  async function undo(batch: Batch): Promise<void> {
    await stock.move(batch.code, 'submitted', 'draft');
    await giveBack(batch);
    await batches.finishUndo(batch);
  }

  /** Seller or operator refuse a batch before it was ever on sale: receive, cap and papers are reversed. */
  async function reject(batch: Batch): Promise<void> {
    await stock.reject(batch.code);
    const { status } = await balanceOf(batch.code);
    if (status !== 'rejected') {
      await batches.endReject(batch, 'submitted'); // on sale or stopped meanwhile
      return;
    }
    await giveBack(batch);
    await batches.endReject(batch, 'rejected');
  }

  /** Papers added after submission: their grams are taken like the others', or they are refused. */
  async function settlePending(batch: Batch): Promise<void> {
    for (const { paperId, key } of batch.pending) {
      const refusal = await takePaper(batch, paperId);
      if (!refusal) await papers.attachTo(paperId, { orgId: batch.sellerId, code: batch.code });
      await batches.settlePending(batch, paperId, refusal && asRefusal(key, refusal));
    }
  }

  /**
   * A lot made of others: its grams came with its transformation, so that only the gate is left. False
   * while a stop of a parent stands on it.
   */
  async function submitMade(batch: Batch): Promise<boolean> {
    const { code, productId, incomingId, registeredBy: by } = batch;
    if (incomingId === null) throw new RangeError(`${code} was not made of anything`);
    const { shelfLifeDays } = await product(productId);
    const own = usableUntilOf(madeOnOf(batch), shelfLifeDays, NO_EXPIRY);
    const usableUntil = batch.usableUntil && batch.usableUntil < own ? batch.usableUntil : own;
    await stock.move(code, 'on_hold', 'draft'); // its last stop was lifted
    const lot = { productId, harvestedOn: madeOnOf(batch), usableUntil };
    const isIn = await stock.submit(code, incomingId, lot);
    if (!isIn && !wasSubmitted(await balanceOf(code))) return false;
    return batches.finishMade(code, { at: now(), by, usableUntil });
  }

  return { submit, undo, reject, settlePending, submitMade, balanceOf };
}

/** What a submission takes, and giving it back. */
function createTaking({ ports, pool, stock, now }: Omit<SubmissionDeps, 'batches'>) {
  const { papers, bases } = ports;

  /** T1 on every paper that states a quantity, then on the plot's year. */
  async function take(batch: Batch): Promise<AppError | undefined> {
    for (const paperId of batch.paperIds) {
      const taken = await takePaper(batch, paperId);
      if (taken) return taken;
    }
    const harvest = harvestOf(batch);
    if (!harvest) return undefined;
    return refusalOf(await bases.takeHarvest(harvest, batch.grams));
  }

  /** A paper that states no quantity speaks for any; the gate asks whether it is valid. */
  async function takePaper(batch: Batch, paperId: string): Promise<AppError | undefined> {
    const { grams } = await papers.get(paperId);
    if (grams === null) return undefined;
    const key = submissionKey(batch);
    return refusalOf(await papers.takeGrams(paperId, { key, g: batch.grams }));
  }

  /** P9, then `draft → submitted` in the balance. */
  async function bringIn(batch: Batch, usableUntil: Date): Promise<AppError | undefined> {
    const { code, grams, productId } = batch;
    const id = incomingId(batch);
    const t = batch.submission?.at ?? now();
    const received = refusalOf(await pool.receive(code, { id, ref: code, g: grams, t }));
    if (received) return received;

    const unbound = (await ports.harvested?.(batch)) ?? false;
    const lot = { productId, harvestedOn: madeOnOf(batch), usableUntil, unbound };
    if (await stock.submit(code, id, lot)) return undefined;
    const balance = await balanceOf(code);
    return wasSubmitted(balance) ? undefined : statusRefusal(balance);
  }

  async function giveBack(batch: Batch): Promise<void> {
    const { code, paperIds, submission } = batch;
    await pool.reverse(code, { id: incomingId(batch), t: submission?.at ?? now() });
    const harvest = harvestOf(batch);
    if (harvest) await bases.giveBack(harvest);
    for (const paperId of paperIds) await papers.giveBack(paperId, submissionKey(batch));
  }

  async function balanceOf(code: string): Promise<Balance> {
    const balance = await pool.get(code);
    if (!balance) throw batchNotFound(code);
    return balance;
  }

  return { take, takePaper, bringIn, giveBack, balanceOf };
}

export type Submissions = ReturnType<typeof createSubmissions>;

/** Whether it came past `submitted`, whatever happened since; a draft that was stopped did not. */
function wasSubmitted({ status, stops }: Balance): boolean {
  if (status === 'submitted' || status === 'released' || status === 'expired') return true;
  return stops.length > 0 && stops.every(({ was }) => was !== 'draft');
}

function refusalOf(
  outcome: { done: true } | { done: false; refusal: AppError },
): AppError | undefined {
  return outcome.done ? undefined : outcome.refusal;
}
