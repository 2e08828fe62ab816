import type { Connection } from 'mongoose';
import { counterModel } from './counters.model.ts';
import { isDuplicate, trusted } from './database.ts';

/** Counters that all processes share: how often something was tried in a window of time. */
export function createCounterStore(db: Connection) {
  const Counters = counterModel(db);

  return {
    /**
     * Counts one more, if fewer than `max` are counted. Whoever is refused is not counted, and of
     * many at once exactly `max` come through: the filter finds a full counter no more, and the
     * insert that would follow meets its id.
     */
    async take(id: string, { max, endsAt }: { max: number; endsAt: Date }): Promise<boolean> {
      for (let tries = 0; tries < 3; tries += 1) {
        try {
          await Counters.updateOne(
            { _id: id, n: trusted({ $lt: max }) },
            { $inc: { n: 1 }, $setOnInsert: { endsAt } },
            { upsert: true },
          );
          return true;
        } catch (error) {
          if (!isDuplicate(error)) throw error;
          const counter = await Counters.findOne({ _id: id }).lean();
          if ((counter?.n ?? 0) >= max) return false;
          // two began the counter at once: this one was second and counts again
        }
      }
      return false;
    },

    /** Takes one back: what was tried came out well. */
    async giveBack(id: string): Promise<void> {
      await Counters.updateOne({ _id: id, n: trusted({ $gt: 0 }) }, { $inc: { n: -1 } });
    },

    /** Forgets windows that are over. How many there were. */
    async sweep(now: Date): Promise<number> {
      const over = await Counters.find({ endsAt: trusted({ $lt: now }) }, { _id: 1 })
        .sort({ endsAt: 1, _id: 1 })
        .limit(500)
        .lean();
      if (over.length === 0) return 0;
      const ids = over.map(({ _id }) => _id);
      await Counters.deleteMany({ _id: trusted({ $in: ids }) });
      return ids.length;
    },
  };
}
