import type { Actor, Owners } from '../../shared/actor.ts';
import type { Command } from '../../shared/command.ts';
import { dayAt } from '../../shared/day.ts';
import { createBinding } from './binding.service.ts';
import type { BindingStore } from './binding.store.ts';
import type { PlanStore } from './plan.store.ts';
import { createPlans } from './plans.service.ts';
import type { BoundGoods, Messages, PlanPool, Preorders } from './ports.ts';
import { createTelling } from './telling.service.ts';
import { createHarvestViews } from './views.service.ts';
import { createHarvestWords } from './word.service.ts';

interface Deps {
  readonly stores: { readonly plans: PlanStore; readonly bindings: BindingStore };
  readonly pool: PlanPool;
  readonly goods: BoundGoods;
  readonly preorders: Preorders;
  readonly messages: Messages;
  readonly facts: {
    readonly base: (id: string) => Promise<{ readonly orgId: string }>;
    readonly basesOf: Parameters<typeof createHarvestViews>[0]['basesOf'];
    readonly product: Parameters<typeof createHarvestViews>[0]['product'];
    readonly productsOf: Parameters<typeof createHarvestViews>[0]['productsOf'];
    readonly usableUntil: Parameters<typeof createPlans>[0]['usableUntil'];
  };
  readonly now: () => Date;
}

/** Forecasts, pre-orders and the harvests that serve them, from their parts. */
export function createHarvest({ stores, pool, goods, preorders, messages, facts, now }: Deps) {
  const { plans, bindings } = stores;
  const { base, usableUntil, basesOf, product, productsOf } = facts;
  const telling = createTelling({
    ...{ messages, preorders },
    productName: async (id) => (await product(id)).nameZh,
  });
  const binding = createBinding({ plans, bindings, pool, goods, preorders, telling, now });
  const words = createHarvestWords({
    ...{ plans, bindings, preorders, telling, advance: binding.advance, now },
  });
  const forecasts = createPlans({ plans, base, usableUntil, now });
  const views = createHarvestViews({ plans, bindings, goods, basesOf, product, productsOf, now });

  /** Nothing was harvested of it: everybody who waits is told and gets his money back. */
  async function nothing(planId: string, { userId }: Actor): Promise<void> {
    await words.noHarvest(await forecasts.get(planId), userId);
  }

  const ownersOfPlan = async (id: string): Promise<Owners | undefined> =>
    ownedBy((await plans.byId(id))?.sellerId);
  const ownersOfBinding = async (id: string): Promise<Owners | undefined> =>
    ownedBy((await bindings.byId(id))?.sellerId);

  return {
    foresee: (wanted: Parameters<typeof forecasts.foresee>[0], actor: Actor, command: Command) =>
      forecasts.foresee(wanted, { sellerId: actor.orgId, userId: actor.userId, command }),
    decide: (id: string, isLast: boolean, actor: Actor) => words.decide(id, isLast, actor.userId),
    ...{ nothing, ownersOfPlan, ownersOfBinding, week: views.week, advance: binding.advance },
    resume: binding.resume,
    sweepOver: () => words.sweepOver(dayAt(now())),
  };
}

export type Harvest = ReturnType<typeof createHarvest>;

function ownedBy(sellerId: string | undefined): Owners | undefined {
  return sellerId === undefined ? undefined : { cooperative: sellerId };
}
