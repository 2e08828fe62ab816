import { cutoffAt, monthOf } from '../../shared/calendar.ts';
import type { CutoffRule } from '../../shared/facts/delivery-rules.ts';
import { unitsWithin } from '../../shared/units.ts';
import type { Day } from '../../shared/day.ts';
import { isInSeason, type OfferedSku } from './offer.ts';
import { isForAdultsOnly } from './product.ts';

/** What one seller still has in the field of one product, as its harvest plans say 待采收. */
export interface InField {
  readonly sellerId: string;
  readonly productId: string;
  /** Grams that can be ordered before they are harvested. */
  readonly availG: number;
  readonly harvestOn: Day;
}

/** What one seller has of one product, as its batches say. */
export interface Stock {
  readonly sellerId: string;
  readonly productId: string;
  /** Grams that can be ordered now, over all its batches on sale. */
  readonly availG: number;
  /** The batch that would go out first. */
  readonly batchCode: string;
  /** Day of harvest, or of production. */
  readonly madeOn: Day;
  /** Whether an officer's newest verification of that batch is a pass. */
  readonly verified?: boolean;
}

const NOTHING = { availG: 0, batchCode: null, madeOn: null };

interface Known {
  readonly stock: Stock | undefined;
  readonly inField: InField | undefined;
  readonly seller: Words;
  /** Whose season counts. */
  readonly today: Day;
  /** The first day on which it could come. */
  readonly deliverOn: Day | null;
}

interface Words {
  readonly zh: string;
  readonly en: string;
}

/** An offer as a page shows it, with what is really there of it. */
export function cardOf(
  { offer, version, sku, product }: OfferedSku,
  { stock, inField, seller, today, deliverOn }: Known,
) {
  const inSeason = isInSeason(offer, today);
  const { availG, ...batch } = stock ?? NOTHING;
  const preorder = inSeason ? preorderOf(inField, version) : null;
  return {
    offerId: offer.id,
    productId: product.id,
    skuId: sku.id,
    sellerId: offer.sellerId,
    name: { zh: product.nameZh, en: product.nameEn },
    spec: { zh: sku.nameZh, en: sku.nameEn },
    pack: { zh: sku.packZh, en: sku.packEn },
    seller,
    countyId: product.countyId,
    category: product.category,
    price: offer.price,
    tiers: [...offer.tiers],
    unitFen: offer.unitFen,
    soldBy: version.soldBy,
    nominalG: version.nominalG,
    minG: version.minG,
    maxG: version.maxG,
    stepUnits: version.stepUnits,
    minUnits: version.minUnits,
    availUnits: inSeason ? unitsWithin(availG + (inField?.availG ?? 0), version) : 0,
    preorder,
    inSeason,
    adultsOnly: isForAdultsOnly(product),
    batchCode: batch.batchCode,
    madeOn: batch.madeOn,
    verified: stock?.verified ?? false,
    deliverOn,
    photoId: product.photoIds[0] ?? null,
  };
}

/** Whole units that can be ordered before they are harvested. */
function preorderOf(inField: InField | undefined, version: OfferedSku['version']) {
  const units = inField ? unitsWithin(inField.availG, version) : 0;
  return inField && units > 0 ? { units, harvestOn: inField.harvestOn } : null;
}

/** A row of the order sheet: an offer for one delivery day. */
export function sheetRowOf(
  joined: OfferedSku,
  known: Pick<Known, 'stock' | 'inField' | 'seller'> & { lastUnits: number | null },
  { needDate, rule, now }: { needDate: Day; rule: CutoffRule; now: Date },
) {
  const { cutoffClass } = joined.version;
  const closesAt = cutoffAt(rule, needDate);
  return {
    ...cardOf(joined, { ...known, today: needDate, deliverOn: needDate }),
    lastUnits: known.lastUnits,
    cutoffClass,
    cutoffAt: closesAt.toISOString(),
    isOpen: closesAt > now,
    seasonFrom: nextMonthIn(joined.offer.months, monthOf(needDate)),
  };
}

/** The month in which goods out of season come back; null: they are in season, or never come. */
function nextMonthIn(months: readonly number[], month: number): number | null {
  if (months.includes(month)) return null;
  const ahead = Array.from({ length: 11 }, (_, step) => ((month + step) % 12) + 1);
  return ahead.find((next) => months.includes(next)) ?? null;
}
