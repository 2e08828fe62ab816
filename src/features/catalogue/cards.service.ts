import {
  CONSUMER_DAYS,
  nextDeliveryDays,
  ruleOf,
  type DeliveryRules,
} from '../../shared/calendar.ts';
import type { Day } from '../../shared/day.ts';
import { cardOf, type Stock } from './card.ts';
import type { Offer, OfferedSku } from './offer.ts';
import type { Offered } from './offered.service.ts';
import type { Seller } from './offering.service.ts';
import { stockKey } from './shelf.ts';

interface Deps {
  now: () => Date;
  offered: Offered;
  organisation: (orgId: string) => Promise<Seller | undefined>;
  deliveryRules: () => Promise<DeliveryRules>;
}

/** Turns offers into what a page shows of them; those of sellers who may not sell are left out. */
export function createCards({ offered, organisation, deliveryRules, now }: Deps) {
  async function cards(
    offers: readonly Offer[],
    { stocks, today }: { stocks: readonly Stock[]; today: Day },
  ) {
    const joined = await offered(offers);
    const [sellers, rules] = await Promise.all([sellersOf(joined), deliveryRules()]);
    return joined.flatMap((row) => {
      const seller = sellers.get(row.offer.sellerId);
      if (!seller) return [];
      const stock = stockOf(row.offer, stocks);
      const { cutoffClass } = row.version;
      const rule = ruleOf(rules, { sellerId: row.offer.sellerId, cutoffClass });
      const [deliverOn = null] = nextDeliveryDays(rule, now(), CONSUMER_DAYS);
      return [cardOf(row, { stock, seller, today, deliverOn })];
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

  return { cards, sellersOf };
}

/** What there is of an offer's goods. */
export function stockOf(offer: Offer, stocks: readonly Stock[]): Stock | undefined {
  return stocks.find((stock) => stockKey(stock) === stockKey(offer));
}
