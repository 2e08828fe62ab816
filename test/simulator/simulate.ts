import type { Town } from './base.ts';
import { finishAll } from './finish.ts';
import { Run, type Ways } from './run.ts';
import { everybody, grantLimits } from './story.ts';
import { judge } from './verdict.ts';
import { atWork } from './work.ts';

export interface Outcome {
  readonly seed: number;
  /** What went wrong; empty is a good run. */
  readonly faults: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
}

/** One run, decided by its seed alone. */
export async function simulate(town: Town, ways: Ways): Promise<Outcome> {
  const run = new Run(town, ways);
  try {
    await grantLimits(run);
    everybody(run);
    atWork(run);
    await run.scheduler.pump(30_000);
    await finishAll(run);
    await judge(run);
  } catch (error) {
    run.fault(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  const { steps, deaths } = run.scheduler;
  for (const { state } of run.docs('orderGroups')) run.count(`group ${String(state)}`);
  for (const { state } of run.docs('orders')) run.count(`order ${String(state)}`);
  return { seed: ways.seed, faults: [...run.faults], counts: { ...run.counts, steps, deaths } };
}
