/** Repetitions of each figure; the median counts. */
export const REPETITIONS = 3;

/** The middle one of an odd number of readings. */
export function median(readings: readonly number[]): number {
  const sorted = readings.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/** Milliseconds that `run` takes. */
export async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

/** Calls `run` with 0 … n−1, `lanes` of them at a time. */
export async function inLanes(
  n: number,
  lanes: number,
  run: (i: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let i = next++; i < n; i = next++) await run(i);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
