import type { Connection, UpdateQuery } from 'mongoose';
import { isDuplicate, trusted } from '../../platform/database.ts';
import type { Command } from '../../shared/command.ts';
import { searchQuery, type SearchEntry } from '../../shared/search.ts';
import type { Batch, LogEntry, Refusal, Test } from './batch.ts';
import { mutable, toBatch, toOne } from './batch.mapping.model.ts';
import { batchModel, type BatchDoc } from './batch.model.ts';

/** As the change was checked: nothing else was changed since, and the command is new. */
export interface Checked {
  readonly code: string;
  readonly sellerId: string;
  readonly rev: number;
  readonly command: Command;
  readonly log: LogEntry;
}

/** Of which batches a list is, and how many. */
interface BatchListing {
  readonly sellerId?: string | undefined;
  readonly codes?: readonly string[] | undefined;
  readonly text?: string | undefined;
  readonly after?: { readonly at: Date; readonly code: string } | undefined;
  readonly limit: number;
}

type Batches = ReturnType<typeof batchModel>;
type Run = (filter: Record<string, unknown>, update: UpdateQuery<BatchDoc>) => Promise<boolean>;

/** Every way the batches collection is read or written: one function, one statement. */
export function createBatchStore(db: Connection) {
  const Batches = batchModel(db);
  const run: Run = async (filter, update) =>
    (await Batches.updateOne(filter, update)).matchedCount === 1;

  return {
    ...readings(Batches),
    ...descriptions(run),
    ...steps(run),
    ...makings(run),
    ...endings(run),
    ...jobs(Batches, run),
  };
}

export type BatchStore = ReturnType<typeof createBatchStore>;

