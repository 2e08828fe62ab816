import {
  cutoffAt,
  instantOn,
  isDeliveryDay,
  nextDeliveryDays,
  weekdayOf,
} from '../../shared/calendar.ts';
import type { Day } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import { costFen, type Price } from '../../shared/money.ts';
import { isForAdultsOnly, isInSeason, type OfferedSku } from '../catalogue/index.ts';
import type { GroupLine } from '../orders/index.ts';
import type { ResolvedPrice } from '../prices/index.ts';

/** What a buyer asks for: so many units of an offer, at the price that was shown. */
export interface Wish {
  readonly offerId: string;
  readonly units: number;
  readonly shown: Price;
  /** The day it is to come; a consumer's comes as soon as it can. */
  readonly needOn?: Day | undefined;
  readonly onShort?: 'refuse' | 'partial' | undefined;
  readonly note?: string | undefined;
}

export interface Seller {
  readonly nameZh: string;
  readonly standing: 'applied' | 'active' | 'suspended';
}

/** Who buys, and when and where he takes goods in. */
export interface Buyer {
  readonly orgId: string;
  readonly channel: 'retail' | 'canteen';
  /** Weekdays, 1 Monday … 7 Sunday. */
  readonly deliveryDays: readonly number[];
  /** Clock time in Hangzhou. */
  readonly handedOverAt: string;
  /** Said to be of age, now. */
  readonly isAdult: boolean;
}

interface Known {
  readonly offered: OfferedSku;
  readonly seller: Seller | undefined;
  readonly buyer: Buyer;
  readonly now: Date;
}

/** The day a wish is to come: as said, or the earliest that can be. @throws AppError `order.no-delivery-day` */
export function needOnOf({ needOn }: Wish, { offered, buyer, now }: Omit<Known, 'seller'>): Day {
  const { cutoffClass } = offered.version;
  if (needOn !== undefined) {
    const isDay =
      isDeliveryDay(cutoffClass, needOn) && buyer.deliveryDays.includes(weekdayOf(needOn));
    if (isDay) return needOn;
    throw noDeliveryDay(offered.offer.id, needOn);
  }
  const [first] = nextDeliveryDays(cutoffClass, now, buyer.deliveryDays);
  if (first === undefined) throw noDeliveryDay(offered.offer.id);
  return first;
}

/**
 * Passes when this may be ordered by this buyer for this day, prices aside.
 * @throws AppError `offer.not-found`, `seller.suspended`, `wine.adult-consumers-only`,
 * `offer.out-of-season`, `order.units-wrong`, `order.past-cutoff`
 */
export function checkWish(wish: Wish, needOn: Day, known: Known): void {
  const { offered, seller, buyer } = known;
  const { offer } = offered;
  if (offer.standing !== 'offered' || offer.channel !== buyer.channel) throw notOffered(offer.id);
  checkSeller(offer, seller);
  checkAge(offered, buyer);
  if (!isInSeason(offer, needOn)) throw outOfSeason(offered, needOn);
  checkUnits(wish, offered);
  const closesAt = cutoffAt(offered.version.cutoffClass, needOn);
  if (closesAt <= known.now) throw pastCutoff(offer.id, closesAt);
}

/** When a day's goods are handed over to this buyer. */
export function handedOverOn(needOn: Day, { handedOverAt }: Buyer): Date {
  return instantOn(needOn, handedOverAt);
}

/** The line that is frozen, with its one rounding. */
export function lineOf(
  { units, onShort = 'refuse', note = '' }: Wish,
  { no, needOn, price, source }: ResolvedPrice & { no: number; needOn: Day },
  { offered, buyer }: Pick<Known, 'offered' | 'buyer'>,
): GroupLine {
  const { offer, version, sku, product } = offered;
  const orderedG = units * version.nominalG;
  const needAt = handedOverOn(needOn, buyer);
  return {
    no,
    offerId: offer.id,
    skuId: offer.skuId,
    skuVersionId: offer.skuVersionId,
    productId: offer.productId,
    sellerId: offer.sellerId,
    name: { zh: product.nameZh, en: product.nameEn },
    spec: { zh: sku.nameZh, en: sku.nameEn },
    soldBy: version.soldBy,
    nominalG: version.nominalG,
    orderedUnits: units,
    orderedG,
    price,
    priceSource: source,
    lineFen: costFen(price, { units, grams: orderedG }),
    cutoffAt: cutoffAt(version.cutoffClass, needOn),
    note,
    needOn,
    needAt,
    keepsUntil: new Date(needAt.getTime() + version.lifeLeftDays * DAY_MS),
    onShort,
    substitutes: [],
    dropped: false,
  };
}

const DAY_MS = 86_400_000;

/** How many signatures a sum needs (one rule for now): one above the limit. */
export function approvalsFor(rule: { readonly overFen: number } | null, totalFen: number): number {
  return rule && totalFen > rule.overFen ? 1 : 0;
}

export function notOffered(offerId: string): AppError {
  return new AppError('conflict', 'offer.not-offered', 'This is no longer offered here.', {
    facts: { offerId },
  });
}

function checkSeller(offer: OfferedSku['offer'], seller: Seller | undefined): void {
  if (seller?.standing === 'active') return;
  const name = seller?.nameZh ?? offer.sellerId;
  throw new AppError('conflict', 'seller.suspended', `${name} takes no new orders.`, {
    facts: { offerId: offer.id, sellerId: offer.sellerId, name },
  });
}

/** Wine: adult consumers only, never an organisation (`orders.md` §8.2). */
function checkAge({ offer, product }: OfferedSku, { channel, isAdult }: Buyer): void {
  if (!isForAdultsOnly(product) || (channel === 'retail' && isAdult)) return;
  const why = channel === 'retail' ? 'age' : 'buyer';
  const message = 'Wine is for adult consumers only.';
  throw new AppError('conflict', 'wine.adult-consumers-only', message, {
    facts: { offerId: offer.id, why },
  });
}

function checkUnits({ units }: Wish, { offer, version }: OfferedSku): void {
  const { stepUnits, minUnits } = version;
  if (units >= minUnits && units % stepUnits === 0) return;
  throw new AppError(
    'invalid',
    'order.units-wrong',
    `Order ${minUnits} or more, by ${stepUnits}.`,
    {
      facts: { offerId: offer.id, stepUnits, minUnits },
    },
  );
}

function outOfSeason({ offer, product }: OfferedSku, needOn: Day): AppError {
  return new AppError('conflict', 'offer.out-of-season', `${product.nameEn} is out of season.`, {
    facts: { offerId: offer.id, needOn, name: product.nameZh },
  });
}

function pastCutoff(offerId: string, closedAt: Date): AppError {
  return new AppError('conflict', 'order.past-cutoff', 'The cut-off for that day is over.', {
    facts: { offerId, cutoffAt: closedAt.toISOString() },
  });
}

function noDeliveryDay(offerId: string, needOn?: Day): AppError {
  return new AppError('conflict', 'order.no-delivery-day', 'Nothing comes on that day.', {
    facts: { offerId, ...(needOn !== undefined && { needOn }) },
  });
}
