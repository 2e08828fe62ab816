import type { BatchService } from '../features/batches/index.ts';
import type { CatalogueService } from '../features/catalogue/index.ts';
import type { Calendars } from '../features/calendars/index.ts';
import {
  createDrafts,
  createDraftStore,
  createOrdering,
  createQuoting,
} from '../features/ordering/index.ts';
import { createOrders, createOrderStores } from '../features/orders/index.ts';
import type { OrganisationService } from '../features/organisations/index.ts';
import { createPaymentDesk } from '../features/payments/index.ts';
import type { Agreements } from '../features/prices/index.ts';
import type { StockPool } from '../features/pools/index.ts';
import type { FieldStores } from './field.ts';
import { createLimits } from './limits.ts';
import { createBook, createMoney } from './money.ts';
import { createTill } from './till.ts';
import type { World } from './world.ts';

interface Parts {
  readonly pool: StockPool;
  readonly field: FieldStores;
  readonly batches: Pick<BatchService, 'candidates'>;
  readonly catalogue: Pick<CatalogueService, 'offersByIds'>;
  readonly organisation: OrganisationService['get'];
  readonly calendars: Pick<Calendars, 'deliveryRules' | 'daysOf'>;
  readonly agreements: Pick<Agreements, 'agreedFor'>;
  /** Writes who did what. */
  readonly record: Parameters<typeof createLimits>[1];
  readonly attachFiles: Parameters<typeof createMoney>[1]['attachFiles'];
}

/** Orders, the ways to arrive at one, and consumers' money. */
export function createTrade(
  world: World,
  {
    pool,
    field,
    batches,
    catalogue,
    organisation,
    record,
    calendars,
    agreements,
    attachFiles,
  }: Parts,
) {
  const { db, now } = world;
  const { sandbox, provider, payments, refunds, serving, sessions } = createTill(world);
  const limits = createLimits(world, record);
  const stores = createOrderStores(db);
  const book = createBook(world, { stores, organisation });
  const orders = createOrders({
    ...{ stores, now },
    findCandidates: async (wanted) => [
      ...(await batches.candidates(wanted)),
      ...(await field.candidates(wanted)),
    ],
    findInstead: (line, group) => ordering.instead(line, group),
    pools: { stock: pool, plan: field.pool, ...limits.pools },
    limitsOf: limits.limitsOf,
    post: book.ledger.postRow,
    till: {
      ...sessions,
      refund: ({ id, ...refund }) => refunds.request({ _id: id, ...refund }),
    },
  });
  const money = createMoney(world, { book, orders, limits, organisation, attachFiles });
  const { moneySeen, advance, earlierOf, place } = orders.groups;
  const desk = createPaymentDesk({ payments, refunds, provider, moneySeen, advance, now });
  const drafts = createDrafts({ drafts: createDraftStore(db), now });
  const { quote, priced } = createQuoting({
    ...{ offersByIds: catalogue.offersByIds, organisation, now },
    ...{ deliveryRules: calendars.deliveryRules, agreedFor: agreements.agreedFor },
  });
  const ordering = createOrdering({
    ...{ quote, priced, organisation, now, payBy: serving },
    ...{ offersByIds: catalogue.offersByIds, daysOf: calendars.daysOf },
    ...{ submitted: drafts.submitted, orders: { earlierOf, place, advance } },
  });
  return {
    ...{ orders, ordering, drafts },
    payments: { desk, refunds, sandbox },
    ...{ limitPools: limits, limits: limits.service },
    ...{ limitTidying: limits.tidying(orders.history.isOver), ...money },
  };
}
