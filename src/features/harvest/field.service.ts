import { addDays } from '../../shared/calendar.ts';
import { dayAt, type Day } from '../../shared/day.ts';
import type { BindingStore } from './binding.store.ts';
import { planIdOf } from './plan.ts';
import type { PlanStore } from './plan.store.ts';

interface Deps {
  readonly plans: PlanStore;
  readonly bindings: BindingStore;
  readonly now: () => Date;
}

/** What is still in the field, as buyers order it, and that it was harvested. */
export function createField({ plans, bindings, now }: Deps) {
  /** Plans that could serve a line: harvested before it is delivered, and good for as long as it must be. */
  async function candidates({ productId, sellerId, needAt, needOn }: Wanted) {
    const found = await plans.open([productId], dayAt(now()), addDays(needOn, -1));
    return found
      .filter((plan) => plan.sellerId === sellerId && plan.usableUntil >= needAt)
      .map(({ id, availG, usableUntil: until, harvestOn }) => ({
        ...{ batchId: id, pool: 'plan' as const, availG },
        ...{ usableUntil: until, harvestedOn: harvestOn },
      }));
  }

  /** What can be pre-ordered for a delivery day, by seller and product. */
  async function preorderable(productIds: readonly string[], needOn: Day): Promise<Preorderable[]> {
    const found = await plans.open(productIds, dayAt(now()), addDays(needOn, -1));
    const sums = new Map<string, Preorderable>();
    for (const { sellerId, productId, availG, harvestOn, usableUntil: until } of found) {
      if (dayAt(until) < needOn) continue;
      const key = `${sellerId}:${productId}`;
      const sum = sums.get(key)?.availG ?? 0;
      sums.set(key, { sellerId, productId, availG: sum + availG, harvestOn });
    }
    return [...sums.values()];
  }

  /**
   * A batch is about to be submitted: where its harvest was foreseen, its pre-orders are bound to it
   * before anything of it is sold. Whether it is.
   */
  async function harvested(lot: Harvested): Promise<boolean> {
    const { code, sellerId, baseId, productId, harvestedOn } = lot;
    if (baseId === null || harvestedOn === null) return false;
    const plan = await plans.byId(planIdOf({ baseId, productId, harvestOn: harvestedOn }));
    if (!plan || (plan.status === 'closed' && plan.soldG === 0)) return false;
    const open = { state: 'open', isLast: null, shares: null, decidedBy: null } as const;
    const dates = { startedAt: now(), due: now() };
    await bindings.insert({
      id: code,
      planId: plan.id,
      batchId: code,
      sellerId,
      ...open,
      ...dates,
    });
    return true;
  }

  return { candidates, preorderable, harvested };
}

interface Wanted {
  readonly productId: string;
  readonly sellerId: string;
  readonly needAt: Date;
  readonly needOn: Day;
}

export interface Preorderable {
  readonly sellerId: string;
  readonly productId: string;
  readonly availG: number;
  /** The harvest nearest to the delivery. */
  readonly harvestOn: Day;
}

interface Harvested {
  readonly code: string;
  readonly sellerId: string;
  readonly baseId: string | null;
  readonly productId: string;
  readonly harvestedOn: Day | null;
}
