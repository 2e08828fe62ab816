/** Numbers that only look like chance: the same seed gives the same ones. */
export interface Chance {
  /** From 0 to less than 1. */
  readonly next: () => number;
  /** A whole number below `n`. */
  readonly below: (n: number) => number;
  readonly is: (probability: number) => boolean;
  readonly of: <T>(list: readonly T[]) => T | undefined;
}

export function chanceOf(seed: number): Chance {
  let state = seed | 0;
  function next(): number {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }
  const below = (n: number): number => Math.floor(next() * n);
  return { next, below, is: (p) => next() < p, of: (list) => list[below(list.length)] };
}
