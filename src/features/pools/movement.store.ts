import type { Connection } from 'mongoose';
import { isDuplicate, trusted } from '../../platform/database.ts';
import type { Movement } from './pool.ts';
import { movementModel, type MovementDoc } from './pool.model.ts';

/** The book of every batch 批次流水: rows come and never change. */
export function createMovementStore(db: Connection) {
  const Movements = movementModel(db);

  return {
    /** P10. A row of this id already there is the same row. */
    async record({ id, ...row }: Movement): Promise<void> {
      try {
        await Movements.create({ _id: id, ...row });
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    },

    async get(id: string): Promise<Movement | undefined> {
      const doc = await Movements.findOne({ _id: id }).lean();
      return doc ? toMovement(doc) : undefined;
    },

    /** Which of these are in the book. */
    async known(ids: readonly string[]): Promise<Set<string>> {
      if (ids.length === 0) return new Set();
      const docs = await Movements.find({ _id: trusted({ $in: [...ids] }) }, { _id: 1 }).lean();
      return new Set(docs.map(({ _id }) => _id));
    },

    /** Oldest first. */
    async ofBatch(batchId: string): Promise<Movement[]> {
      const docs = await Movements.find({ batchId: trusted({ $eq: batchId }) })
        .sort({ at: 1, _id: 1 })
        .lean();
      return docs.map(toMovement);
    },
  };
}

export type MovementStore = ReturnType<typeof createMovementStore>;

function toMovement({ _id: id, ...row }: MovementDoc): Movement {
  return { ...row, id, reverses: row.reverses ?? null };
}
