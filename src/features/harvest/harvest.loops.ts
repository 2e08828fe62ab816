import type { Harvest } from './harvest.service.ts';

/** Bindings that a crash left half done, and harvests whose day is over. */
export function harvestLoops({ resume, sweepOver }: Pick<Harvest, 'resume' | 'sweepOver'>) {
  return [
    { name: 'harvest.bindings', everyMs: 1_000, step: resume },
    { name: 'harvest.over', everyMs: 60_000, step: sweepOver },
  ];
}
