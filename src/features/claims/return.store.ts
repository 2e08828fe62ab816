import type { Connection } from 'mongoose';
import { isDuplicate } from '../../platform/database.ts';
import { dueWork } from '../../platform/due.ts';
import { returnModel, type ReturnDoc } from './return.model.ts';
import type { Returned } from './return.ts';

/** Every way `returns` is read or written: one function, one statement. */
export function createReturnStore(db: Connection) {
  const Returns = returnModel(db);

  return {
    /** Once per command. */
    async insert(returned: Returned): Promise<void> {
      const lease = { epoch: 0, until: new Date(0) };
      try {
        await Returns.create({ ...returned, lease, due: returned.at } satisfies ReturnDoc);
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    },

    async byId(id: string): Promise<Returned | undefined> {
      return toReturned(await Returns.findOne({ _id: id }).lean());
    },

    async move(id: string, from: Returned['state'], to: Returned['state'], leftG: number | null) {
      await Returns.updateOne({ _id: id, state: from }, { $set: { state: to, leftG } });
    },

    sweeper: dueWork(db, Returns.modelName),
  };
}

export type ReturnStore = ReturnType<typeof createReturnStore>;

function toReturned(doc: ReturnDoc | null): Returned | undefined {
  return doc ? { ...doc, leftG: doc.leftG ?? null } : undefined;
}
