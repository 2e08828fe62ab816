import type { Actor } from '../../shared/actor.ts';
import { addDays, weekdayOf } from '../../shared/calendar.ts';
import { dayAt, type Day } from '../../shared/day.ts';
import type { Infer } from '../../shared/schema.ts';
import type { Binding } from './binding.ts';
import type { BindingStore } from './binding.store.ts';
import type { harvestWeek } from './harvest.schema.ts';
import { promisedG, type HarvestPlan } from './plan.ts';
import type { PlanStore } from './plan.store.ts';
import type { BoundGoods } from './ports.ts';

interface Named {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
}

interface Deps {
  readonly plans: Pick<PlanStore, 'ofSeller'>;
  readonly bindings: Pick<BindingStore, 'ofPlans'>;
  readonly goods: Pick<BoundGoods, 'get'>;
  readonly basesOf: (
    actor: Actor,
  ) => Promise<readonly { id: string; nameZh: string; nameEn: string | null }[]>;
  readonly product: (id: string) => Promise<Named>;
  /** What this cooperative offers. */
  readonly productsOf: (actor: Actor) => Promise<readonly string[]>;
  readonly now: () => Date;
}

/** The week of a cooperative's fields: what is expected, promised and free. */
export function createHarvestViews({ plans, bindings, goods, now, ...facts }: Deps) {
  async function week(actor: Actor, from?: Day): Promise<Infer<typeof harvestWeek>> {
    const monday = mondayOf(from ?? dayAt(now()));
    const days = Array.from({ length: 7 }, (_, ahead) => addDays(monday, ahead));
    const found = await plans.ofSeller(actor.orgId, monday, addDays(monday, 6));
    const bases = await facts.basesOf(actor);
    const offered = await facts.productsOf(actor);
    const ids = [...new Set([...offered, ...found.map(({ productId }) => productId)])].sort();
    const names = new Map(
      await Promise.all(ids.map(async (id) => [id, await nameOf(id)] as const)),
    );
    const bound = await bindings.ofPlans(found.map(({ id }) => id));
    return {
      ...{ from: monday, days, today: dayAt(now()) },
      rows: rowsOf(found, (id) => bases.find((base) => base.id === id)?.nameZh ?? id, names),
      waiting: await waitingOf(found, bound, names),
      bases: bases.map(({ id, nameZh, nameEn }) => ({ id, zh: nameZh, en: nameEn ?? nameZh })),
      products: ids.map((id) => ({ id, ...(names.get(id) ?? { zh: id, en: id }) })),
    };
  }

  async function nameOf(id: string) {
    const { nameZh: zh, nameEn: en } = await facts.product(id);
    return { zh, en };
  }

  /** Harvests that are short of what is promised, where nobody said yet whether more is to come. */
  async function waitingOf(
    found: readonly HarvestPlan[],
    bound: readonly Binding[],
    names: ReadonlyMap<string, { zh: string; en: string }>,
  ) {
    const asked = bound.filter(
      ({ state, shares, isLast, batchId }) =>
        state === 'open' && shares === null && isLast === null && batchId !== null,
    );
    const rows = await Promise.all(
      asked.map(async ({ id, planId, batchId }) => {
        const plan = found.find((each) => each.id === planId);
        const lot = batchId === null ? undefined : await goods.get(batchId);
        if (!plan || !lot || lot.status === 'draft' || plan.turn !== id) return [];
        const product = names.get(plan.productId) ?? { zh: plan.productId, en: plan.productId };
        const { harvestOn, soldG } = plan;
        return [{ id, product, harvestOn, promisedG: soldG, harvestG: lot.availG }];
      }),
    );
    return rows.flat();
  }

  return { week };
}

/** One row per base and product, with what each day has. */
function rowsOf(
  plans: readonly HarvestPlan[],
  baseName: (id: string) => string,
  names: ReadonlyMap<string, { zh: string; en: string }>,
) {
  const keys = new Map(plans.map((plan) => [`${plan.baseId}:${plan.productId}`, plan]));
  return [...keys]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { baseId, productId }]) => ({
      baseId,
      base: baseName(baseId),
      productId,
      product: names.get(productId) ?? { zh: productId, en: productId },
      cells: plans
        .filter((plan) => `${plan.baseId}:${plan.productId}` === key)
        .map((plan) => ({
          ...{ id: plan.id, day: plan.harvestOn, expectedG: plan.expectedG },
          ...{ promisedG: promisedG(plan), confidence: plan.confidence, status: plan.status },
          freeG: plan.status === 'open' ? plan.availG : 0,
        })),
    }));
}

function mondayOf(day: Day): Day {
  return addDays(day, 1 - weekdayOf(day));
}
