import { createHash } from 'node:crypto';
import type { Actor, Owners } from '../../shared/actor.ts';
import { searchForms } from '../../platform/pinyin.ts';
import { checkRepeat, type Command } from '../../shared/command.ts';
import { AppError } from '../../shared/errors.ts';
import { base32 } from '../../shared/hash.ts';
import { searchEntry } from '../../shared/search.ts';
import { NO_EXPIRY, type StockStore } from '../pools/index.ts';
import {
  batchBusy,
  batchNotFound,
  checkComplete,
  checkMadeOn,
  logEntry,
  madeOnOf,
  notADraft,
  ownersOfBatch,
  refusalError,
  startBatch,
  type Batch,
  type LogEntry,
  type NewBatch,
  type NewTest,
} from './batch.ts';
import type { AttachFiles, PaperFacts } from './batch.ports.ts';
import type { BatchStore, Checked } from './batch.store.ts';
import type { BatchJob } from './job.service.ts';
import type { Ports } from './submission.service.ts';

interface Deps {
  readonly batches: BatchStore;
  readonly ports: Ports & { readonly attachFiles: AttachFiles };
  readonly stock: StockStore;
  readonly job: BatchJob;
  readonly newCode: () => string;
  readonly now: () => Date;
}

/** Who asks, and with which command: once, however often it comes. */
export interface By {
  readonly sellerId: string;
  readonly userId: string;
  readonly command: Command;
}

const TRIES = 5;

/** Registering a batch and all that is said of it. This file tells the story; `batch.ts` has the rules. */
export function createBatchWriting({ batches, ports, stock, job, newCode, now }: Deps) {
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

  /**
   * The photos it shall have, in this order; of a submitted batch only more.
   * @throws AppError `batch.not-a-draft`, `file.not-found`
   */
  async function setPhotos(code: string, photos: readonly string[], by: By): Promise<void> {
    await change(code, by, async (batch, checked) => {
      const keeps = batch.photos.every((photo) => photos.includes(photo));
      if (batch.step !== 'draft' && !(batch.step === 'submitted' && keeps)) throw notADraft(batch);
      const to = { ref: `batch:${code}`, kind: 'photo', orgId: by.sellerId } as const;
      await ports.attachFiles(photos, to);
      return batches.setPhotos(checked('photos', String(photos.length)), photos);
    });
  }

  /**
   * The papers it shall have. Of a submitted batch only more: their grams are taken, and the gate is
   * asked again.
   * @throws AppError `paper.not-found`, `paper.not-valid`, `paper.used-up`, `batch.not-a-draft`
   */
  async function setPapers(code: string, paperIds: readonly string[], by: By): Promise<void> {
    const papers = await Promise.all(paperIds.map((id) => ownPaper(id, by.sellerId)));
    const words = papers.map(({ kind }) => kind).join(' ');
    await change(code, by, async (batch, checked) => {
      if (batch.step === 'draft') {
        await tie(batch, paperIds);
        return batches.setPapers(checked('papers', words), paperIds);
      }
      const isMore = batch.paperIds.every((id) => paperIds.includes(id));
      if (batch.step !== 'submitted' || !isMore) throw notADraft(batch);
      const added = paperIds.filter((id) => !batch.paperIds.includes(id));
      return batches.addPending(checked('papers', words), added, now());
    });
    await job.advance(code);
    await answerAgain(code, by.command.key);
  }

  async function ownPaper(id: string, sellerId: string): Promise<PaperFacts> {
    const paper = await ports.papers.get(id);
    if (paper.orgId === sellerId) return paper;
    throw new AppError('not-found', 'paper.not-found', `There is no paper ${id}.`);
  }

  async function tie({ code, sellerId, paperIds }: Batch, wanted: readonly string[]) {
    const batch = { orgId: sellerId, code };
    for (const id of wanted) await ports.papers.attachTo(id, batch);
    const gone = paperIds.filter((id) => !wanted.includes(id));
    for (const id of gone) await ports.papers.detachFrom(id, batch);
  }

  /**
   * Enters the result of a test of this lot. A failed one stops the batch by itself, at once.
   * @throws AppError `batch.not-found`, `batch.not-testable`, `file.not-found`
   */
  async function addTest(code: string, result: NewTest, by: By): Promise<void> {
    await change(code, by, async (batch, checked) => {
      if (batch.step !== 'draft' && batch.step !== 'submitted') throw notADraft(batch);
      if (result.fileId !== null) {
        const to = { ref: `batch:${code}`, kind: 'paper', orgId: by.sellerId } as const;
        await ports.attachFiles([result.fileId], to);
      }
      const id = derivedId(by);
      const test = { ...result, id, by: by.userId, at: now() };
      const effects = { due: test.at, isSubmitted: batch.step === 'submitted' };
      const words = `${result.item} ${result.verdict}`;
      return batches.addTest(checked('tested', words), test, effects);
    });
    await job.advance(code);
  }

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

  /** Makes one checked change, once per command; what was changed meanwhile is read again. */
  async function change(code: string, by: Omit<By, 'sellerId'> & Acting, make: Make) {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const batch = await get(code);
      if (by.sellerId !== undefined && batch.sellerId !== by.sellerId) throw batchNotFound(code);
      const earlier = batch.commands.find(({ key }) => key === by.command.key);
      if (earlier) {
        checkRepeat(earlier, by.command);
        return;
      }
      const { sellerId, rev } = batch;
      const checked = (kind: LogEntry['kind'], words = ''): Checked => {
        const log = logEntry(kind, { id: by.command.key, by: by.userId, at: now(), words });
        return { code, sellerId, rev, command: by.command, log };
      };
      if (await make(batch, checked)) return;
    }
    throw batchBusy(code);
  }

  /** What a command came to, however late it is asked: the same refusal again. */
  async function answerAgain(code: string, key: string): Promise<Batch> {
    const batch = await get(code);
    const refusal = batch.refusals.find((each) => each.key === key);
    if (refusal) throw refusalError(refusal);
    return batch;
  }

  /** @throws AppError `batch.not-found` */
  async function get(code: string): Promise<Batch> {
    const batch = await batches.byCode(code);
    if (!batch) throw batchNotFound(code);
    return batch;
  }

  async function ownersOf(code: string): Promise<Owners | undefined> {
    const batch = await batches.byCode(code);
    return batch && ownersOfBatch(batch);
  }

  return { draft, setPhotos, setPapers, addTest, submit, reject, get, ownersOf };
}

/** Whose batch it must be; undefined for those who own nothing, officers and operators. */
interface Acting {
  readonly sellerId: string | undefined;
}

type Make = (
  batch: Batch,
  checked: (kind: LogEntry['kind'], words?: string) => Checked,
) => Promise<boolean>;

/** Whose batches an actor may change: a cooperative's own, everybody's for the others. */
export function actingFor({ role, orgId }: Actor): string | undefined {
  return role === 'cooperative' ? orgId : undefined;
}

/** An id from its cause: the command of this person. */
export function derivedId({ userId, command }: Pick<By, 'userId' | 'command'>): string {
  const digest = createHash('sha256').update(`${userId}\n${command.key}`).digest();
  return base32(digest, 16);
}

function notRejectable({ code, step }: Batch): AppError {
  return new AppError('conflict', 'batch.not-rejectable', `Batch ${code} can only be stopped.`, {
    facts: { step },
  });
}
