import { dayAt } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import { yieldCapGPerMu } from '../../shared/facts/yield-caps.ts';
import type { TakeOutcome } from '../takes/index.ts';
import {
  capOf,
  cycleIdOf,
  overCap,
  plotIdOf,
  plotNotFound,
  type Base,
  type CropCycle,
  type Plot,
} from './base.ts';
import type { CropCycleStore } from './crop-cycle.store.ts';

interface Deps {
  plot: (plotId: string) => Promise<{ base: Base; plot: Plot }>;
  cycles: CropCycleStore;
  now: () => Date;
}

/** Which harvest, on which plot of which year, under the key of its cause. */
export interface Harvest {
  readonly plotId: string;
  readonly productId: string;
  readonly year: number;
  readonly key: string;
}

/** Harvests against what a plot can yield in a year 产量上限. */
export function createHarvests({ plot, cycles, now }: Deps) {
  /**
   * Takes a harvest from the plot's cap of the year, once per key. Where no cap is known nothing
   * blocks. Refused with `harvest.over-yield-cap`, `harvest.product-not-on-plot`, `take.undone`.
   * @throws AppError `plot.not-found`, `base.not-found`
   */
  async function takeHarvest(harvest: Harvest, g: number): Promise<TakeOutcome> {
    const { plotId, productId, key } = harvest;
    const { base, plot: found } = await plot(plotId);
    if (!found.productIds.includes(productId)) {
      return { done: false, refusal: notOnPlot(plotId, productId) };
    }
    const fresh = freshCycle(harvest, found);
    await cycles.open({ ...fresh, baseId: base.id });
    return cycles.takes.take(fresh.id, {
      key,
      g,
      notFound: () => plotNotFound(plotId),
      refusal: (cycle) => overCap(cycle, g),
    });
  }

  /** Gives a harvest back to the cap, or keeps it from ever being taken. Safe to repeat. */
  async function giveBack(harvest: Harvest): Promise<void> {
    const { base, plot: found } = await plot(harvest.plotId);
    const fresh = freshCycle(harvest, found);
    await cycles.open({ ...fresh, baseId: base.id }); // a tombstone needs a place
    await cycles.takes.giveBack(fresh.id, harvest.key);
  }

  /** Caps and harvests of this year: of the cycles that began, and of those that could. */
  async function cyclesOf(base: Base): Promise<CropCycle[]> {
    const year = Number(dayAt(now()).slice(0, 4));
    const begun = new Map((await cycles.ofBase(base.id, year)).map((cycle) => [cycle.id, cycle]));
    return base.plots.flatMap((each) =>
      each.productIds.map((productId) => {
        const fresh = freshCycle({ plotId: plotIdOf(base.id, each.n), productId, year }, each);
        return begun.get(fresh.id) ?? fresh;
      }),
    );
  }

  return { takeHarvest, giveBack, cyclesOf };
}

function freshCycle({ plotId, productId, year }: Omit<Harvest, 'key'>, { areaMu100 }: Plot) {
  const capG = capOf(areaMu100, yieldCapGPerMu(productId));
  const id = cycleIdOf(plotId, productId, year);
  return { id, plotId, productId, year, capG, leftG: capG, harvestedG: 0 };
}

function notOnPlot(plotId: string, productId: string): AppError {
  const message = `${productId} does not grow on plot ${plotId}.`;
  return new AppError('conflict', 'harvest.product-not-on-plot', message, {
    facts: { plotId, productId },
  });
}
