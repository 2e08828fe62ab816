import { searchForms } from '../../platform/pinyin.ts';
import { checkRepeat, type Command } from '../../shared/command.ts';
import { AppError } from '../../shared/errors.ts';
import { placeOf } from '../../shared/facts/places.ts';
import type { Price } from '../../shared/money.ts';
import { searchEntry } from '../../shared/search.ts';
import {
  checkChannel,
  monthsBetween,
  offerId,
  offerNotFound,
  unitFenOf,
  type NewOffer,
  type Offer,
  type OfferChange,
} from './offer.ts';
import type { OfferStore, Shelf, Terms } from './offer.store.ts';
import type { Product } from './product.ts';
import type { ProductService } from './product.service.ts';
import { checkPriceUnit, type Sku } from './sku.ts';
import type { SkuService } from './sku.service.ts';

/** What the catalogue knows of a seller. */
export interface Seller {
  readonly nameZh: string;
  readonly nameEn: string;
  readonly standing: string;
}

/** Who acts for which seller. */
export interface By {
  readonly sellerId: string;
  readonly userId: string;
  readonly command: Command;
}

interface Deps {
  offers: OfferStore;
  goods: Pick<ProductService, 'product'>;
  packs: Pick<SkuService, 'sku' | 'currentVersion'>;
  organisation: (orgId: string) => Promise<Seller | undefined>;
  now: () => Date;
}

/** How a pack comes on the shelf. */
export function createOffering({ offers, goods, packs, organisation, now }: Deps) {
  /**
   * Offers a pack in a channel, once per command; an offer withdrawn before comes back on these terms.
   * @throws AppError `sku.not-found`, `seller.suspended`, `offer.exists`, `offer.price-unit-wrong`,
   * `request.key-reused`, or why the channel is closed to these goods
   */
  return async function offer(draft: NewOffer, by: By): Promise<Offer> {
    await checkStanding(by.sellerId);
    const sku = await packs.sku(draft.skuId);
    const product = await goods.product(sku.productId);
    checkChannel(product, draft.channel);
    const terms = await termsOf(draft, product);
    const row = changeOf('offered', draft.price, { ...by, at: now() });
    const fresh = started(draft, { by, terms, row, productId: product.id });

    if (await offers.insert(fresh, shelfOf(product, sku))) return fresh;
    if (await offers.offerAgain(fresh, row, terms)) return fresh;
    const { offer: earlier, change } = await earlierChange(offers, fresh.id, by);
    if (!change) throw new AppError('conflict', 'offer.exists', `${fresh.id} is offered already.`);
    return earlier;
  };

  async function checkStanding(sellerId: string): Promise<void> {
    const seller = await organisation(sellerId);
    if (seller?.standing === 'active') return;
    throw new AppError('conflict', 'seller.suspended', 'This seller may not sell at the moment.', {
      facts: { sellerId, name: seller?.nameZh ?? '' },
    });
  }

  async function termsOf(draft: NewOffer, { supplyMonths }: Product): Promise<Terms> {
    const { skuId, price, seasonFrom, seasonTo } = draft;
    const version = await packs.currentVersion(skuId);
    checkPriceUnit(version, price);
    const season = monthsBetween(seasonFrom, seasonTo);
    const months = season.filter((month) => supplyMonths.includes(month));
    const unitFen = unitFenOf(price, version);
    return { skuVersionId: version.id, price, unitFen, seasonFrom, seasonTo, months };
  }
}

export function changeOf(
  kind: OfferChange['kind'],
  price: Price,
  { userId, command, at }: By & { at: Date },
): OfferChange {
  return { ...command, kind, price, by: userId, at };
}

/**
 * The change that this command made before, if it did.
 * @throws AppError `offer.not-found`, also when it is another's; `request.key-reused`
 */
export async function earlierChange(offers: OfferStore, id: string, { sellerId, command }: By) {
  const known = await offers.byId(id);
  if (known?.sellerId !== sellerId) throw offerNotFound(id);
  const change = known.changes.find(({ key }) => key === command.key);
  if (change) checkRepeat(change, command);
  return { offer: known, change };
}

function started(
  draft: NewOffer,
  { by, terms, row, productId }: { by: By; terms: Terms; row: OfferChange; productId: string },
): Offer {
  return {
    ...terms,
    id: offerId(by.sellerId, draft),
    sellerId: by.sellerId,
    skuId: draft.skuId,
    productId,
    channel: draft.channel,
    tiers: [],
    standing: 'offered',
    changes: [row],
    offeredAt: row.at,
  };
}

/** Found by product, pack and county, each in characters, pinyin and initials. */
function shelfOf({ nameZh, countyId, category }: Product, sku: Sku): Shelf {
  const names = [nameZh, sku.nameZh, placeOf(countyId)?.nameZh ?? ''];
  return { countyId, category, ...searchEntry(names.flatMap(searchForms)) };
}
