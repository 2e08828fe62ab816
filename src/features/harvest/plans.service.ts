import { checkRepeat, type Command } from '../../shared/command.ts';
import type { Day } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import {
  checkDay,
  checkForecast,
  planBusy,
  planIdOf,
  planNotFound,
  type Forecast,
  type HarvestPlan,
  type NewForecast,
} from './plan.ts';
import type { PlanStore } from './plan.store.ts';

interface Deps {
  readonly plans: PlanStore;
  readonly base: (id: string) => Promise<{ readonly orgId: string }>;
  readonly usableUntil: (productId: string, harvestOn: Day) => Promise<Date>;
  readonly now: () => Date;
}

interface By {
  readonly sellerId: string;
  readonly userId: string;
  readonly command: Command;
}

const TRIES = 5;

/** Forecasts of a cooperative 采收计划. */
export function createPlans({ plans, base, usableUntil, now }: Deps) {
  /**
   * What a base is expected to give of a product on a day; a later word replaces an earlier one, but
   * never goes below what is promised. Once per command.
   * @throws AppError `base.not-found`, `plan.day-wrong`, `plan.below-promised`, `plan.closed`
   */
  async function foresee(wanted: NewForecast, by: By): Promise<HarvestPlan> {
    checkOwn(await base(wanted.baseId), by.sellerId);
    const id = planIdOf(wanted);
    for (let tries = 0; tries < TRIES; tries += 1) {
      const plan = await plans.byId(id);
      const earlier = plan?.forecasts.find(({ key }) => key === by.command.key);
      if (plan && earlier) {
        checkRepeat(earlier, by.command);
        return plan;
      }
      checkDay(wanted.harvestOn, now());
      if (await written(plan, wanted, by)) return get(id);
    }
    throw planBusy(id);
  }

  async function written(plan: HarvestPlan | undefined, wanted: NewForecast, by: By) {
    const { expectedG, confidence } = wanted;
    const forecast = { ...by.command, expectedG, confidence, by: by.userId, at: now() };
    if (!plan) return plans.insert(await newPlan(wanted, by.sellerId, forecast));
    checkForecast(plan, expectedG);
    return plans.foresee(plan, forecast);
  }

  async function newPlan(wanted: NewForecast, sellerId: string, forecast: Forecast) {
    const { productId, harvestOn, expectedG } = wanted;
    return {
      ...{ ...wanted, id: planIdOf(wanted), sellerId, status: 'open' as const },
      usableUntil: await usableUntil(productId, harvestOn),
      ...{ availG: expectedG, heldG: 0, soldG: 0, turn: null, forecasts: [forecast] },
    };
  }

  /** @throws AppError `plan.not-found` */
  async function get(id: string): Promise<HarvestPlan> {
    const plan = await plans.byId(id);
    if (!plan) throw planNotFound(id);
    return plan;
  }

  return { foresee, get };
}

function checkOwn({ orgId }: { readonly orgId: string }, sellerId: string): void {
  if (orgId === sellerId) return;
  throw new AppError('not-found', 'base.not-found', 'There is no such base.');
}
