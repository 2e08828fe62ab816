import type { Connection } from 'mongoose';
import { isDuplicate } from '../../platform/database.ts';
import { eventModel, settingModel } from './event.model.ts';
import type { StoredEvent } from './stored-event.ts';

/** Append-only: there is no statement that changes or removes an event. */
export function createEventStore(db: Connection) {
  const Events = eventModel(db);
  const Settings = settingModel(db);

  return {
    /** Returns false if this event is in the record already. */
    async insert(event: StoredEvent): Promise<boolean> {
      try {
        await Events.create(event);
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },

    /** Everything recorded of a batch, in the order in which it happened. */
    async ofBatch(batchId: string): Promise<StoredEvent[]> {
      const docs = await Events.find({ batchIds: batchId }).sort({ eventTime: 1, _id: 1 }).lean();
      return docs as StoredEvent[]; // `event` is stored as it was given
    },

    /** Inserts the origin if there is none yet; whichever process is first decides. */
    async keepOrigin(origin: string): Promise<void> {
      await Settings.updateOne(
        { _id: 'origin' },
        { $setOnInsert: { value: origin } },
        { upsert: true },
      ).catch((error: unknown) => {
        if (!isDuplicate(error)) throw error;
      });
    },

    async origin(): Promise<string | undefined> {
      return (await Settings.findOne({ _id: 'origin' }).lean())?.value;
    },
  };
}

export type EventStore = ReturnType<typeof createEventStore>;
