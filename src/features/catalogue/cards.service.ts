import {
  CONSUMER_DAYS,
  nextDeliveryDays,
  ruleOf,
  type DeliveryRules,
} from '../../shared/calendar.ts';
import type { Day } from '../../shared/day.ts';
import { cardOf, type Stock } from './card.ts';
import { lookInField, type Preorderable } from './in-field.ts';
import type { Offer, OfferedSku } from './offer.ts';
import type { Offered } from './offered.service.ts';
import type { Seller } from './offering.service.ts';
import { stockKey } from './shelf.ts';

interface Deps {
  now: () => Date;
  offered: Offered;
  organisation: (orgId: string) => Promise<Seller | undefined>;
  deliveryRules: () => Promise<DeliveryRules>;
  preorderable: Preorderable;
}

/** Days of delivery up to which a harvest is shown to somebody who can get nothing sooner. */
const DAYS_TO_HARVEST = 7;

/** Turns offers into what a page shows of them; those of sellers who may not sell are left out. */
export function createCards({ offered, organisation, deliveryRules, ...deps }: Deps) {
  async function cards(
    offers: readonly Offer[],
    { stocks, today }: { stocks: readonly Stock[]; today: Day },
  ) {
    const joined = await offered(offers);
    const [sellers, rules] = await Promise.all([sellersOf(joined), deliveryRules()]);
    const known = joined.map((row) => {
      const stock = stockOf(row.offer, stocks);
      return { row, stock, days: daysOf(row, rules).slice(0, stock ? 1 : DAYS_TO_HARVEST) };
    });
    const inField = await lookInField(
      deps.preorderable,
      known.flatMap(({ row, days }) => days.map((needOn) => ({ ...row.offer, needOn }))),
    );
    return known.flatMap(({ row, stock, days }) => {
      const seller = sellers.get(row.offer.sellerId);
      if (!seller) return [];
      const harvested = days.find((needOn) => inField({ ...row.offer, needOn }));
      const deliverOn = harvested ?? days[0] ?? null;
      const there = { stock, inField: inField({ ...row.offer, needOn: deliverOn }) };
      return [cardOf(row, { ...there, seller, today, deliverOn })];
    });
  }

  /** The days on which it could come to a consumer. */
  function daysOf({ offer, version }: OfferedSku, rules: DeliveryRules): Day[] {
    const at = { sellerId: offer.sellerId, cutoffClass: version.cutoffClass };
    return nextDeliveryDays(ruleOf(rules, at), deps.now(), CONSUMER_DAYS);
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

  return { cards, sellersOf };
}

/** What there is of an offer's goods. */
export function stockOf(offer: Offer, stocks: readonly Stock[]): Stock | undefined {
  return stocks.find((stock) => stockKey(stock) === stockKey(offer));
}
