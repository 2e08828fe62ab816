import type { Connection, UpdateQueryKnownOnly } from 'mongoose';
import { isDuplicate, trusted } from '../../platform/database.ts';
import { stopModel, type StopDoc } from './stop.model.ts';
import { stopKey, type BatchStop, type NewStop, type Shipped, type StopState } from './stop.ts';

type Update = UpdateQueryKnownOnly<StopDoc>;

/** Every way `batchStops` is read or written: one function, one statement. */
export function createStopStore(db: Connection) {
  const Stops = stopModel(db);

  async function move(id: string, from: readonly StopState[], update: Update): Promise<boolean> {
    const filter = { _id: id, state: trusted({ $in: [...from] }) };
    return (await Stops.updateOne(filter, update)).matchedCount === 1;
  }

  return {
    /** Once per stop; one that is there stays as it is. */
    async open(stop: NewStop): Promise<void> {
      const kind = stop.rank === 'recall' ? ('recall' as const) : ('hold' as const);
      const rest = { kind, state: 'open' as const, scope: [], due: stop.at };
      try {
        await Stops.create({ ...stop, ...rest, _id: stopKey(stop) });
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    },

    async get(id: string): Promise<BatchStop | undefined> {
      const doc = await Stops.findOne({ _id: id }).lean();
      return doc ? toStop(doc) : undefined;
    },

    /** Those whose walk is not done. */
    async unfinished(now: Date, limit: number): Promise<BatchStop[]> {
      const docs = await Stops.find({
        state: trusted({ $in: ['open', 'lifting'] as StopState[] }),
        due: trusted({ $lte: now }),
      })
        .sort({ due: 1, _id: 1 })
        .limit(limit)
        .lean();
      return docs.map(toStop);
    },

    acknowledge: (id: string, scope: readonly Shipped[]) =>
      move(id, ['open'], { $set: { state: 'acknowledged', scope: [...scope] } }),

    /** The document first, then the batch. */
    lifting: (id: string, liftedBy: string, due: Date) =>
      move(id, ['open', 'acknowledged'], { $set: { state: 'lifting', liftedBy, due } }),

    /** It is gone, or there was nothing to stop. */
    lifted: (id: string, from: StopState) => move(id, [from], { $set: { state: 'lifted' } }),

    /** Its walk failed: others first. */
    postpone: (id: string, due: Date) => move(id, ['open', 'lifting'], { $set: { due } }),
  };
}

export type StopStore = ReturnType<typeof createStopStore>;

function toStop({ _id: id, due: _, ...doc }: StopDoc): BatchStop {
  return { ...doc, id, liftedBy: doc.liftedBy ?? null };
}
