import { alreadyShared, bindingNotFound, noHarvestId, type Binding } from './binding.ts';
import type { BindingStore } from './binding.store.ts';
import { givenUpAt, type HarvestPlan } from './plan.ts';
import type { PlanStore } from './plan.store.ts';
import type { Preorders } from './ports.ts';
import type { Telling } from './telling.service.ts';

interface Deps {
  readonly plans: PlanStore;
  readonly bindings: BindingStore;
  readonly preorders: Pick<Preorders, 'planClosed'>;
  readonly telling: Pick<Telling, 'askForHarvest'>;
  readonly advance: (bindingId: string) => Promise<unknown>;
  readonly now: () => Date;
}

const OVER_AT_ONCE = 50;

/** What a person says of a harvest, and what the clock does where nobody says anything. */
export function createHarvestWords({ plans, bindings, preorders, telling, advance, now }: Deps) {
  /**
   * The cooperative's word on a harvest that is short: that was all of it, or more is to come. Once.
   * @throws AppError `binding.not-found`, `binding.shared`
   */
  async function decide(id: string, isLast: boolean, by: string): Promise<Binding> {
    const isNew = await bindings.decide(id, { isLast, by, at: now() });
    if (isNew) await advance(id);
    const binding = await bindings.byId(id);
    if (!binding) throw bindingNotFound(id);
    if (binding.isLast !== isLast) throw alreadyShared(id);
    return binding;
  }

  /** No harvest: shares of 0 for everybody who waits. */
  async function noHarvest(
    { id: planId, sellerId }: HarvestPlan,
    by: string | null,
  ): Promise<void> {
    const id = noHarvestId(planId);
    const open = { batchId: null, state: 'open', isLast: true, shares: null } as const;
    await bindings.insert({
      ...{ id, planId, sellerId, ...open, decidedBy: by },
      ...{ startedAt: now(), due: now() },
    });
    await advance(id);
  }

  /** Days that are over: what nobody registered is asked for, then given up. How many it decided. */
  async function sweepOver(today: string): Promise<number> {
    let did = 0;
    for (const plan of await plans.over(today, OVER_AT_ONCE)) {
      if (plan.soldG === 0) {
        await plans.close(plan.id);
        await preorders.planClosed(plan.id);
        did += 1;
      } else if (plan.turn === null) {
        await telling.askForHarvest(plan);
        if (givenUpAt(plan.harvestOn) > now()) continue;
        await noHarvest(plan, null);
        did += 1;
      }
    }
    return did;
  }

  return { decide, noHarvest, sweepOver };
}
