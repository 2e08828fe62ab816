import type { Connection } from 'mongoose';
import { createOrderAccountStore } from './order-account.store.ts';
import { createOrderGroupStore } from './order-group.store.ts';
import { createOrderStore } from './order.store.ts';

/** Every store of orders, on one connection. */
export function createOrderStores(db: Connection) {
  return {
    groups: createOrderGroupStore(db),
    orders: createOrderStore(db),
    accounts: createOrderAccountStore(db),
  };
}

export type OrderStores = ReturnType<typeof createOrderStores>;
