import type { Connection, UpdateQueryKnownOnly } from 'mongoose';
import { trusted } from '../../platform/database.ts';
import type { Balance } from './pool.ts';
import { balanceModel, type BalanceDoc } from './pool.model.ts';
import { toBalance } from './pool.store.ts';

/** Which balances have settled holds to record and put away (`orders.md` P10, P11). */
export function createTidyStore(db: Connection) {
  const Balances = balanceModel(db);

  return {
    /** Those nobody looked at since `before`, the longest first. */
    async untidy(before: Date, limit: number): Promise<Balance[]> {
      const docs = await Balances.find({
        'holds.s': trusted({ $in: ['shipped', 'released', 'done'] as const }),
        tidiedAt: trusted({ $lte: before }),
      })
        .sort({ tidiedAt: 1, _id: 1 })
        .limit(limit)
        .lean();
      return docs.map(toBalance);
    },

    async tidied(_id: string, at: Date): Promise<void> {
      const update = { $set: { tidiedAt: at } } satisfies UpdateQueryKnownOnly<BalanceDoc>;
      await Balances.updateOne({ _id }, update);
    },
  };
}

export type TidyStore = ReturnType<typeof createTidyStore>;
