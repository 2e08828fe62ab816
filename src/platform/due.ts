import type { Connection, Model } from 'mongoose';
import { trusted } from './database.ts';

/** What a document carries that is itself a job (`orders.md` §5.3). */
interface DueDoc {
  _id: string;
  due?: Date | null;
  lease: { epoch: number; until: Date };
}

const LEASE_MS = 30_000;
const RETRY_MS = 60_000;
/** Documents of one step. */
const BATCH = 50;

export interface DueWork {
  /** Ids that want attention, the longest waiting first. */
  due: (now: Date, limit: number) => Promise<string[]>;
  /**
   * Politeness, not safety: one sweeper at a time. Since when it was due; undefined when another has it.
   */
  lease: (id: string, now: Date) => Promise<Date | undefined>;
  /** The next may take it. */
  letGo: (id: string, leasedAt: Date) => Promise<void>;
  /**
   * Looks again at `next`, or never when left out; unless someone asked for it since it was leased: then
   * it is no longer due since `dueSince`, but since whatever they read on their clock, which may be earlier
   * than the lease.
   */
  postpone: (id: string, dueSince: Date, next?: Date) => Promise<void>;
}

/** The statements of a sweeper over a collection whose documents have `due` and `lease`. */
export function dueWork(db: Connection, modelName: string): DueWork {
  const Jobs = db.model(modelName) as unknown as Model<DueDoc>; // each has these two fields

  return {
    async due(now, limit) {
      const docs = await Jobs.find({ due: trusted({ $lte: now }) })
        .sort({ due: 1, _id: 1 })
        .limit(limit)
        .select({ _id: 1 })
        .lean();
      return docs.map(({ _id }) => _id);
    },

    async lease(id, now) {
      const leased = await Jobs.findOneAndUpdate(
        { _id: id, due: trusted({ $lte: now }), 'lease.until': trusted({ $lte: now }) },
        {
          $set: { 'lease.until': new Date(now.getTime() + LEASE_MS) },
          $inc: { 'lease.epoch': 1 },
        },
        { projection: { due: 1 } },
      ).lean();
      return leased?.due ?? undefined;
    },

    async letGo(id, leasedAt) {
      await Jobs.updateOne({ _id: id }, { $set: { 'lease.until': leasedAt } });
    },

    async postpone(id, dueSince, next) {
      await Jobs.updateOne(
        { _id: id, due: dueSince },
        next ? { $set: { due: next } } : { $unset: { due: 1 } },
      );
    },
  };
}

/**
 * One step of a sweeper: takes each due document in turn and lets `advance` do what is to be done.
 * `advance` says when to look again. One that fails is tried again after a minute, and does not keep
 * the others waiting.
 * @throws AggregateError of what failed, for the report, after all of them
 */
export async function sweep(
  work: DueWork,
  { now, advance }: { now: () => Date; advance: (id: string) => Promise<Date | undefined> },
): Promise<number> {
  const failures: unknown[] = [];
  let did = 0;
  for (const id of await work.due(now(), BATCH)) {
    const at = now();
    const dueSince = await work.lease(id, at);
    if (!dueSince) continue;
    did += 1;
    try {
      await work.postpone(id, dueSince, await advance(id));
    } catch (error) {
      failures.push(error);
      await work.postpone(id, dueSince, new Date(at.getTime() + RETRY_MS));
    } finally {
      await work.letGo(id, at);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'some documents failed');
  return did;
}
