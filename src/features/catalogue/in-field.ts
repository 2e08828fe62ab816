import type { Day } from '../../shared/day.ts';
import type { InField } from './card.ts';
import { stockKey } from './shelf.ts';

/** What can be ordered from the field for a delivery day. */
export type Preorderable = (productIds: readonly string[], needOn: Day) => Promise<InField[]>;

interface Wanted {
  readonly sellerId: string;
  readonly productId: string;
  /** The day on which it would come. */
  readonly needOn: Day | null;
}

/** Looks the field up once for each day; then says it of each of these goods. */
export async function lookInField(preorderable: Preorderable, wanted: readonly Wanted[]) {
  const days = [...new Set(wanted.flatMap(({ needOn }) => needOn ?? []))];
  const found = await Promise.all(
    days.map(async (day) => {
      const own = wanted.filter(({ needOn }) => needOn === day);
      const productIds = [...new Set(own.map(({ productId }) => productId))];
      const plans = await preorderable(productIds, day);
      return [day, new Map(plans.map((plan) => [stockKey(plan), plan]))] as const;
    }),
  );
  const byDay = new Map(found);
  return (each: Wanted): InField | undefined =>
    each.needOn === null ? undefined : byDay.get(each.needOn)?.get(stockKey(each));
}
