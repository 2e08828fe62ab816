import type { Actor } from '../../shared/actor.ts';
import { dayAt, type Day } from '../../shared/day.ts';
import type { Price } from '../../shared/money.ts';
import type { OfferedSku } from '../catalogue/index.ts';
import type { PriceAgreement } from '../prices/index.ts';
import type { PriceHistory } from './price-history.schema.ts';
import { notOffered } from './quote.ts';

interface Deps {
  offersByIds: (ids: readonly string[]) => Promise<readonly OfferedSku[]>;
  /** Contracts of a buyer, old ones too. */
  agreementsOf: (actor: Pick<Actor, 'role' | 'orgId'>) => Promise<readonly PriceAgreement[]>;
  boughtOf: (
    buyerId: string,
    skuId: string,
  ) => Promise<readonly { units: number; price: Price; needOn: Day }[]>;
  organisation: (orgId: string) => Promise<{ nameZh: string; nameEn: string } | undefined>;
}

/** Lines of past orders that are shown. */
const BOUGHT = 30;

/** How a price went, for a canteen: the offer’s steps, its own contracts, and what it paid. */
export function createPriceHistory({ offersByIds, agreementsOf, boughtOf, organisation }: Deps) {
  /** @throws AppError `offer.not-offered` */
  return async function priceHistory(
    actor: Pick<Actor, 'role' | 'orgId'>,
    offerId: string,
  ): Promise<PriceHistory> {
    const [known] = await offersByIds([offerId]);
    if (known?.offer.channel !== 'canteen') throw notOffered(offerId);
    const { offer, product, sku, version } = known;
    const [agreements, bought, seller] = await Promise.all([
      agreementsOf(actor),
      boughtOf(actor.orgId, offer.skuId),
      organisation(offer.sellerId),
    ]);
    return {
      name: { zh: product.nameZh, en: product.nameEn },
      spec: { zh: sku.nameZh, en: sku.nameEn },
      pack: { zh: sku.packZh, en: sku.packEn },
      seller: { zh: seller?.nameZh ?? offer.sellerId, en: seller?.nameEn ?? offer.sellerId },
      nominalG: version.nominalG,
      price: offer.price,
      tiers: [...offer.tiers],
      steps: offer.changes
        .filter(({ kind }) => kind === 'offered' || kind === 'price')
        .map(({ price, at }) => ({ from: dayAt(at), price })),
      contracts: agreements
        .filter((each) => each.offerId === offerId && each.state === 'agreed')
        .map(({ no, rule, price, validFrom, validTo }) => ({
          no,
          rule,
          price,
          validFrom,
          validTo,
        })),
      bought: bought.slice(0, BOUGHT).map((each) => ({ ...each })),
    };
  };
}

export type PriceHistoryOf = ReturnType<typeof createPriceHistory>;
