import type { BatchService } from '../features/batches/index.ts';
import type { CatalogueService } from '../features/catalogue/index.ts';
import { createOrdering } from '../features/ordering/index.ts';
import { createOrders, createOrderStores } from '../features/orders/index.ts';
import type { OrganisationService } from '../features/organisations/index.ts';
import {
  createPaymentDesk,
  createPaymentService,
  createPaymentStore,
  createRefundService,
  createRefundStore,
  createSandbox,
  createSandboxStore,
} from '../features/payments/index.ts';
import type { StockPool } from '../features/pools/index.ts';
import type { World } from './world.ts';

interface Parts {
  readonly pool: StockPool;
  readonly batches: Pick<BatchService, 'candidates'>;
  readonly catalogue: Pick<CatalogueService, 'offersByIds'>;
  readonly organisation: OrganisationService['get'];
}

/** Orders, the ways to arrive at one, and consumers' money. */
export function createTrade(world: World, { pool, batches, catalogue, organisation }: Parts) {
  const { db, now, publicUrl, installationSecret: secret } = world;
  const sandbox = createSandbox({ pages: createSandboxStore(db), publicUrl, secret, now });
  const provider = world.sandbox ? sandbox.provider : undefined;

  const payments = createPaymentStore(db);
  const { serving, ...sessions } = createPaymentService({ payments, provider, now });
  const refunds = createRefundService({ payments, refunds: createRefundStore(db), provider, now });
  const orders = createOrders({
    ...{ stores: createOrderStores(db), stock: pool, findCandidates: batches.candidates, now },
    till: {
      ...sessions,
      refund: ({ id, ...refund }) => refunds.request({ _id: id, ...refund }),
    },
  });
  const { moneySeen, advance, earlierOf, place } = orders.groups;
  const desk = createPaymentDesk({ payments, refunds, provider, moneySeen, advance, now });
  const ordering = createOrdering({
    ...{ offersByIds: catalogue.offersByIds, organisation, now },
    orders: { earlierOf, place, advance },
    payBy: serving,
  });
  return { orders, ordering, payments: { desk, refunds, sandbox } };
}
