import { nextDeliveryDays } from '../../shared/calendar.ts';
import type { Day } from '../../shared/day.ts';
import { CUTOFF_CLASSES } from '../../shared/facts/delivery-rules.ts';
import { sheetRowOf, type Stock } from './card.ts';
import { createCards, stockOf } from './cards.service.ts';
import type { CatalogueService } from './catalogue.service.ts';
import type { Seller } from './offering.service.ts';
import type { ShelfStore } from './shelf.store.ts';

export interface ShopDeps {
  shelf: ShelfStore;
  catalogue: CatalogueService;
  /** What there is of these products, one row per product and seller. */
  onSale: (productIds: readonly string[]) => Promise<Stock[]>;
  organisation: (orgId: string) => Promise<Seller | undefined>;
  /** How many units a buyer ordered last time, by sku. */
  lastUnits: (buyerId: string) => Promise<ReadonlyMap<string, number>>;
  now: () => Date;
}

/** The most rows a sheet has: what all cooperatives together offer to canteens. */
const ROWS = 2_000;

/** The order sheet 下单表 of a canteen. */
export function createSheet({ shelf, catalogue, onSale, organisation, lastUnits, now }: ShopDeps) {
  const { sellersOf } = createCards({ offered: catalogue.offered, organisation, now });

  /**
   * Every offer to canteens for one delivery day, in the order of their ids: with what is there, when
   * ordering ends and what this buyer ordered last time. Pages group the rows by category.
   */
  async function listSheet(buyerId: string, needDate: Day) {
    const offers = await shelf.onShelf({ channel: 'canteen' }, { sort: 'id', limit: ROWS });
    const joined = await catalogue.offered(offers);
    const [stocks, last, sellers] = await Promise.all([
      onSale([...new Set(joined.map(({ product }) => product.id))]),
      lastUnits(buyerId),
      sellersOf(joined),
    ]);
    return joined.flatMap((row) => {
      const seller = sellers.get(row.offer.sellerId);
      if (!seller) return [];
      const stock = stockOf(row.offer, stocks);
      const lastOf = last.get(row.sku.id) ?? null;
      return [sheetRowOf(row, { stock, seller, lastUnits: lastOf }, { needDate, now: now() })];
    });
  }

  /** The next days of each cut-off class on which this buyer can be served, soonest first. */
  function deliveryDays(orgDeliveryDays: readonly number[]) {
    return CUTOFF_CLASSES.map((cutoffClass) => ({
      cutoffClass,
      days: nextDeliveryDays(cutoffClass, now(), orgDeliveryDays),
    }));
  }

  return { listSheet, deliveryDays };
}
