import { nextDeliveryDays } from '../../shared/calendar.ts';
import type { Day } from '../../shared/day.ts';
import { cardOf, type Stock } from './card.ts';
import type { Offer, OfferedSku } from './offer.ts';
import type { Offered } from './offered.service.ts';
import type { Seller } from './offering.service.ts';
import { stockKey } from './shelf.ts';

/** Consumers are at home on any day. */
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

interface Deps {
  now: () => Date;
  offered: Offered;
  organisation: (orgId: string) => Promise<Seller | undefined>;
}

/** Turns offers into what a page shows of them; those of sellers who may not sell are left out. */
export function createCards({ offered, organisation, now }: Deps) {
  async function cards(
    offers: readonly Offer[],
    { stocks, today }: { stocks: readonly Stock[]; today: Day },
  ) {
    const joined = await offered(offers);
    const sellers = await sellersOf(joined);
    return joined.flatMap((row) => {
      const seller = sellers.get(row.offer.sellerId);
      if (!seller) return [];
      const stock = stockOf(row.offer, stocks);
      const [deliverOn = null] = nextDeliveryDays(row.version.cutoffClass, now(), EVERY_DAY);
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
