import type { Connection } from 'mongoose';
import { isDuplicate, trusted } from '../../platform/database.ts';
import { AppError } from '../../shared/errors.ts';
import { createTakes, type TakeOutcome } from '../takes/index.ts';
import { returnPoolModel } from './return-pool.model.ts';
import type { ReturnOf } from './return.ts';

function returnPoolId({ deliveryId, line, batchId }: ReturnOf): string {
  return `${deliveryId}:${line}:${batchId}`;
}

/** 退货额度: never more comes back than was refused (`trace.md` §4.4). */
export function createReturnPools(db: Connection) {
  const Pools = returnPoolModel(db);
  const takes = createTakes({
    update: async (filter, update) => (await Pools.updateOne(filter, update)).matchedCount === 1,
    read: async (id) => (await Pools.findOne({ _id: id }).lean()) ?? undefined,
  });

  return {
    /** Grams that may come back, once per cause: with a final receipt, or a claim that was granted. */
    async add(of: ReturnOf, { key, g }: { key: string; g: number }): Promise<void> {
      const _id = returnPoolId(of);
      try {
        await Pools.create({ _id, leftG: 0, adds: [], takes: [] });
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
      await Pools.updateOne(
        { _id, 'adds.key': trusted({ $ne: key }) },
        { $inc: { leftG: g }, $push: { adds: { key, g } } },
      );
    },

    /** T1. */
    take(of: ReturnOf, { key, g }: { key: string; g: number }): Promise<TakeOutcome> {
      const id = returnPoolId(of);
      return takes.take(id, {
        ...{ key, g },
        notFound: () => moreThanRejected(0, g),
        refusal: ({ leftG }) => moreThanRejected(leftG, g),
      });
    },

    async left(of: ReturnOf): Promise<number> {
      return (await Pools.findOne({ _id: returnPoolId(of) }).lean())?.leftG ?? 0;
    },
  };
}

export type ReturnPools = ReturnType<typeof createReturnPools>;

function moreThanRejected(leftG: number, askedG: number): AppError {
  const message = `Only ${leftG} g of it may come back.`;
  return new AppError('conflict', 'return.more-than-rejected', message, {
    facts: { leftG, askedG },
  });
}
