import { searchForms } from '../../platform/pinyin.ts';
import type { Owners } from '../../shared/actor.ts';
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
  type OfferedSku,
} from './offer.ts';
import type { OfferStore, Shelf, Terms } from './offer.store.ts';
import type { Product } from './product.ts';
import type { ProductService } from './product.service.ts';
import { checkPriceUnit, type Sku } from './sku.ts';

/** What the catalogue knows of a seller. */
export interface Seller {
  readonly nameZh: string;
  readonly nameEn: string;
  readonly standing: string;
}

interface Deps {
  offers: OfferStore;
  catalogue: ProductService;
  organisation: (orgId: string) => Promise<Seller | undefined>;
  now: () => Date;
}

interface By {
  readonly sellerId: string;
  readonly userId: string;
  readonly command: Command;
}

/** What cooperatives offer, at which price: their part of the catalogue. */
export function createOfferService({ offers, catalogue, organisation, now }: Deps) {
  /**
   * Offers a pack in a channel, once per command; an offer withdrawn before comes back on these terms.
   * @throws AppError `sku.not-found`, `seller.suspended`, `offer.exists`, `offer.price-unit-wrong`,
   * `request.key-reused`, or why the channel is closed to these goods
   */
  async function offer(draft: NewOffer, by: By): Promise<Offer> {
    await checkStanding(by.sellerId);
    const sku = await catalogue.sku(draft.skuId);
    const product = await catalogue.product(sku.productId);
    checkChannel(product, draft.channel);
    const terms = await termsOf(draft, product);
    const row = changeOf('offered', draft.price, by);
    const fresh = started(draft, { by, terms, row, productId: product.id });

    if (await offers.insert(fresh, shelfOf(product, sku))) return fresh;
    if (await offers.offerAgain(fresh, row, terms)) return fresh;
    const { offer: earlier, change } = await earlierChange(fresh.id, by);
    if (!change) throw new AppError('conflict', 'offer.exists', `${fresh.id} is offered already.`);
    return earlier;
  }

  /**
   * Changes the price, once per command; orders already placed keep theirs.
   * @throws AppError `offer.not-found`, `offer.price-unit-wrong`, `offer.withdrawn`, `request.key-reused`
   */
  async function setPrice(id: string, price: Price, by: By): Promise<OfferChange> {
    const [known] = await catalogue.joined([await get(id)]);
    if (!known) throw offerNotFound(id);
    checkPriceUnit(known.version, price);
    const row = changeOf('price', price, by);
    const unitFen = unitFenOf(price, known.version);
    if (await offers.setPrice({ id, sellerId: by.sellerId }, row, { price, unitFen })) return row;

    const { change } = await earlierChange(id, by);
    if (!change) throw new AppError('conflict', 'offer.withdrawn', `${id} is withdrawn.`);
    return change;
  }

  /**
   * Takes an offer off the shelf, once per command; withdrawn is withdrawn.
   * @throws AppError `offer.not-found`, `request.key-reused`
   */
  async function withdraw(id: string, by: By): Promise<void> {
    const { price } = await get(id);
    const withdrawn = await offers.withdraw(
      { id, sellerId: by.sellerId },
      changeOf('withdrawn', price, by),
    );
    if (!withdrawn) await earlierChange(id, by);
  }

  /** The change this command made before, if it did. @throws AppError when the offer is another's */
  async function earlierChange(id: string, { sellerId, command }: By) {
    const known = await get(id);
    if (known.sellerId !== sellerId) throw offerNotFound(id);
    const change = known.changes.find(({ key }) => key === command.key);
    if (change) checkRepeat(change, command);
    return { offer: known, change };
  }

  /** @throws AppError `offer.not-found` */
  async function get(id: string): Promise<Offer> {
    const known = await offers.byId(id);
    if (!known) throw offerNotFound(id);
    return known;
  }

  async function checkStanding(sellerId: string): Promise<void> {
    const seller = await organisation(sellerId);
    if (seller?.standing === 'active') return;
    throw new AppError('conflict', 'seller.suspended', 'This seller may not sell at the moment.', {
      facts: { sellerId },
    });
  }

  async function termsOf(draft: NewOffer, { supplyMonths }: Product): Promise<Terms> {
    const { skuId, price, seasonFrom, seasonTo } = draft;
    const version = await catalogue.currentVersion(skuId);
    checkPriceUnit(version, price);
    const months = monthsBetween(seasonFrom, seasonTo).filter((month) =>
      supplyMonths.includes(month),
    );
    const unitFen = unitFenOf(price, version);
    return { skuVersionId: version.id, price, unitFen, seasonFrom, seasonTo, months };
  }

  function changeOf(kind: OfferChange['kind'], price: Price, { userId, command }: By): OfferChange {
    return { ...command, kind, price, by: userId, at: now() };
  }

  return {
    offer,
    setPrice,
    withdraw,

    /** Whose an offer is; undefined if there is no such offer. */
    async ownersOf(id: string): Promise<Owners | undefined> {
      const known = await offers.byId(id);
      return known && { cooperative: known.sellerId };
    },

    /** Offers with all that a line of an order freezes of them, in no order; unknown ids are left out. */
    async offersByIds(ids: readonly string[]): Promise<OfferedSku[]> {
      return catalogue.joined(await offers.byIds(ids));
    },

    /** What a cooperative offers and has withdrawn. */
    async ofSeller(sellerId: string): Promise<OfferedSku[]> {
      return catalogue.joined(await offers.bySeller(sellerId));
    },
  };
}

export type OfferService = ReturnType<typeof createOfferService>;

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
