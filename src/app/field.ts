import type { BaseService } from '../features/bases/index.ts';
import type { BatchService } from '../features/batches/index.ts';
import type { CatalogueService } from '../features/catalogue/index.ts';
import {
  createBindingStore,
  createField,
  createHarvest,
  createPlanStore,
} from '../features/harvest/index.ts';
import type { Notifications } from '../features/notifications/index.ts';
import type { Orders } from '../features/orders/index.ts';
import {
  createLimitBook,
  createPlanPool,
  NO_EXPIRY,
  type StockPool,
} from '../features/pools/index.ts';
import type { TaskService } from '../features/tasks/index.ts';
import { addDays, instantOn } from '../shared/calendar.ts';
import type { World } from './world.ts';

/** Goods still in the field: what orders and batches need of them, before either is there. */
export function createFieldStores({ db, now }: Pick<World, 'db' | 'now'>) {
  const stores = { plans: createPlanStore(db), bindings: createBindingStore(db) };
  const pool = createPlanPool(stores.plans.collection, { book: createLimitBook(db), now });
  return { stores, pool, ...createField({ ...stores, now }) };
}

export type FieldStores = ReturnType<typeof createFieldStores>;

interface Parts {
  readonly field: FieldStores;
  readonly pool: StockPool;
  readonly batches: Pick<BatchService, 'bound'>;
  readonly bases: Pick<BaseService, 'get' | 'list'>;
  readonly catalogue: Pick<CatalogueService, 'product' | 'ofSeller'>;
  readonly preorders: Orders['preorders'];
  readonly tasks: Pick<TaskService, 'add' | 'done'>;
  readonly notifications: Pick<Notifications, 'send'>;
}

/** Harvest plans and the binding of pre-orders. */
export function createHarvestCare({ now }: Pick<World, 'now'>, parts: Parts) {
  const { field, pool, batches, bases, catalogue, preorders, tasks, notifications } = parts;
  return createHarvest({
    ...{ stores: field.stores, pool: field.pool, preorders, now },
    goods: { get: pool.get, bound: batches.bound },
    messages: { addTask: tasks.add, taskDone: tasks.done, send: notifications.send },
    facts: {
      base: bases.get,
      basesOf: ({ orgId }) => bases.list(orgId),
      product: catalogue.product,
      productsOf: async ({ orgId }) => {
        const offers = await catalogue.ofSeller(orgId);
        return [...new Set(offers.map(({ offer }) => offer.productId))];
      },
      usableUntil: async (productId, harvestOn) => {
        const { shelfLifeDays } = await catalogue.product(productId);
        if (shelfLifeDays === null) return NO_EXPIRY;
        const dayAfter = instantOn(addDays(harvestOn, shelfLifeDays + 1), '00:00');
        return new Date(dayAfter.getTime() - 1);
      },
    },
  });
}
