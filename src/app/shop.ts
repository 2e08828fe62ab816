import {
  createOwnShelf,
  createShelfStore,
  createShopService,
  type CatalogueService,
} from '../features/catalogue/index.ts';
import type { BatchService } from '../features/batches/index.ts';
import { createImport, createOrderSheet, createPriceHistory } from '../features/ordering/index.ts';
import type { OrganisationService } from '../features/organisations/index.ts';
import type { FieldStores } from './field.ts';
import type { createPrices } from './prices.ts';
import type { createTrade } from './trade.ts';
import type { World } from './world.ts';

interface Parts {
  readonly catalogue: CatalogueService;
  readonly organisation: OrganisationService['get'];
  readonly batches: Pick<BatchService, 'onSale'>;
  readonly field: Pick<FieldStores, 'preorderable'>;
  readonly prices: ReturnType<typeof createPrices>;
  readonly trade: ReturnType<typeof createTrade>;
}

/** What buyers see: the shop, the order sheet, lists read into it, price records; and a seller's own shelf. */
export function createShop({ db, now }: World, parts: Parts) {
  const { catalogue, organisation, batches, field, prices, trade } = parts;
  const shop = createShopService({
    ...{ shelf: createShelfStore(db), catalogue, organisation, now },
    ...{ onSale: batches.onSale, preorderable: field.preorderable },
    deliveryRules: prices.calendars.deliveryRules,
  });
  const ownShelf = createOwnShelf({
    catalogue,
    countyOf: async (sellerId) => (await organisation(sellerId))?.countyId ?? null,
  });
  const { history } = trade.orders;
  const { lastBought } = history;
  const orderSheet = createOrderSheet({
    ...{ organisation, goods: shop, history, now, preorderable: field.preorderable },
    ...{ ...prices, agreedFor: prices.agreements.agreedFor, drafts: trade.drafts },
  });
  const orderImport = createImport({ allOffered: shop.allOffered, lastBought, organisation });
  const priceHistory = createPriceHistory({
    ...{ offersByIds: catalogue.offersByIds, organisation, boughtOf: history.boughtOf },
    agreementsOf: prices.agreements.of,
  });
  return { shop, ownShelf, orderSheet, orderImport, priceHistory };
}
