import { AppError } from '../../shared/errors.ts';
import { notADraft, type Batch, type NewTest } from './batch.ts';
import type { PaperFacts } from './batch.ports.ts';
import { derivedId, type By, type Changes, type WritingDeps } from './change.service.ts';

/** Photos, papers and tests of a batch. */
export function createDescribing({
  batches,
  ports,
  job,
  now,
  change,
  answerAgain,
}: WritingDeps & Changes) {
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
    await change(code, by, async (batch, checked) => {
      if (batch.step === 'draft') {
        await tie(batch, paperIds);
        return batches.setPapers(checked('papers', wordsOf(papers)), paperIds);
      }
      const isMore = batch.paperIds.every((id) => paperIds.includes(id));
      if (batch.step !== 'submitted' || !isMore) throw notADraft(batch);
      const added = paperIds.filter((id) => !batch.paperIds.includes(id));
      return batches.addPending(checked('papers', wordsOf(papers)), added, now());
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
      const test = { ...result, id: derivedId(by), by: by.userId, at: now() };
      const effects = { due: test.at, isSubmitted: batch.step === 'submitted' };
      const entry = checked('tested', `${result.item} ${result.verdict}`);
      return batches.addTest(entry, test, effects);
    });
    await job.advance(code);
  }

  return { setPhotos, setPapers, addTest };
}

function wordsOf(papers: readonly PaperFacts[]): string {
  return papers.map(({ kind }) => kind).join(' ');
}
