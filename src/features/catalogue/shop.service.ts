import { dayAt } from '../../shared/day.ts';
import { PAPER_KINDS } from '../../shared/facts/papers.ts';
import { searchQuery } from '../../shared/search.ts';
import { createCards } from './cards.service.ts';
import { priceChangeViewOf, productViewOf } from './catalogue.schema.ts';
import type { Offer } from './offer.ts';
import { isListed, productNotFound, type Product } from './product.ts';
import { phasesOf, readPlace, writePlace } from './shelf.ts';
import type { ShelfFilter } from './shelf.store.ts';
import { createSheet, type ShopDeps } from './sheet.service.ts';
import type { ShopFilter } from './shop.schema.ts';

/** What buyers see: the shop, one product, the order sheet. Only what is really there can be ordered. */
export function createShopService(deps: ShopDeps) {
  const { shelf, catalogue, onSale, now } = deps;
  const { offered } = catalogue;
  const { cards } = createCards({ ...deps, offered });

  /** One page of the shop. @throws AppError `request.invalid` when `after` is none of ours */
  async function listShop(filter: ShopFilter) {
    const today = dayAt(now());
    const listed = (await catalogue.products()).filter(isListed);
    const stocks = await onSale(listed.map(({ id }) => id));
    const found = await firstOf(filter, { today, stocks });
    const page = found.slice(0, filter.limit);
    const last = found.length > page.length ? page.at(-1) : undefined;
    const offers = page.map(({ offer }) => offer);
    return {
      cards: await cards(offers, { stocks, today }),
      next: last ? writePlace(last, filter.sort) : null,
    };
  }

  /** One offer more than a page holds, from phase to phase. */
  async function firstOf(filter: ShopFilter, known: Parameters<typeof phasesOf>[1]) {
    const place = filter.after === undefined ? undefined : readPlace(filter.after);
    const found: { phase: number; offer: Offer }[] = [];
    for (const [phase, part] of phasesOf(filter, known).entries()) {
      const limit = filter.limit + 1 - found.length;
      if (limit === 0 || phase < (place?.phase ?? 0)) continue;
      const after = phase === place?.phase ? place : undefined;
      const page = { sort: SORT_OF[filter.sort], after, limit };
      const more = await shelf.onShelf({ ...wantedOf(filter), ...part }, page);
      found.push(...more.map((offer) => ({ phase, offer })));
    }
    return found;
  }

  /** A product with every pack that is offered to consumers. @throws AppError `product.not-found` */
  async function productPage(id: string) {
    const product = await catalogue.product(id);
    if (!isListed(product)) throw productNotFound(id);
    const today = dayAt(now());
    const [stocks, offers] = await Promise.all([onSale([id]), shelf.ofProduct(id, 'retail')]);
    return {
      product: productViewOf(product),
      offers: await cards(offers, { stocks, today }),
      history: offers.map(historyOf),
      papers: paperNames(product),
      today,
    };
  }

  /** What a basket holds, as it is today; what is no longer offered to consumers is left out. */
  async function basket(offerIds: readonly string[]) {
    const today = dayAt(now());
    const known = (await catalogue.offersByIds(offerIds)).map(({ offer }) => offer);
    const offers = known.filter(
      ({ standing, channel }) => standing === 'offered' && channel === 'retail',
    );
    const stocks = await onSale([...new Set(offers.map(({ productId }) => productId))]);
    return { cards: await cards(offers, { stocks, today }), today };
  }

  return { listShop, productPage, basket, ...createSheet(deps) };
}

export type ShopService = ReturnType<typeof createShopService>;

function paperNames({ papersRequired }: Pick<Product, 'papersRequired'>) {
  const required = PAPER_KINDS.filter(({ id }) => papersRequired.includes(id));
  return required.map(({ nameZh: zh, nameEn: en }) => ({ zh, en }));
}

/** Since when an offer costs what, oldest first. */
function historyOf({ id, changes }: Offer) {
  const steps = changes.filter(({ kind }) => kind === 'offered' || kind === 'price');
  return { offerId: id, steps: steps.map(priceChangeViewOf) };
}

const SORT_OF = { season: 'id', price: 'price', newest: 'newest' } as const;

function wantedOf({ county, category, q }: ShopFilter): ShelfFilter {
  const query = q === undefined ? undefined : searchQuery(q);
  return { channel: 'retail', countyId: county, category, query };
}
