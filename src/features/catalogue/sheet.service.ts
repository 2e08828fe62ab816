import type { Category } from '../../shared/facts/categories.ts';
import type { DeliveryRules } from '../../shared/calendar.ts';
import { searchQuery } from '../../shared/search.ts';
import type { Stock } from './card.ts';
import { createCards, stockOf } from './cards.service.ts';
import type { CatalogueService } from './catalogue.service.ts';
import type { Preorderable } from './in-field.ts';
import type { Offer, OfferedSku } from './offer.ts';
import type { Seller } from './offering.service.ts';
import type { ShelfStore } from './shelf.store.ts';

export interface ShopDeps {
  shelf: ShelfStore;
  catalogue: CatalogueService;
  /** What there is of these products, one row per product and seller. */
  onSale: (productIds: readonly string[]) => Promise<Stock[]>;
  /** What can be ordered before it is harvested. */
  preorderable: Preorderable;
  organisation: (orgId: string) => Promise<Seller | undefined>;
  deliveryRules: () => Promise<DeliveryRules>;
  now: () => Date;
}

/** An offer to canteens with what there is of it and who sells it. */
export interface SheetGoods {
  readonly joined: OfferedSku;
  readonly stock: Stock | undefined;
  readonly seller: { readonly zh: string; readonly en: string };
}

/** Which goods a page of the sheet shows, in the order of their ids. */
export interface SheetPage {
  readonly q?: string | undefined;
  readonly category?: Category | undefined;
  /** The last id of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Offers that an import looks through. */
const MOST = 20_000;

/** The goods of a canteen's order sheet 下单表; days and prices are `ordering`'s. */
export function createSheet({ shelf, catalogue, onSale, organisation, ...deps }: ShopDeps) {
  const { sellersOf } = createCards({ offered: catalogue.offered, organisation, ...deps });

  /** One page of all goods, however many there are. */
  async function sheetPage({ q, category, after, limit }: SheetPage) {
    const query = q === undefined ? undefined : searchQuery(q);
    const place = after === undefined ? undefined : { phase: 0, value: after, id: after };
    const filter = { channel: 'canteen', category, query } as const;
    const found = await shelf.onShelf(filter, { sort: 'id', after: place, limit: limit + 1 });
    const page = found.slice(0, limit);
    const next = found.length > limit ? (page.at(-1)?.id ?? null) : null;
    return { goods: await goodsOf(page), next };
  }

  /** What is offered of these packs, by whomever. */
  async function sheetOfSkus(skuIds: readonly string[]): Promise<SheetGoods[]> {
    return skuIds.length === 0 ? [] : goodsOf(await shelf.ofSkus(skuIds, 'canteen'));
  }

  /** These offers, as far as they still stand. */
  async function sheetOfOffers(ids: readonly string[]): Promise<SheetGoods[]> {
    const found = ids.length === 0 ? [] : await catalogue.offersByIds(ids);
    const offers = found.map(({ offer }) => offer);
    return goodsOf(
      offers.filter(({ standing, channel }) => standing === 'offered' && channel === 'canteen'),
    );
  }

  async function goodsOf(offers: readonly Offer[]): Promise<SheetGoods[]> {
    const joined = await catalogue.offered(offers);
    const [stocks, sellers] = await Promise.all([
      onSale([...new Set(joined.map(({ product }) => product.id))]),
      sellersOf(joined),
    ]);
    return joined.flatMap((row) => {
      const seller = sellers.get(row.offer.sellerId);
      return seller ? [{ joined: row, stock: stockOf(row.offer, stocks), seller }] : [];
    });
  }

  /** Everything offered to canteens, to find a name in. */
  async function allOffered(): Promise<OfferedSku[]> {
    const all = await shelf.onShelf({ channel: 'canteen' }, { sort: 'id', limit: MOST });
    return catalogue.offered(all);
  }

  return { sheetPage, sheetOfSkus, sheetOfOffers, allOffered };
}
