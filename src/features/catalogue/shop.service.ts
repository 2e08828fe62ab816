import { monthOf, nextDeliveryDays } from '../../shared/calendar.ts';
import { dayAt, type Day } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import { CUTOFF_CLASSES } from '../../shared/facts/delivery-rules.ts';
import { searchQuery } from '../../shared/search.ts';
import { cardOf, sheetRowOf, type Stock } from './card.ts';
import { productViewOf } from './catalogue.schema.ts';
import type { Offer, OfferedSku } from './offer.ts';
import type { Seller } from './offer.service.ts';
import { stockKey, type After, type OfferStore, type ShelfFilter } from './offer.store.ts';
import { isListed, productNotFound } from './product.ts';
import type { CatalogueService } from './catalogue.service.ts';
import type { ShopFilter } from './shop.schema.ts';

interface Deps {
  offers: OfferStore;
  catalogue: CatalogueService;
  /** What there is of these products, one row per product and seller. */
  onSale: (productIds: readonly string[]) => Promise<Stock[]>;
  organisation: (orgId: string) => Promise<Seller | undefined>;
  /** How many units a buyer ordered last time, by sku. */
  lastUnits: (buyerId: string) => Promise<ReadonlyMap<string, number>>;
  now: () => Date;
}

/** What buyers see: the shop, one product, the order sheet. Only what is really there can be ordered. */
export function createShopService(deps: Deps) {
  const { offers, catalogue, onSale, organisation, lastUnits, now } = deps;

  /** One page of the shop. @throws AppError `request.invalid` when `after` is none of ours */
  async function listShop(filter: ShopFilter) {
    const today = dayAt(now());
    const stocks = await onSale((await listed()).map(({ id }) => id));
    const place = readPlace(filter.after);
    const wanted = wantedOf(filter);
    const phases = phasesOf(filter, { today, stocks });

    const found: { phase: number; offer: Offer }[] = [];
    for (let phase = place?.phase ?? 0; phase < phases.length; phase += 1) {
      const missing = filter.limit + 1 - found.length;
      if (missing <= 0) break;
      const after = phase === place?.phase ? place.after : undefined;
      const page = { sort: SORT_OF[filter.sort], after, limit: missing };
      const more = await offers.onShelf({ ...wanted, ...phases[phase] }, page);
      found.push(...more.map((offer) => ({ phase, offer })));
    }
    const page = found.slice(0, filter.limit);
    const last = found.length > page.length ? page.at(-1) : undefined;
    return {
      cards: await cards(
        page.map(({ offer }) => offer),
        { stocks, today },
      ),
      next: last ? writePlace(last, filter) : null,
    };
  }

  /** A product with every pack that is offered to consumers. @throws AppError `product.not-found` */
  async function productPage(id: string) {
    const product = await catalogue.product(id);
    if (!isListed(product)) throw productNotFound(id);
    const today = dayAt(now());
    const [stocks, standing] = await Promise.all([onSale([id]), offers.ofProduct(id, 'retail')]);
    return { product: productViewOf(product), offers: await cards(standing, { stocks, today }), today };
  }

  /** What a basket holds, as it is today; what is no longer offered is left out. */
  async function basket(offerIds: readonly string[]) {
    const today = dayAt(now());
    const known = await offers.byIds(offerIds);
    const standing = known.filter(
      ({ standing, channel }) => standing === 'offered' && channel === 'retail',
    );
    const stocks = await onSale([...new Set(standing.map(({ productId }) => productId))]);
    return { cards: await cards(standing, { stocks, today }), today };
  }

  /**
   * The order sheet 下单表 of a canteen for one delivery day: every offer to canteens, with what is
   * there, when ordering ends and what was ordered last time.
   */
  async function listSheet(buyerId: string, needDate: Day) {
    const standing = await offers.onShelf({ channel: 'canteen' }, { sort: 'id', limit: 1_000 });
    const joined = await catalogue.joined(standing);
    const productIds = [...new Set(joined.map(({ product }) => product.id))];
    const [stocks, last, sellers] = await Promise.all([
      onSale(productIds),
      lastUnits(buyerId),
      sellersOf(joined),
    ]);
    const at = { needDate, now: now() };
    return joined.flatMap((row) => {
      const seller = sellers.get(row.offer.sellerId);
      const lastOf = last.get(row.sku.id) ?? null;
      const known = { stock: stockOf(row.offer, stocks), seller, lastUnits: lastOf };
      return seller ? [sheetRowOf(row, { ...known, seller }, at)] : [];
    });
  }

  /** The next days of each cut-off class on which this buyer can be served, soonest first. */
  function deliveryDays(orgDeliveryDays: readonly number[]) {
    return CUTOFF_CLASSES.map((cutoffClass) => ({
      cutoffClass,
      days: nextDeliveryDays(cutoffClass, now(), orgDeliveryDays),
    }));
  }

  async function listed() {
    return (await catalogue.products()).filter(isListed);
  }

  async function cards(
    standing: readonly Offer[],
    { stocks, today }: { stocks: readonly Stock[]; today: Day },
  ) {
    const joined = await catalogue.joined(standing);
    const sellers = await sellersOf(joined);
    return joined.flatMap((row) => {
      const seller = sellers.get(row.offer.sellerId);
      return seller ? [cardOf(row, { stock: stockOf(row.offer, stocks), seller, today })] : [];
    });
  }

  /** The names of those sellers that may sell. */
  async function sellersOf(joined: readonly OfferedSku[]) {
    const ids = [...new Set(joined.map(({ offer }) => offer.sellerId))];
    const known = await Promise.all(ids.map(async (id) => [id, await organisation(id)] as const));
    return new Map(
      known.flatMap(([id, seller]) =>
        seller?.standing === 'active'
          ? [[id, { zh: seller.nameZh, en: seller.nameEn }] as const]
          : [],
      ),
    );
  }

  return { listShop, productPage, basket, listSheet, deliveryDays };
}

