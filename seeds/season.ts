import { productFacts, type ProductFacts } from './facts.ts';
import { at, DAY_MS, dayText } from './stage.ts';

/** When a product was last harvested before `today`, and whether goods of it are still good to sell. */
export interface Harvest {
  /** Days from today, 0 or less. */
  readonly day: number;
  readonly onSale: boolean;
}

const monthOf = (today: Date, day: number) => Number(dayText(at(today, day, '12:00')).slice(5, 7));

/**
 * The latest day of harvest (or of production, for what is made all year) by the seasons of the
 * facts. Goods whose supply is over are a finished order of that season, never a fresh one.
 */
export function latestHarvest(product: ProductFacts, today: Date): Harvest {
  const { harvestMonths, supplyMonths, shelfLifeDays } = product;
  const lived = shelfLifeDays ?? 3_650;
  const fresh = Math.max(-2, -Math.floor(lived / 3));
  for (let day = fresh; day > -400; day -= 1) {
    if (!harvestMonths.includes(monthOf(today, day)) && harvestMonths.length > 0) continue;
    const onSale = lived + day >= 4 && supplyMonths.includes(monthOf(today, 2));
    const couldBeDelivered = supplyMonths.includes(monthOf(today, day + 4));
    if (onSale || couldBeDelivered) return { day, onSale };
  }
  return { day: fresh, onSale: false };
}

/**
 * s-pear: picked on 18 September, the latest one that is at least twelve days ago, so that pears have
 * been sold; and the day its order was placed: last week while pears are sold, else in their season.
 */
export function pearStory(today: Date): { harvestDay: number; orderDay: number; onSale: boolean } {
  const { shelfLifeDays, supplyMonths } = productFacts('ds-pear-2');
  const harvestDay = latestMonthDay('09-18', at(today, -12, '12:00')) - 12;
  const keepsTo = harvestDay + (shelfLifeDays ?? 0);
  const isSold = (day: number) =>
    day > harvestDay + 1 && day + 6 < keepsTo && supplyMonths.includes(monthOf(today, day));
  const onSale = isSold(-9) && isSold(3);
  const days = Array.from({ length: 370 }, (_, i) => -6 - i);
  const orderDay = days.find((day) => isSold(day) && isSold(day + 5)) ?? -6;
  return { harvestDay, orderDay, onSale };
}

/** s-reject: three days ago where tomatoes are in season, else in the last one. */
export function tomatoDay(today: Date): number {
  const product = productFacts('lb-tomato');
  const inSeason = [-3, 2].every((day) => product.supplyMonths.includes(monthOf(today, day)));
  return inSeason ? -3 : latestHarvest({ ...product, shelfLifeDays: 0 }, today).day;
}

/** The nearest past day `monthDay` (such as `09-18`), in days from `today`, which is a noon. */
function latestMonthDay(monthDay: string, today: Date): number {
  const year = Number(dayText(today).slice(0, 4));
  const ofYear = (y: number) => new Date(`${y}-${monthDay}T12:00:00+08:00`);
  const latest = ofYear(year) <= today ? ofYear(year) : ofYear(year - 1);
  return -Math.round((today.getTime() - latest.getTime()) / DAY_MS);
}
