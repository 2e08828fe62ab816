import type { AppError } from '../../shared/errors.ts';

/**
 * One taking from a bounded amount (`trace.md` §4.4): grams of a paper, of a plot's yield cap, of a
 * label roll. Stays for good: `taken` counts, `void` was given back or never happened.
 */
export interface Take {
  /** Named after its cause, so doing it twice is doing it once. */
  readonly key: string;
  readonly g: number;
  readonly s: 'taken' | 'void';
}

/** What every document that is taken from has. */
export interface TakePool {
  readonly _id: string;
  /** What is left, in grams; null where no bound is known: then taking only counts. */
  readonly leftG: number | null;
  readonly takes: readonly Take[];
}

/** A document holds at most so many takes; its array is read as a whole. */
export const MAX_TAKES = 2_000;

/** Done, however often it is asked for, or the reason why never. */
export type TakeOutcome =
  { readonly done: true } | { readonly done: false; readonly refusal: AppError };

/** What the take of this key came to; undefined if it was never tried. */
export function findTake({ takes }: TakePool, key: string): Take | undefined {
  return takes.find((take) => take.key === key);
}
