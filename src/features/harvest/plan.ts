import { addDays, instantOn } from '../../shared/calendar.ts';
import { dayAt, type Day } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';

/** How sure the cooperative is of its forecast. */
export const CONFIDENCES = ['low', 'medium', 'high'] as const;
type Confidence = (typeof CONFIDENCES)[number];
export const PLAN_STATUSES = ['open', 'closed'] as const;

/** One forecast, as it was entered. Never edited: the newest counts. */
export interface Forecast {
  readonly key: string;
  readonly reqHash: string;
  readonly expectedG: number;
  readonly confidence: Confidence;
  readonly by: string;
  readonly at: Date;
}

/**
 * What a base is expected to give of a product on a day 采收计划: a pool of grams from which goods cut
 * to order are sold before they are harvested. Always: expectedG = availG + heldG + soldG.
 */
export interface HarvestPlan {
  /** `<baseId>:<productId>:<harvestOn>`, so that its batch finds it. */
  readonly id: string;
  readonly sellerId: string;
  readonly baseId: string;
  readonly productId: string;
  readonly harvestOn: Day;
  readonly expectedG: number;
  readonly confidence: Confidence;
  /** `closed` for good when its harvest is there, or did not come. */
  readonly status: (typeof PLAN_STATUSES)[number];
  readonly usableUntil: Date;
  readonly availG: number;
  readonly heldG: number;
  readonly soldG: number;
  /** The binding under way; one batch at a time. */
  readonly turn: string | null;
  readonly forecasts: readonly Forecast[];
}

export interface NewForecast {
  readonly baseId: string;
  readonly productId: string;
  readonly harvestOn: Day;
  readonly expectedG: number;
  readonly confidence: Confidence;
}

export function planIdOf({
  baseId,
  productId,
  harvestOn,
}: Pick<HarvestPlan, 'baseId' | 'productId' | 'harvestOn'>): string {
  return `${baseId}:${productId}:${harvestOn}`;
}

/** What is promised to buyers, paid or about to be. */
export function promisedG({ heldG, soldG }: Pick<HarvestPlan, 'heldG' | 'soldG'>): number {
  return heldG + soldG;
}

/** When the day of a harvest is over, in Hangzhou. */
export function dayOver(harvestOn: Day): Date {
  return instantOn(addDays(harvestOn, 1), '00:00');
}

/** What nobody has registered by then did not come: the vans are loaded in the morning. */
export function givenUpAt(harvestOn: Day): Date {
  return instantOn(addDays(harvestOn, 1), '04:00');
}

/** Days ahead for which a harvest can be foreseen. */
const FORESEEN_DAYS = 120;

/** @throws AppError `plan.day-wrong` */
export function checkDay(harvestOn: Day, now: Date): void {
  const today = dayAt(now);
  if (harvestOn >= today && harvestOn <= addDays(today, FORESEEN_DAYS)) return;
  throw new AppError('invalid', 'plan.day-wrong', 'A harvest is foreseen for today or later.', {
    facts: { today },
  });
}

/**
 * A forecast never goes below what is promised already, and a harvest that is over is no forecast.
 * @throws AppError `plan.below-promised`, `plan.closed`
 */
export function checkForecast(plan: HarvestPlan, expectedG: number): void {
  if (plan.status === 'closed') {
    throw new AppError('conflict', 'plan.closed', 'This harvest is over.', {
      facts: { id: plan.id },
    });
  }
  if (expectedG >= promisedG(plan)) return;
  throw new AppError('conflict', 'plan.below-promised', 'That much is promised already.', {
    facts: { promisedG: promisedG(plan) },
  });
}

export function planNotFound(id: string): AppError {
  return new AppError('not-found', 'plan.not-found', `There is no harvest plan ${id}.`, {
    facts: { id },
  });
}

export function planBusy(id: string): AppError {
  return new AppError('busy', 'plan.busy', `Plan ${id} is in high demand. Please try again.`);
}
