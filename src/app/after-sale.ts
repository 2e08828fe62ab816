import type { BatchService } from '../features/batches/index.ts';
import {
  createClaimService,
  createClaimStore,
  createClaimViews,
  createReturnPools,
  createReturnService,
  createReturnStore,
} from '../features/claims/index.ts';
import type { createDeliveryStore } from '../features/fulfilment/index.ts';
import type { MediaService } from '../features/media/index.ts';
import type { Notifications } from '../features/notifications/index.ts';
import type { Orders } from '../features/orders/index.ts';
import type { createBringBack } from '../features/pools/index.ts';
import type { createHeldBilling, createReceiptStore } from '../features/receiving/index.ts';
import type { TaskService } from '../features/tasks/index.ts';
import { AppError } from '../shared/errors.ts';
import type { World } from './world.ts';

interface Parts {
  readonly orders: Orders;
  readonly batches: Pick<BatchService, 'openReturned'>;
  readonly bringBack: ReturnType<typeof createBringBack>;
  readonly deliveries: ReturnType<typeof createDeliveryStore>;
  readonly receipts: ReturnType<typeof createReceiptStore>;
  readonly heldRow: ReturnType<typeof createHeldBilling>;
  readonly tasks: Pick<TaskService, 'add' | 'done'>;
  readonly notifications: Pick<Notifications, 'send'>;
  readonly attachFiles: MediaService['attach'];
  readonly noReason: (versionId: string) => Promise<boolean>;
}

/** After the sale: claims, what they give back, and goods that return. */
export function createAfterSale({ db, newCode, now }: World, parts: Parts) {
  const { orders: all, deliveries, receipts, tasks, notifications, batches, bringBack } = parts;
  const { orders: life, accounts } = all;
  const orders = {
    ...{ get: life.get, credit: life.credit },
    ...{ account: accounts.get, row: accounts.row },
  };
  const pools = createReturnPools(db);
  const claims = createClaimService({
    ...{ claims: createClaimStore(db), orders, now },
    facts: {
      deliveriesOf: (orderId) => deliveries.ofOrders([orderId]),
      receiptsOf: (ids) => receipts.ofDeliveries(ids),
      noReason: parts.noReason,
      heldRow: parts.heldRow,
      attachPhotos: parts.attachFiles,
      mayReturn: (of, part) => pools.add(of, part),
    },
    talk: { addTask: tasks.add, taskDone: tasks.done, send: notifications.send },
  });
  const returns = createReturnService({
    ...{ returns: createReturnStore(db), pools, newCode, now },
    delivery: async (id) => (await deliveries.byId(id)) ?? noDelivery(id),
    openLot: async (lot) => {
      await batches.openReturned(lot);
      await bringBack(lot.code, { id: `ret:${lot.code}`, ref: lot.of, g: lot.g, t: lot.at });
    },
  });
  return {
    ...{ claims, claimViews: createClaimViews({ claims, orders }), returns },
    afterSale: {
      mayReturn: (...row: Parameters<typeof pools.add>) => pools.add(...row),
      openRecall: claims.openRecall,
      isOpenFor: claims.isOpenFor,
    },
  };
}

function noDelivery(id: string): never {
  throw new AppError('not-found', 'delivery.not-found', `There is no delivery ${id}.`);
}
