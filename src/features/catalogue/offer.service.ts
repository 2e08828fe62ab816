import type { Owners } from '../../shared/actor.ts';
import { AppError } from '../../shared/errors.ts';
import type { Price } from '../../shared/money.ts';
import type { Tier } from '../../shared/price.ts';
import {
  checkTiers,
  offerNotFound,
  unitFenOf,
  type Offer,
  type OfferChange,
  type OfferedSku,
} from './offer.ts';
import type { OfferStore } from './offer.store.ts';
import type { Offered } from './offered.service.ts';
import { changeOf, earlierChange, type By } from './offering.service.ts';
import { checkPriceUnit } from './sku.ts';

interface Deps {
  offers: OfferStore;
  offered: Offered;
  now: () => Date;
}

/** What cooperatives offer and at which price. How an offer begins is in `offering.service.ts`. */
export function createOfferService({ offers, offered, now }: Deps) {
  /**
   * Changes the price, once per command; orders already placed keep theirs.
   * @throws AppError `offer.not-found`, `offer.price-unit-wrong`, `offer.tiers-crossed`,
   * `offer.withdrawn`, `request.key-reused`
   */
  async function setPrice(id: string, price: Price, by: By): Promise<OfferChange> {
    const [known] = await offered([await get(id)]);
    if (!known) throw offerNotFound(id);
    checkPriceUnit(known.version, price);
    checkTiers(price, known.offer.tiers);
    const row = changeOf('price', price, { ...by, at: now() });
    const unitFen = unitFenOf(price, known.version);
    if (await offers.setPrice({ id, sellerId: by.sellerId }, row, { price, unitFen })) return row;
    return earlierOrWithdrawn(id, by);
  }

  /**
   * What it costs from so many units on, once per command; none takes the tiers away.
   * @throws AppError as `setPrice`
   */
  async function setTiers(id: string, tiers: readonly Tier[], by: By): Promise<OfferChange> {
    const [known] = await offered([await get(id)]);
    if (!known) throw offerNotFound(id);
    const { price } = known.offer;
    checkTiers(price, tiers);
    const row = { ...changeOf('tiers', price, { ...by, at: now() }), tiers };
    if (await offers.setTiers({ id, sellerId: by.sellerId }, row, tiers)) return row;
    return earlierOrWithdrawn(id, by);
  }

  async function earlierOrWithdrawn(id: string, by: By): Promise<OfferChange> {
    const { change } = await earlierChange(offers, id, by);
    if (!change) throw new AppError('conflict', 'offer.withdrawn', `${id} is withdrawn.`);
    return change;
  }

  /**
   * Takes an offer off the shelf, once per command; withdrawn is withdrawn.
   * @throws AppError `offer.not-found`, `request.key-reused`
   */
  async function withdraw(id: string, by: By): Promise<void> {
    const { price } = await get(id);
    const row = changeOf('withdrawn', price, { ...by, at: now() });
    const done = await offers.withdraw({ id, sellerId: by.sellerId }, row);
    if (!done) await earlierChange(offers, id, by);
  }

  /** @throws AppError `offer.not-found` */
  async function get(id: string): Promise<Offer> {
    const known = await offers.byId(id);
    if (!known) throw offerNotFound(id);
    return known;
  }

  /** Whose an offer is; undefined if there is no such offer. */
  async function ownersOf(id: string): Promise<Owners | undefined> {
    const known = await offers.byId(id);
    return known && { cooperative: known.sellerId };
  }

  /** Offers with all that a line of an order freezes of them, in no order; unknown ids are left out. */
  async function offersByIds(ids: readonly string[]): Promise<OfferedSku[]> {
    return offered(await offers.byIds(ids));
  }

  /** What a cooperative offers and has withdrawn. */
  async function ofSeller(sellerId: string): Promise<OfferedSku[]> {
    return offered(await offers.bySeller(sellerId));
  }

  return { setPrice, setTiers, withdraw, ownersOf, offersByIds, ofSeller };
}
