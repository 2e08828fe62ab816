import type { Connection } from 'mongoose';
import { isDuplicate } from '../../platform/database.ts';
import { createTakes } from '../takes/index.ts';
import type { CropCycle } from './base.ts';
import { cropCycleModel, type CropCycleDoc } from './base.model.ts';

/** Every way crop cycles are read or written. */
export function createCropCycleStore(db: Connection) {
  const Cycles = cropCycleModel(db);

  return {
    /** Opens the cycle, once: the first one decides its cap. */
    async open({ id, ...cycle }: CropCycle & { readonly baseId: string }): Promise<void> {
      try {
        await Cycles.create({ ...cycle, _id: id, takes: [] });
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    },

    async ofBase(baseId: string, year: number): Promise<CropCycle[]> {
      const docs = await Cycles.find({ baseId, year }, { takes: 0 }).sort({ _id: 1 }).lean();
      return docs.map((doc) => toCycle(doc));
    },

    /** Harvests taken from the cap; `harvestedG` counts them where no cap is known, too. */
    takes: createTakes({
      counter: 'harvestedG',
      async update(filter, update) {
        return (await Cycles.updateOne(filter, update)).matchedCount === 1;
      },
      async read(id) {
        const doc = await Cycles.findOne({ _id: id }).lean();
        return doc ? { ...toCycle(doc), _id: doc._id, takes: doc.takes } : undefined;
      },
    }),
  };
}

export type CropCycleStore = ReturnType<typeof createCropCycleStore>;

type Read = Omit<CropCycleDoc, 'takes'>;

function toCycle({ _id: id, plotId, productId, year, capG, leftG, harvestedG }: Read): CropCycle {
  return { id, plotId, productId, year, capG: capG ?? null, leftG: leftG ?? null, harvestedG };
}
