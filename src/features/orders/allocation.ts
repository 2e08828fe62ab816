import type { Day } from '../../shared/day.ts';
import type { AllocPool } from './order.ts';

/** A batch that could serve: on sale, keeps long enough. In the order in which they expire. */
export interface Candidate {
  readonly batchId: string;
  /** `plan`: goods still in the field, by the id of their harvest plan. */
  readonly pool?: AllocPool | undefined;
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
  readonly pool?: AllocPool | undefined;
  readonly g: number;
}

/** First to expire; the only one; still in the field 待采收, bound to its batch at harvest. */
export const RULES = ['fefo', 'only', 'plan'] as const;
export const PASSED_OVER = ['used-up', 'too-little', 'refused'] as const;

/** Why a line got this batch; the page prints it in words. */
export interface PlanReason extends Part {
  readonly rule: (typeof RULES)[number];
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
  /** Where the buyer takes less or other goods: what it would be, or null for none. */
  readonly instead?:
    { readonly offerId: string; readonly units: number; readonly fen: number } | null | undefined;
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
      const rule = ruleOf(candidate, want.candidates.length);
      why.push({ line: want.line, batchId, g, rule, rank: place + 1, passedOver: [...passedOver] });
    }
    if (needG > 0) short.push({ line: want.line, gotG: want.needG - needG });
  }
  return { parts: why.map(partOf), why, short };
}

function partOf({ line, batchId, g, rule }: PlanReason): Part {
  return { line, batchId, g, ...(rule === 'plan' && { pool: 'plan' as const }) };
}

function ruleOf({ pool }: Candidate, count: number): PlanReason['rule'] {
  if (pool === 'plan') return 'plan';
  return count === 1 ? 'only' : 'fefo';
}

/**
 * What is there before what is in the field. Batches by usableUntil, then harvested, then batch; plans
 * by the harvest nearest to the delivery: goods cut to order are cut last. The same for everybody.
 */
function inOrder(candidates: readonly Candidate[]): Candidate[] {
  const key = ({ usableUntil, harvestedOn, batchId }: Candidate) =>
    `${usableUntil.toISOString()} ${harvestedOn} ${batchId}`;
  const isPlan = ({ pool }: Candidate) => pool === 'plan';
  const stock = candidates.filter((each) => !isPlan(each));
  const plans = candidates.filter(isPlan);
  return [
    ...stock.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)),
    ...plans.toSorted((a, b) => (later(a, b) ? -1 : 1)),
  ];
}

function later(a: Candidate, b: Candidate): boolean {
  if (a.harvestedOn !== b.harvestedOn) return a.harvestedOn > b.harvestedOn;
  return a.batchId < b.batchId;
}

function wholeSteps(g: number, stepG: number): number {
  return g - (g % stepG);
}

function whyNot(there: number, isRefused: boolean) {
  if (isRefused) return 'refused';
  return there === 0 ? 'used-up' : 'too-little';
}
