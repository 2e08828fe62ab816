import type { Connection } from 'mongoose';
import { isDuplicate, trusted } from '../../platform/database.ts';
import { entryModel, type EntryDoc } from './ledger.model.ts';
import type { Entry } from './entry.ts';

/** The ledger 往来账: entries come and never change. */
export function createEntryStore(db: Connection) {
  const Entries = entryModel(db);

  return {
    /** One that is there is the same one. */
    async insert(entry: Entry): Promise<void> {
      try {
        await Entries.create(entry as unknown as EntryDoc); // readonly arrays only
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    },

    async byId(id: string): Promise<Entry | undefined> {
      const doc = await Entries.findOne({ _id: id }).lean();
      return doc ? toEntry(doc) : undefined;
    },

    async many(ids: readonly string[]): Promise<Entry[]> {
      const docs = await Entries.find({ _id: trusted({ $in: [...ids] }) })
        .sort({ on: 1, _id: 1 })
        .lean();
      return docs.map(toEntry);
    },

    /** Everything that moved a receivable of this payer, or to this seller, or between both; by day. */
    async receivables(of: {
      payerId?: string | undefined;
      sellerId?: string | undefined;
    }): Promise<Entry[]> {
      const docs = await Entries.find({
        payerId: of.payerId ?? trusted({ $ne: null }),
        ...(of.sellerId !== undefined && { sellerId: of.sellerId }),
      })
        .sort({ on: 1, _id: 1 })
        .lean();
      return docs.map(toEntry);
    },

    /** What a payer owes all sellers together. */
    async owedBy(payerId: string): Promise<number> {
      const docs = await Entries.find({ payerId }, { fen: 1 }).sort({ _id: 1 }).lean();
      return docs.reduce((sum, { fen }) => sum + fen, 0);
    },
  };
}

export type EntryStore = ReturnType<typeof createEntryStore>;

function toEntry(doc: EntryDoc): Entry {
  return doc as unknown as Entry; // lean: stored exactly as the type says
}
