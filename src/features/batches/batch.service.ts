import { searchForms } from '../../platform/pinyin.ts';
import { checkRepeat } from '../../shared/command.ts';
import { AppError } from '../../shared/errors.ts';
import { searchEntry } from '../../shared/search.ts';
import { NO_EXPIRY } from '../pools/index.ts';
import {
  checkComplete,
  checkMadeOn,
  madeOnOf,
  notADraft,
  startBatch,
  type Batch,
  type NewBatch,
} from './batch.ts';
import {
  createChanges,
  type Acting,
  type By,
  type Changes,
  type WritingDeps,
} from './change.service.ts';
import { createDescribing } from './describing.service.ts';

const TRIES = 5;

/** Registering a batch and all that is said of it. This file tells the story; `batch.ts` has the rules. */
export function createBatchWriting(deps: WritingDeps) {
  const changes = createChanges(deps);
  const { get, ownersOf, isSettled } = changes;
  return {
    ...createDrafting(deps),
    ...createDescribing({ ...deps, ...changes }),
    ...createSubmitting({ ...deps, ...changes }),
    get,
    ownersOf,
    isSettled,
  };
}

function createDrafting({ batches, ports, stock, newCode, now }: WritingDeps) {
  /**
   * A new draft, once per command.
   * @throws AppError `product.not-found`, `base.not-found`, `batch.harvested-in-future`, `batch.too-old`, `batch.origin-missing`
   */
  async function draft(wanted: NewBatch, { sellerId, userId, command }: By): Promise<Batch> {
    const product = await ports.product(wanted.productId);
    await checkBase(wanted, sellerId);
    for (let tries = 0; tries < TRIES; tries += 1) {
      const origin = { code: newCode(), sellerId, userId, command, now: now() };
      const batch = startBatch(origin, wanted, product.shelfLifeDays);
      const forms = [batch.code, product.nameEn, ...searchForms(product.nameZh)];
      if (await batches.insert(batch, searchEntry(forms))) return opened(batch);

      const earlier = await batches.byCommand(sellerId, command.key);
      if (!earlier) continue; // the code was taken: draw another
      checkRepeat(earlier.command, command);
      return opened(earlier);
    }
    throw new Error('five codes in a row were taken');
  }

  /** Its balance, empty; had the first try died between the two, this is its second half. */
  async function opened(batch: Batch): Promise<Batch> {
    const { code, sellerId, productId } = batch;
    const lot = { productId, harvestedOn: madeOnOf(batch), usableUntil: NO_EXPIRY };
    await stock.create({ id: code, custodianId: sellerId, ...lot });
    return batch;
  }

  async function checkBase({ baseId, plotId }: NewBatch, sellerId: string): Promise<void> {
    if (baseId === null) return;
    const base = await ports.bases.get(baseId);
    const known = plotId === null || base.plots.some(({ n }) => plotId === `${baseId}.${n}`);
    if (base.orgId !== sellerId || !known) {
      throw new AppError('not-found', 'base.not-found', `There is no base ${baseId}.`);
    }
  }

  return { draft };
}

function createSubmitting({
  batches,
  ports,
  job,
  now,
  change,
  answerAgain,
  get,
}: WritingDeps & Changes) {
  /**
   * Submits a draft: papers, the plot's cap and the grams are taken as one; then the gate puts it on
   * sale by itself, or says what is missing.
   * @throws AppError `batch.photos-missing`, `batch.not-a-draft`, `paper.used-up`, `paper.not-valid`, `harvest.over-yield-cap`
   */
  async function submit(code: string, by: By): Promise<Batch> {
    await change(code, by, async (batch, checked) => {
      if (batch.step !== 'draft') throw notADraft(batch);
      checkComplete(batch);
      const { shelfLifeDays } = await ports.product(batch.productId);
      checkMadeOn(batch, { now: now(), shelfLifeDays });
      const submission = { at: now(), by: by.userId, key: by.command.key };
      return batches.beginSubmit(checked('submitted'), submission);
    });
    await job.advance(code);
    return answerAgain(code, by.command.key);
  }

  /**
   * Takes a batch back before it was ever on sale; a corrected one is a new draft.
   * @throws AppError `batch.not-rejectable`
   */
  async function reject(code: string, reason: string, by: Omit<By, 'sellerId'> & Acting) {
    await change(code, by, (batch, checked) => {
      if (batch.step !== 'submitted' || batch.releasedAt) throw notRejectable(batch);
      const rejection = { by: by.userId, reason };
      return batches.beginReject(checked('rejected', reason), rejection, now());
    });
    await job.advance(code);
    const batch = await get(code);
    if (batch.step !== 'rejected') throw notRejectable(batch);
  }

  return { submit, reject };
}

function notRejectable({ code, step }: Batch): AppError {
  return new AppError('conflict', 'batch.not-rejectable', `Batch ${code} can only be stopped.`, {
    facts: { step },
  });
}
