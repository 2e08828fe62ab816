import type { Connection, UpdateQueryKnownOnly } from 'mongoose';
import { isDuplicate, trusted } from '../../platform/database.ts';
import type { LabelRoll, PrintRun } from './label.ts';
import { rollModel, type RollDoc } from './label.model.ts';

/** What was labelled of every batch: one function, one statement. */
export function createLabelStore(db: Connection) {
  const Rolls = rollModel(db);

  return {
    /** Opens the roll with what came in; one that is open stays as it is. */
    async open(batchId: string, leftG: number): Promise<void> {
      try {
        await Rolls.create({ _id: batchId, leftG, next: 1, runs: [] });
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    },

    async get(batchId: string): Promise<LabelRoll | undefined> {
      const doc = await Rolls.findOne({ _id: batchId }).lean();
      return doc ? toRoll(doc) : undefined;
    },

    /** Takes grams and serial numbers, once per command; false when nothing was taken. */
    async print(batchId: string, run: PrintRun): Promise<boolean> {
      const g = run.count * run.netG;
      const { matchedCount } = await Rolls.updateOne(
        {
          _id: batchId,
          next: run.from,
          leftG: trusted({ $gte: g }),
          'runs.key': trusted({ $ne: run.key }),
        },
        {
          $inc: { leftG: -g, next: run.count },
          $push: { runs: run },
        } satisfies UpdateQueryKnownOnly<RollDoc>,
      );
      return matchedCount === 1;
    },
  };
}

export type LabelStore = ReturnType<typeof createLabelStore>;

function toRoll({ _id: batchId, ...roll }: RollDoc): LabelRoll {
  return { ...roll, batchId };
}
