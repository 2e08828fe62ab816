import type { DeliveryRules } from '../../shared/calendar.ts';
import { resolvePrice } from '../../shared/price.ts';
import { addUnits } from '../../shared/units.ts';
import type { OfferedSku } from '../catalogue/index.ts';
import type { GroupLine } from '../orders/index.ts';
import { checkShown, termsOf, type PriceAgreement } from '../prices/index.ts';
import {
  checkMinimums,
  checkSubstitutes,
  checkWish,
  lineOf,
  needOnOf,
  notOffered,
  type Buyer,
  type Seller,
  type Wish,
} from './quote.ts';

interface Deps {
  offersByIds: (ids: readonly string[]) => Promise<readonly OfferedSku[]>;
  organisation: (orgId: string) => Promise<Seller | undefined>;
  deliveryRules: () => Promise<DeliveryRules>;
  /** Contract prices of a buyer, from today on. */
  agreedFor: (buyerId: string) => Promise<readonly PriceAgreement[]>;
  now: () => Date;
}

/** What a buyer’s wishes would cost and when they come: the same for every way to an order. */
export function createQuoting({ offersByIds, organisation, deliveryRules, ...deps }: Deps) {
  const { agreedFor, now } = deps;

  /**
   * Days, rules and prices of every line, in order; nothing is reserved.
   * @throws AppError as `checkWish`, `price.changed`, `order.below-minimum`, `order.substitute-wrong`
   */
  async function quote(wishes: readonly Wish[], buyer: Buyer): Promise<GroupLine[]> {
    const { lines, rules, sellers } = await pricedWith(wishes, buyer);
    if (buyer.channel === 'canteen') checkMinimums(lines, { rules, sellers });
    return lines;
  }

  /** One line by itself, whatever else comes with it: minimums aside. @throws AppError as `checkWish` */
  async function priced(wish: Wish, buyer: Buyer): Promise<GroupLine[]> {
    return (await pricedWith([wish], buyer)).lines;
  }

  async function pricedWith(wishes: readonly Wish[], buyer: Buyer) {
    const named = wishes.flatMap(({ offerId, substitutes = [] }) => [offerId, ...substitutes]);
    const [found, rules, agreements] = await Promise.all([
      offersByIds([...new Set(named)]),
      deliveryRules(),
      buyer.channel === 'canteen' ? agreedFor(buyer.orgId) : [],
    ]);
    const sellers = await sellersOf(found);
    const lines = wishes.map((wish, place) => {
      const offered = found.find(({ offer }) => offer.id === wish.offerId);
      if (!offered) throw notOffered(wish.offerId);
      const { offer } = offered;
      const known = { offered, buyer, rules, now: now(), seller: sellers.get(offer.sellerId) };
      const needOn = needOnOf(wish, known);
      checkWish(wish, needOn, known);
      checkSubstitutes(wish, found, buyer);
      const units = unitsOfSku(offer.skuId, { wishes, found });
      const price = resolvePrice(termsOf(offer, agreements, needOn), units);
      if (wish.shown) checkShown(offer.id, price, wish.shown);
      return lineOf(wish, { no: place + 1, needOn, ...price }, known);
    });
    return { lines, rules, sellers };
  }

  async function sellersOf(found: readonly OfferedSku[]): Promise<Map<string, Seller | undefined>> {
    const ids = [...new Set(found.map(({ offer }) => offer.sellerId))];
    return new Map(await Promise.all(ids.map(async (id) => [id, await organisation(id)] as const)));
  }

  return { quote, priced };
}

export type Quoting = ReturnType<typeof createQuoting>;

/** Units of one sku in the whole group: what a tier counts. */
function unitsOfSku(
  skuId: string,
  { wishes, found }: { wishes: readonly Wish[]; found: readonly OfferedSku[] },
): number {
  const own = new Set(found.filter(({ offer }) => offer.skuId === skuId).map((o) => o.offer.id));
  return addUnits(wishes.flatMap(({ offerId, units }) => (own.has(offerId) ? [units] : [])));
}
