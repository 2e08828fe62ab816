import type { Day } from '../../shared/day.ts';

/** A batch that could serve: on sale, keeps long enough. In the order in which they expire. */
export interface Candidate {
  readonly batchId: string;
  readonly availG: number;
  readonly usableUntil: Date;
  readonly harvestedOn: Day;
}

/** What one line wants. */
export interface Want {
  readonly line: number;
  readonly needG: number;
  /** What one batch gives is a multiple of it: a box is not filled from two batches. */
  readonly stepG: number;
  readonly candidates: readonly Candidate[];
}

interface Part {
  readonly line: number;
  readonly batchId: string;
  readonly g: number;
}

export const PASSED_OVER = ['used-up', 'too-little', 'refused'] as const;

/** Why a line got this batch; the page prints it in words. */
export interface PlanReason extends Part {
  readonly rule: 'fefo' | 'only';
  /** Place of the batch in the order of expiry, from 1. */
  readonly rank: number;
  /** Batches that expire sooner and were not taken. */
  readonly passedOver: readonly {
    readonly batchId: string;
    readonly why: (typeof PASSED_OVER)[number];
  }[];
}

/** A line that could not be had in full, and how much there was. */
export interface Shortage {
  readonly line: number;
  readonly offerId: string;
  readonly neededG: number;
  readonly availG: number;
}

export interface Allocation {
  readonly parts: readonly Part[];
  readonly why: readonly PlanReason[];
  /** Per line that is not fully covered, what it got. */
  readonly short: readonly { readonly line: number; readonly gotG: number }[];
}

/**
 * Which batches serve which lines (`orders.md` §5.5): first to expire, first out. Lines are served
 * in order from one picture of the stock, so two lines of one batch never count the same gram.
 * `refused` are batches that just said no.
 */
export function allocate(
  wants: readonly Want[],
  refused: ReadonlySet<string> = new Set(),
): Allocation {
  const left = new Map<string, number>();
  const why: PlanReason[] = [];
  const short: { line: number; gotG: number }[] = [];

  for (const want of wants) {
    let needG = want.needG;
    const passedOver: PlanReason['passedOver'][number][] = [];
    for (const [place, candidate] of inOrder(want.candidates).entries()) {
      if (needG === 0) break;
      const { batchId } = candidate;
      const there = left.get(batchId) ?? candidate.availG;
      const g = refused.has(batchId) ? 0 : wholeSteps(Math.min(there, needG), want.stepG);
      if (g === 0) {
        passedOver.push({ batchId, why: whyNot(there, refused.has(batchId)) });
        continue;
      }
      left.set(batchId, there - g);
      needG -= g;
      const rule = want.candidates.length === 1 ? 'only' : 'fefo';
      why.push({ line: want.line, batchId, g, rule, rank: place + 1, passedOver: [...passedOver] });
    }
    if (needG > 0) short.push({ line: want.line, gotG: want.needG - needG });
  }
  return { parts: why.map(({ line, batchId, g }) => ({ line, batchId, g })), why, short };
}

/** usableUntil, then harvested, then batch: the same order for everybody. */
function inOrder(candidates: readonly Candidate[]): Candidate[] {
  const key = ({ usableUntil, harvestedOn, batchId }: Candidate) =>
    `${usableUntil.toISOString()} ${harvestedOn} ${batchId}`;
  return candidates.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

function wholeSteps(g: number, stepG: number): number {
  return g - (g % stepG);
}

function whyNot(there: number, isRefused: boolean) {
  if (isRefused) return 'refused';
  return there === 0 ? 'used-up' : 'too-little';
}
