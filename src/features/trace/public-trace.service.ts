import { readCode } from '../../shared/code.ts';
import { dayAt } from '../../shared/day.ts';
import {
  publicStateOf,
  stepsOf,
  type LotStory,
  type NewestVerification,
  type PublicState,
} from './public-trace.ts';
import type { PublicLot, PublicTraceView } from './public-trace.schema.ts';
import type { StoredEvent } from './stored-event.ts';

interface Deps {
  readonly lotStory: (batchId: string) => Promise<LotStory | undefined>;
  readonly eventsOf: (batchId: string) => Promise<readonly StoredEvent[]>;
  readonly newestVerification: (batchId: string) => Promise<NewestVerification | undefined>;
}

/** What a printed code says to anybody who reads it. */
export function createPublicTrace({ lotStory, eventsOf, newestVerification }: Deps) {
  /**
   * Whatever was typed or scanned: a slip is told from a code that nobody ever drew. Never throws for
   * what people type; drafts do not exist for the public.
   */
  return async function publicTrace(typed: string): Promise<PublicTraceView> {
    const code = readCode(typed);
    if (code === undefined) return { state: 'mistyped', typed, lot: null };
    const story = await lotStory(code);
    if (!story?.submitted) return { state: 'unknown', typed, lot: null };
    const [events, newest] = await Promise.all([eventsOf(code), newestVerification(code)]);
    const state = publicStateOf(story, newest);
    return { state, typed, lot: lotOf(story, { events, newest, state }) };
  };
}

interface Known {
  readonly events: readonly StoredEvent[];
  readonly newest: NewestVerification | undefined;
  readonly state: PublicState;
}

function lotOf(story: LotStory, { events, newest, state }: Known): PublicLot {
  const { batchId: code, submitted: _, status: __, papers, tests, photos, stops, ...rest } = story;
  const { origins, parents, ...facts } = rest;
  return {
    ...facts,
    code,
    papers: papers.map((paper) => ({ ...paper })),
    tests: tests.map(({ at, ...test }) => ({ ...test, on: dayAt(at) })),
    origins: origins.map((origin) => ({ ...origin })),
    parents: [...parents],
    photos: [...photos],
    stops: stops.map(({ reason }) => reason),
    steps: stepsOf(events, code),
    verified:
      state === 'verified' && newest
        ? { orgName: newest.orgName, at: newest.at.toISOString() }
        : null,
  };
}
