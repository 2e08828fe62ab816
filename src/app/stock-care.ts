import { createStopWalk } from '../features/batches/index.ts';
import type { Orders } from '../features/orders/index.ts';
import {
  createMovementStore,
  createPoolStore,
  createTidying,
  createTidyStore,
  GRAMS,
} from '../features/pools/index.ts';
import type { createGoods } from './goods.ts';
import type { World } from './world.ts';

interface Parts {
  readonly goods: ReturnType<typeof createGoods>;
  readonly orders: Orders;
}

/** What batches and orders owe each other: stops that reach those who wait, and holds put away. */
export function createStockCare({ db, now }: World, { goods, orders }: Parts) {
  const { pool, batches, stopDocs } = goods;
  const stopWalk = createStopWalk({
    ...{ stopDocs, stopping: batches, pool, now },
    tellOwners: orders.groups.batchStopped,
  });
  const tidying = createTidying({
    ...{ tidy: createTidyStore(db), pools: createPoolStore(db, GRAMS), pool, now },
    movements: createMovementStore(db),
    isOver: ({ kind, ref }, batchId) =>
      kind === 'sale' ? orders.history.isOver(ref) : batches.isSettled(batchId),
  });
  return { stopWalk, tidying };
}
