import { dayAt, type Day } from '../../shared/day.ts';
import type { StoredEvent } from './stored-event.ts';

interface Names {
  readonly zh: string;
  readonly en: string;
}

/** What the owner of a batch's description tells about it; grams and buyers are not among it. */
export interface LotStory {
  readonly batchId: string;
  readonly productId: string;
  readonly product: Names;
  readonly category: string;
  /** Nothing is public before it was submitted. */
  readonly submitted: boolean;
  readonly status: string;
  readonly harvestedOn: Day | null;
  readonly producedOn: Day | null;
  readonly usableUntil: Day | null;
  readonly county: Names | null;
  readonly base: Names | null;
  readonly plot: string | null;
  /** 菜篮子基地, only where it covers this product, base and day. */
  readonly title: {
    readonly words: string;
    readonly from: Day;
    readonly no: string | null;
    readonly to: Day | null;
  } | null;
  /** Where it was made, in words. */
  readonly works: string | null;
  readonly seller: Names;
  /** Only goods of a plot have a cap at all. */
  readonly capUnknown: boolean;
  readonly papers: readonly {
    readonly kind: string;
    readonly no: string;
    readonly issuer: string | null;
    readonly validTo: Day | null;
    readonly issuedOn: Day | null;
  }[];
  readonly tests: readonly {
    readonly kind: 'rapid' | 'laboratory';
    readonly item: string;
    readonly verdict: 'pass' | 'fail';
    readonly inhibitionPermille: number | null;
    readonly limitPermille: number | null;
    readonly at: Date;
  }[];
  readonly photos: readonly string[];
  /** Of a lot made of others: shares of its bases and counties, and the lots that went in; no grams. */
  readonly origins: readonly {
    readonly base: Names | null;
    readonly county: Names | null;
    readonly permille: number;
  }[];
  readonly parents: readonly string[];
  readonly stops: readonly { readonly rank: string; readonly reason: string }[];
}

/** An officer's newest decision, as the public sees it: the organisation, never the person. */
export interface NewestVerification {
  readonly verdict: 'pass' | 'return' | 'suspicious';
  readonly orgName: string;
  readonly at: Date;
}

export type PublicState = 'verified' | 'registered' | 'stopped' | 'mistyped' | 'unknown';

export const STEP_KINDS = [
  'harvested',
  'made',
  'used',
  'tested',
  'shipped',
  'arrived',
  'accepted',
  'refused',
  'verified',
] as const;
type StepKind = (typeof STEP_KINDS)[number];

/** One thing that happened, on one day, and who said so: an organisation, or a role for buyers. */
export interface Step {
  readonly kind: StepKind;
  readonly on: Day;
  readonly said: 'seller' | 'canteen' | 'consumer' | 'officer';
  /** How often on that day: deliveries are not told one by one. */
  readonly times: number;
  /** Recorded so many whole days after it happened; 补录 from four on. */
  readonly lateDays: number;
}

const STEP_OF: Readonly<Record<string, StepKind>> = {
  E3: 'tested',
  E14: 'shipped',
  E16: 'arrived',
  E17: 'accepted',
  E18: 'refused',
  E25: 'verified',
};
const DAY_MS = 86_400_000;

/** The steps of this batch for everybody: by day, buyers as roles, no grams of anybody's delivery. */
export function stepsOf(events: readonly StoredEvent[], code: string): Step[] {
  const steps = new Map<string, Step>();
  for (const event of events) {
    const step = stepOf(event, code);
    if (step.kind === 'arrived') continue; // accepted says it too
    const key = `${step.kind} ${step.on} ${step.said}`;
    const before = steps.get(key);
    steps.set(key, { ...step, times: (before?.times ?? 0) + 1 });
  }
  return [...steps.values()];
}

function stepOf({ kind, event, eventTime, recordTime }: StoredEvent, code: string): Step {
  const late = Math.floor((recordTime.getTime() - eventTime.getTime()) / DAY_MS);
  return {
    kind: STEP_OF[kind] ?? bornBy(event, code),
    on: bornOn(event.ilmd) ?? dayAt(eventTime),
    said: saidBy(kind, event.bizLocation !== undefined),
    times: 1,
    lateDays: Math.max(0, late),
  };
}

/** Harvested, made, or on its way into something new: the event of a work stands in the life of all its lots. */
function bornBy(event: StoredEvent['event'], code: string): StepKind {
  if (event.inputQuantityList?.some(({ epcClass }) => epcClass.endsWith(`.${code}`))) return 'used';
  return event.ilmd?.['suhang:harvestDate'] === undefined ? 'made' : 'harvested';
}

function bornOn(ilmd: StoredEvent['event']['ilmd']): string | undefined {
  const on = ilmd?.['suhang:harvestDate'] ?? ilmd?.['suhang:productionDate'];
  return typeof on === 'string' ? on : undefined;
}

function saidBy(kind: string, atAnOrganisation: boolean): Step['said'] {
  if (kind === 'E25') return 'officer';
  if (!['E16', 'E17', 'E18'].includes(kind)) return 'seller';
  return atAnOrganisation ? 'canteen' : 'consumer';
}

const STOPPED = ['on_hold', 'recalled', 'rejected'];

/** Verdict first: stopped goods are stopped whatever was verified; only a newest `pass` verifies. */
export function publicStateOf(
  { status, stops }: Pick<LotStory, 'status' | 'stops'>,
  newest: NewestVerification | undefined,
): PublicState {
  if (STOPPED.includes(status) || stops.length > 0) return 'stopped';
  return newest?.verdict === 'pass' ? 'verified' : 'registered';
}
