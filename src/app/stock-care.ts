import { createStopWalk } from '../features/batches/index.ts';
import type { CatalogueService } from '../features/catalogue/index.ts';
import type { Orders } from '../features/orders/index.ts';
import {
  createMovementStore,
  createPoolStore,
  createTidying,
  createTidyStore,
  GRAMS,
} from '../features/pools/index.ts';
import { createMaking } from './making.ts';
import type { createGoods } from './goods.ts';
import type { World } from './world.ts';

interface Parts {
  readonly goods: ReturnType<typeof createGoods>;
  readonly orders: Orders;
  readonly catalogue: Pick<CatalogueService, 'product'>;
}

/** What batches and orders owe each other: lots made of lots, stops that reach those who wait, and holds put away. */
export function createStockCare(world: World, { goods, orders, catalogue }: Parts) {
  const { db, now } = world;
  const { pool, batches, stopDocs } = goods;
  const makings = createMaking(world, { batches, pool, catalogue });
  const stopWalk = createStopWalk({
    ...{ stopDocs, stopping: batches, pool, now },
    childrenOf: makings.makingJob.childrenOf,
    tellOwners: orders.groups.batchStopped,
  });
  const tidying = createTidying({
    ...{ tidy: createTidyStore(db), pools: createPoolStore(db, GRAMS), pool, now },
    movements: createMovementStore(db),
    isOver: ({ kind, ref }, batchId) => {
      if (kind === 'sale') return orders.history.isOver(ref);
      const isMaking = kind === 'transform_in' || kind === 'transform_out';
      return isMaking ? makings.makingJob.isOver(ref) : batches.isSettled(batchId);
    },
  });
  return { stopWalk, tidying, ...makings };
}