function readings(Batches: Batches) {
  return {
    /** Returns false, and stores nothing, if the code or the seller's command key is taken. */
    async insert({ code, due, ...batch }: Batch, entry: SearchEntry): Promise<boolean> {
      try {
        await Batches.create({ ...mutable(batch), ...entry, _id: code, out: [] });
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },

    async byCode(code: string): Promise<Batch | undefined> {
      return toBatch(await Batches.findOne({ _id: code }).lean());
    },

    async byCommand(sellerId: string, key: string): Promise<Batch | undefined> {
      return toBatch(await Batches.findOne({ sellerId, 'command.key': key }).lean());
    },

    /** Newest first. */
    async list({ sellerId, codes, text, after, limit }: BatchListing): Promise<Batch[]> {
      const found = text === undefined ? undefined : searchQuery(text);
      const filter = {
        ...(sellerId !== undefined && { sellerId }),
        ...(codes && { _id: trusted({ $in: [...codes] }) }),
        ...(found && { search: trusted({ $all: [...found.grams] }) }),
        ...(after && { registeredAt: trusted({ $lte: after.at }) }),
      };
      const docs = await Batches.find(filter)
        .sort({ registeredAt: -1, _id: 1 })
        .limit(limit)
        .lean();
      const words = found?.words ?? [];
      return docs
        .filter(({ searchText }) => words.every((word) => word.test(searchText)))
        .map(toOne);
    },

    async many(codes: readonly string[]): Promise<Batch[]> {
      const docs = await Batches.find({ _id: trusted({ $in: [...codes] }) })
        .sort({ _id: 1 })
        .lean();
      return docs.map(toOne);
    },
  };
}

/** Describing a draft, and adding to what was submitted. */
function descriptions(run: Run) {
  return {
    setPhotos: (checked: Checked, photos: readonly string[]) =>
      run(
        { ...asChecked(checked), step: trusted({ $in: ['draft', 'submitted'] }) },
        { ...change(checked), $set: { photos: [...photos] } },
      ),

    setPapers: (checked: Checked, paperIds: readonly string[]) =>
      run(
        { ...asChecked(checked), step: 'draft' },
        { ...change(checked), $set: { paperIds: [...paperIds] } },
      ),

    /** After submission: their grams are taken first, by the job. */
    addPending: (checked: Checked, paperIds: readonly string[], due: Date) => {
      const pending = paperIds.map((paperId) => ({ paperId, key: checked.command.key }));
      const { $push, ...rest } = change(checked);
      return run(
        { ...asChecked(checked), step: 'submitted' },
        { ...rest, $push: { ...$push, pending: { $each: pending } }, $set: { due } },
      );
    },

    /** In the same write the record is told, once the lot exists, and the job that stops a failed one. */
    addTest: (checked: Checked, test: Test, { due, isSubmitted }: TestEffects) => {
      const { $push, ...rest } = change(checked);
      const out = isSubmitted ? { out: outRow('trace:E3', test.id, test.at) } : {};
      const step = isSubmitted ? 'submitted' : 'draft';
      return run(
        { ...asChecked(checked), step },
        { ...rest, $push: { ...$push, tests: test, ...out }, $set: { due } },
      );
    },
  };
}

interface TestEffects {
  readonly due: Date;
  readonly isSubmitted: boolean;
}

/** The step machine of `trace.md` §5.4. */
function steps(run: Run) {
  return {
    beginSubmit: (checked: Checked, submission: { at: Date; by: string; key: string }) =>
      run(
        { ...asChecked(checked), step: 'draft' },
        {
          $set: { step: 'submitting', submission, due: submission.at },
          $inc: { rev: 1, submitNo: 1 },
          $push: { commands: checked.command },
        },
      ),

    /** Everything is taken: the lot exists, and the record hears of it and of its tests. */
    finishSubmit: ({ code, submitNo, tests }: Batch, { at, by, usableUntil }: Submitted) =>
      run(
        { _id: code, step: 'submitting', submitNo },
        {
          $set: { step: 'submitted', submittedAt: at, usableUntil, due: at },
          $push: {
            log: { id: `submitted:${submitNo}`, kind: 'submitted', by, at, words: '' },
            out: {
              $each: [
                outRow('trace:E1', code, at),
                ...tests.map(({ id }) => outRow('trace:E3', id, at)),
              ],
            },
          },
        },
      ),

    /** Refused: everything taken goes back first. */
    beginUndo: ({ code, submitNo }: Batch, refusal: Refusal, log: LogEntry) =>
      run(
        { _id: code, step: 'submitting', submitNo },
        { $set: { step: 'undoing' }, $push: { refusals: refusal, log } },
      ),

    finishUndo: ({ code, submitNo }: Batch) =>
      run({ _id: code, step: 'undoing', submitNo }, { $set: { step: 'draft' } }),

    /** A paper added later is taken, or refused. */
    settlePending: ({ code }: Batch, paperId: string, refusal: Refusal | undefined) =>
      run(
        { _id: code, 'pending.paperId': paperId },
        refusal
          ? { $pull: { pending: { paperId } }, $push: { refusals: refusal } }
          : { $pull: { pending: { paperId } }, $addToSet: { paperIds: paperId } },
      ),
  };
}

/** A lot that its transformation makes. */
function makings(run: Run) {
  return {
    /** Its grams are in and its parents were read again. */
    ripen: (code: string, due: Date) =>
      run({ _id: code, step: 'making' }, { $set: { step: 'made', due } }),

    abandon: (code: string, rejection: { by: string; reason: string }) =>
      run({ _id: code, step: 'making' }, { $set: { step: 'rejected', rejection } }),

    finishMade: (code: string, { at, by, usableUntil }: Submitted) =>
      run(
        { _id: code, step: 'made' },
        {
          $set: { step: 'submitted', submittedAt: at, usableUntil, due: at },
          $push: { log: { id: `submitted:${code}`, kind: 'submitted', by, at, words: '' } },
        },
      ),
  };
}

/** Taking back, and what the gate found. */
function endings(run: Run) {
  return {
    beginReject: (checked: Checked, rejection: { by: string; reason: string }, due: Date) =>
      run(
        { ...asChecked(checked), step: 'submitted' },
        { ...change(checked), $set: { step: 'rejecting', rejection, due } },
      ),

    endReject: ({ code }: Batch, step: 'rejected' | 'submitted') =>
      run(
        { _id: code, step: 'rejecting' },
        { $set: { step, ...(step === 'submitted' && { rejection: null }) } },
      ),

    /** What the gate missed. */
    setMissing: (code: string, missing: readonly string[]) =>
      run({ _id: code }, { $set: { missing: [...missing] } }),

    setReleased: (code: string, log: LogEntry) =>
      run(
        { _id: code, 'log.id': trusted({ $ne: log.id }) },
        { $set: { missing: [], releasedAt: log.at }, $push: { log } },
      ),

    addLog: (code: string, log: LogEntry) =>
      run({ _id: code, 'log.id': trusted({ $ne: log.id }) }, { $push: { log } }),
  };
}

interface Submitted {
  readonly at: Date;
  readonly by: string;
  readonly usableUntil: Date;
}

/** What the sweeper and the trace writer do. */
function jobs(Batches: Batches, run: Run) {
  return {
    /** There is something to do: written before it is done, so that a crash only delays. */
    nudge: (code: string, due: Date) => run({ _id: code }, { $set: { due } }),

    /** Nothing is left to do, unless somebody said so meanwhile. */
    calm: (code: string, due: Date) => run({ _id: code, due }, { $unset: { due: 1 } }),

    async dueCodes(now: Date, limit: number): Promise<string[]> {
      const docs = await Batches.find({ due: trusted({ $lte: now }) }, { _id: 1 })
        .sort({ due: 1, _id: 1 })
        .limit(limit)
        .lean();
      return docs.map(({ _id }) => _id);
    },

    /** Batches with rows the record does not have. */
    async withOut(limit: number): Promise<{ batch: Batch; out: OutRow[] }[]> {
      const docs = await Batches.find({ out: trusted({ $elemMatch: { doneAt: null } }) })
        .sort({ _id: 1 })
        .limit(limit)
        .lean();
      return docs.map((doc) => ({
        batch: toOne(doc),
        out: doc.out.filter(({ doneAt }) => !doneAt),
      }));
    },

    markOut: (code: string, id: string, at: Date) =>
      run(
        { _id: code, out: trusted({ $elemMatch: { id, doneAt: null } }) },
        { $set: { 'out.$.doneAt': at } },
      ),
  };
}

type OutRow = Pick<BatchDoc['out'][number], 'id' | 'kind' | 'at'>;

function outRow(kind: 'trace:E1' | 'trace:E3', id: string, at: Date) {
  return { id: `${kind}:${id}`, kind, at, doneAt: null };
}

/** The owner, the content and the command, in the filter. */
function asChecked({ code, sellerId, rev, command }: Checked) {
  return { _id: code, sellerId, rev, 'commands.key': trusted({ $ne: command.key }) };
}

function change({ command, log }: Checked) {
  return { $inc: { rev: 1 }, $push: { commands: command, log } };
}
