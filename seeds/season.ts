import type { ProductFacts } from './facts.ts';
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

/** The nearest past day `monthDay` (such as `09-18`), in days from today. */
export function latestMonthDay(monthDay: string, today: Date): number {
  const year = Number(dayText(today).slice(0, 4));
  const ofYear = (y: number) => new Date(`${y}-${monthDay}T12:00:00+08:00`);
  const latest = ofYear(year) <= today ? ofYear(year) : ofYear(year - 1);
  return -Math.floor((today.getTime() - latest.getTime()) / DAY_MS) - 1;
}
