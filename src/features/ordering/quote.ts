import {
  cutoffAt,
  instantOn,
  isDeliveryDay,
  nextDeliveryDays,
  ruleOf,
  takesGoods,
  type BuyerDays,
  type DeliveryRules,
} from '../../shared/calendar.ts';
import type { Day } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import { costFen, type Price } from '../../shared/money.ts';
import type { CutoffRule } from '../../shared/facts/delivery-rules.ts';
import type { ResolvedPrice } from '../../shared/price.ts';
import { gramsOf, isOrderable } from '../../shared/units.ts';
import { isForAdultsOnly, isInSeason, type OfferedSku } from '../catalogue/index.ts';
import type { GroupLine } from '../orders/index.ts';

/** What a buyer asks for: so many units of an offer, at the price that was shown. */
export interface Wish {
  readonly offerId: string;
  /** With decimals where the unit is weighed and its step allows. */
  readonly units: number;
  /** The price that was on the screen; left out where nobody looked, as with a standing order. */
  readonly shown?: Price | undefined;
  /** The day it is to come; a consumer's comes as soon as it can. */
  readonly needOn?: Day | undefined;
  readonly onShort?: GroupLine['onShort'] | undefined;
  /** Offers that may come instead, best first. */
  readonly substitutes?: readonly string[] | undefined;
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
  readonly days: BuyerDays;
  /** Clock time in Hangzhou. */
  readonly handedOverAt: string;
  /** Said to be of age, now. */
  readonly isAdult: boolean;
}

interface Known {
  readonly offered: OfferedSku;
  readonly seller: Seller | undefined;
  readonly buyer: Buyer;
  readonly rules: DeliveryRules;
  readonly now: Date;
}

/** The cut-off that holds for these goods. */
function cutoffOf({ offered: { offer, version }, rules }: Pick<Known, 'offered' | 'rules'>) {
  const { cutoffClass } = version;
  return ruleOf(rules, { sellerId: offer.sellerId, cutoffClass });
}

/** The day a wish is to come: as said, or the earliest that can be. @throws AppError `order.no-delivery-day` */
export function needOnOf({ needOn }: Wish, known: Omit<Known, 'seller'>): Day {
  const { offered, buyer, now } = known;
  const rule: CutoffRule = cutoffOf(known);
  if (needOn !== undefined) {
    if (isDeliveryDay(rule, needOn) && takesGoods(buyer.days, needOn)) return needOn;
    throw noDeliveryDay(offered.offer.id, needOn);
  }
  const [first] = nextDeliveryDays(rule, now, buyer.days);
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
  const closesAt = cutoffAt(cutoffOf(known), needOn);
  if (closesAt <= known.now) throw pastCutoff(offer.id, closesAt);
}

/** When a day's goods are handed over to this buyer. */
function handedOverOn(needOn: Day, { handedOverAt }: Buyer): Date {
  return instantOn(needOn, handedOverAt);
}

/** The line that is frozen, with its one rounding. */
export function lineOf(
  { units, onShort = 'refuse', substitutes = [], note = '' }: Wish,
  { no, needOn, price, source, agreement }: ResolvedPrice & { no: number; needOn: Day },
  known: Pick<Known, 'offered' | 'buyer' | 'rules'>,
): GroupLine {
  const { offered, buyer } = known;
  const { offer, version, sku, product } = offered;
  const orderedG = gramsOf(units, version);
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
    ...(agreement && { agreement }),
    lineFen: costFen(price, { units, grams: orderedG }),
    cutoffAt: cutoffAt(cutoffOf(known), needOn),
    note,
    needOn,
    needAt,
    keepsUntil: new Date(needAt.getTime() + version.lifeLeftDays * DAY_MS),
    onShort,
    substitutes: onShort === 'substitute' ? [...substitutes] : [],
    dropped: false,
  };
}

const DAY_MS = 86_400_000;

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
  if (isOrderable(units, version)) return;
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

interface Sum {
  readonly sellerId: string;
  readonly needOn: Day;
  readonly lineFen: number;
}

/**
 * Passes when each delivery comes to what its seller asks for at least.
 * @throws AppError `order.below-minimum`, naming the seller, the day and both sums
 */
export function checkMinimums(
  lines: readonly Sum[],
  { rules, sellers }: { rules: DeliveryRules; sellers: ReadonlyMap<string, Seller | undefined> },
): void {
  for (const { sellerId, needOn } of lines) {
    const minFen = rules.sellers[sellerId]?.minOrderFen ?? 0;
    const own = lines.filter((line) => line.sellerId === sellerId && line.needOn === needOn);
    const fen = own.reduce((sum, { lineFen }) => sum + lineFen, 0);
    if (fen >= minFen) continue;
    const name = sellers.get(sellerId)?.nameZh ?? sellerId;
    const message = `${name} delivers from ${minFen / 100} yuan on.`;
    const facts = { sellerId, name, needOn, minFen, fen };
    throw new AppError('conflict', 'order.below-minimum', message, { facts });
  }
}

/** Passes when every substitute is another offer that this buyer could order. @throws AppError `order.substitute-wrong` */
export function checkSubstitutes(
  { offerId, onShort, substitutes = [] }: Wish,
  known: readonly OfferedSku[],
  { channel }: Buyer,
): void {
  if (onShort !== 'substitute') return;
  const isGood = (id: string) =>
    id !== offerId &&
    known.some(
      ({ offer }) => offer.id === id && offer.channel === channel && offer.standing === 'offered',
    );
  const wrong = substitutes.find((id) => !isGood(id));
  if (wrong === undefined && substitutes.length > 0) return;
  const message = 'Name another offer that may come instead.';
  throw new AppError('invalid', 'order.substitute-wrong', message, {
    facts: { offerId, ...(wrong !== undefined && { substitute: wrong }) },
  });
}