export type ShopService = ReturnType<typeof createShopService>;

const SORT_OF = { season: 'id', price: 'price', newest: 'newest' } as const;

function wantedOf({ county, category, q }: ShopFilter): ShelfFilter {
  return {
    channel: 'retail',
    countyId: county,
    category,
    query: q === undefined ? undefined : searchQuery(q),
  };
}

/** By season: first what is there, then what is in season but sold out, then the rest of the year. */
function phasesOf(
  { sort, season }: ShopFilter,
  { today, stocks }: { today: Day; stocks: readonly Stock[] },
): Partial<ShelfFilter>[] {
  const month = monthOf(today);
  if (sort !== 'season') return [season === 'now' ? { month } : {}];
  const stockIn = stocks.filter(({ availG }) => availG > 0).map(stockKey);
  const now = [
    { month, stockIn },
    { month, stockNotIn: stockIn },
  ];
  return season === 'now' ? now : [...now, { notMonth: month }];
}

function stockOf(offer: Offer, stocks: readonly Stock[]): Stock | undefined {
  return stocks.find((stock) => stockKey(stock) === stockKey(offer));
}

interface Place {
  readonly phase: number;
  readonly after: After;
}

/** Where the next page begins, as an opaque text. */
function writePlace({ phase, offer }: { phase: number; offer: Offer }, { sort }: ShopFilter) {
  const value = { season: offer.id, price: offer.unitFen, newest: offer.offeredAt.toISOString() };
  const place = JSON.stringify([phase, value[sort], offer.id]);
  return Buffer.from(place).toString('base64url');
}

function readPlace(after: string | undefined): Place | undefined {
  if (after === undefined) return undefined;
  try {
    const place: unknown = JSON.parse(Buffer.from(after, 'base64url').toString());
    if (isPlace(place)) return { phase: place[0], after: { value: place[1], id: place[2] } };
  } catch {
    // not ours: said below
  }
  throw new AppError('invalid', 'request.invalid', 'This page does not go on there.', {
    facts: { errors: [{ field: 'after', message: 'is not a place in this list' }] },
  });
}

function isPlace(place: unknown): place is [number, string | number, string] {
  if (!Array.isArray(place) || place.length !== 3) return false;
  const [phase, value, id] = place as unknown[];
  const isValue = typeof value === 'number' || typeof value === 'string';
  return Number.isSafeInteger(phase) && isValue && typeof id === 'string';
}
