import type { Command } from '../../shared/command.ts';

export const VERDICTS = ['pass', 'return', 'suspicious'] as const;
/** 判定通过 · 退回补充 · 标记可疑. Changes no sale by itself; stopping a batch is an action of its own. */
export type Verdict = (typeof VERDICTS)[number];

/** An officer's decision 核验 on a batch, signed with name and time. Append-only: the newest speaks. */
export interface Verification {
  readonly _id: string;
  readonly batchId: string;
  readonly officerId: string;
  readonly officerName: string;
  readonly orgId: string;
  readonly orgName: string;
  readonly verdict: Verdict;
  readonly checks: readonly Check[];
  readonly words: string;
  readonly place?: string;
  readonly at: Date;
  readonly command: Command;
}

/** The parts of an origin check, in the order in which an officer reads them. */
export const CHECKS = [
  'code',
  'origin',
  'date',
  'cap',
  'papers',
  'test',
  'stops',
  'photos',
] as const;
export type CheckId = (typeof CHECKS)[number];

/** How one point of a check came out. */
export type Outcome = 'ok' | 'bad' | 'unknown';

/** `unknown` is said where nobody can say yet, such as a yield cap that is not set 产量上限未定. */
export interface Check {
  readonly id: CheckId;
  readonly outcome: Outcome;
  readonly facts: Readonly<Record<string, string | number | readonly string[]>>;
}

/** 真 · 待核 · 不符: what the checks together say of a batch that exists. */
export type Finding = 'true' | 'pending' | 'mismatch';

/** What a check looks at. Days compare as text. */
export interface Checked {
  readonly released: boolean;
  /** Submitted at all: a draft is nobody's word yet. */
  readonly submitted: boolean;
  readonly county?: { readonly id: string; readonly paired: boolean };
  readonly bornOn: string;
  readonly today: string;
  readonly inSeason: boolean;
  readonly capKnown: boolean;
  readonly hasPlot: boolean;
  readonly missingPapers: readonly string[];
  readonly tests: readonly { readonly verdict: 'pass' | 'fail' }[];
  readonly stops: readonly { readonly rank: string; readonly reason: string }[];
  readonly photos: number;
}

/** Every check with its outcome and the facts behind it; none of them blocks anything. */
export function checksOf(checked: Checked): Check[] {
  return [
    { id: 'code', outcome: 'ok', facts: {} },
    originCheck(checked),
    dateCheck(checked),
    capCheck(checked),
    papersCheck(checked),
    testCheck(checked),
    stopsCheck(checked),
    { id: 'photos', outcome: checked.photos > 0 ? 'ok' : 'unknown', facts: { n: checked.photos } },
  ];
}

function originCheck({ county }: Checked): Check {
  if (!county) return { id: 'origin', outcome: 'unknown', facts: {} };
  const facts = { county: county.id };
  return { id: 'origin', outcome: county.paired ? 'ok' : 'unknown', facts };
}

function dateCheck({ bornOn, today, inSeason }: Checked): Check {
  const facts = { on: bornOn };
  if (bornOn > today) return { id: 'date', outcome: 'bad', facts };
  return { id: 'date', outcome: inSeason ? 'ok' : 'bad', facts };
}

function capCheck({ hasPlot, capKnown }: Checked): Check {
  return { id: 'cap', outcome: hasPlot && capKnown ? 'ok' : 'unknown', facts: {} };
}

function papersCheck({ missingPapers }: Checked): Check {
  const outcome = missingPapers.length === 0 ? 'ok' : 'bad';
  return { id: 'papers', outcome, facts: { missing: missingPapers } };
}

function testCheck({ tests }: Checked): Check {
  if (tests.length === 0) return { id: 'test', outcome: 'unknown', facts: { n: 0 } };
  const failed = tests.some(({ verdict }) => verdict === 'fail');
  return { id: 'test', outcome: failed ? 'bad' : 'ok', facts: { n: tests.length } };
}

function stopsCheck({ stops }: Checked): Check {
  const facts = { reasons: stops.map(({ reason }) => reason) };
  return { id: 'stops', outcome: stops.length === 0 ? 'ok' : 'bad', facts };
}

/**
 * One bad check is a mismatch; a batch not yet released, or whose cap, origin or test nobody can
 * confirm, waits for an officer; else it is true as far as the record goes.
 */
export function findingOf(
  checks: readonly Check[],
  { released }: Pick<Checked, 'released'>,
): Finding {
  if (checks.some(({ outcome }) => outcome === 'bad')) return 'mismatch';
  const open = checks.some(({ id, outcome }) => outcome === 'unknown' && id !== 'photos');
  return released && !open ? 'true' : 'pending';
}

/** Named after what it says of what, by whom, and which of their decisions it is. */
export function verificationId(batchId: string, officerId: string, n: number): string {
  return `${batchId}:${officerId}:${n}`;
}
