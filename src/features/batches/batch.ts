import type { Owners } from '../../shared/actor.ts';
import type { Command } from '../../shared/command.ts';
import { dayAt, type Day } from '../../shared/day.ts';
import { AppError, type ErrorKind } from '../../shared/errors.ts';

/** Harvested on a plot 采收, or registered by whoever made it 自产加工, with day and works. */
export const BATCH_KINDS = ['harvested', 'made'] as const;
type BatchKind = (typeof BATCH_KINDS)[number];

/**
 * Where its registration stands; `making` and `made` are a draft that only its transformation can
 * submit, before and after its grams are in. Whether it is on sale, its balance says (`orders.md` §3).
 */
export const BATCH_STEPS = [
  'draft',
  'making',
  'made',
  'submitting',
  'undoing',
  'submitted',
  'rejecting',
  'rejected',
] as const;
type BatchStep = (typeof BATCH_STEPS)[number];

/** A test of this lot. A rapid one 快检 is a screening 自检筛查, never a report. */
export interface Test {
  /** Number of the test, from its command. */
  readonly id: string;
  readonly kind: 'rapid' | 'laboratory';
  readonly item: string;
  readonly method: string;
  readonly inhibitionPermille: number | null;
  readonly limitPermille: number | null;
  readonly verdict: 'pass' | 'fail';
  /** SHA-256 of the report's file. */
  readonly fileId: string | null;
  readonly by: string;
  readonly at: Date;
}

/** Something that happened to the registration, for the timeline. Never changed. */
export interface LogEntry {
  readonly id: string;
  readonly kind: LogKind;
  readonly by: string;
  readonly at: Date;
  readonly words: string;
}
export const LOG_KINDS = [
  'registered',
  'photos',
  'papers',
  'tested',
  'submitted',
  'refused',
  'released',
  'stopped',
  'lifted',
  'rejected',
] as const;
type LogKind = (typeof LOG_KINDS)[number];

/** Why a submission or a paper was refused; what its command answers again. */
export interface Refusal {
  /** The key of the command that was refused. */
  readonly key: string;
  readonly kind: ErrorKind;
  readonly code: string;
  readonly message: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** A lot that this one was made of, and how much of it. */
export interface Parent {
  readonly batchId: string;
  readonly g: number;
}

/** How many of its grams came from a producing base, or from a county alone. */
export interface OriginShare {
  readonly baseId: string | null;
  readonly countyId: string;
  readonly g: number;
}

/** A batch 批次 as its seller described it. Grams and status live in its balance (`pools`). */
export interface Batch {
  readonly code: string;
  /** The organisation that registered it. */
  readonly sellerId: string;
  readonly command: Command;
  readonly registeredAt: Date;
  readonly registeredBy: string;
  readonly kind: BatchKind;
  readonly productId: string;
  readonly baseId: string | null;
  /** `<baseId>.<n>` */
  readonly plotId: string | null;
  readonly harvestedOn: Day | null;
  /** Where it was made, in words. */
  readonly works: string | null;
  readonly producedOn: Day | null;
  readonly grams: number;
  /** Of a lot made of others; harvested lots have one origin, their base. */
  readonly parents: readonly Parent[];
  readonly origins: readonly OriginShare[];
  /** The hold that brings its grams in, where a transformation does; null: its submission. */
  readonly incomingId: string | null;
  readonly note: string | null;
  readonly photos: readonly string[];
  readonly paperIds: readonly string[];
  /** Papers added after submission, whose grams are not taken yet. */
  readonly pending: readonly { readonly paperId: string; readonly key: string }[];
  readonly tests: readonly Test[];
  readonly step: BatchStep;
  /** Grows with every change of the description: what was checked is what is written. */
  readonly rev: number;
  /** Number of the submission under way or done. */
  readonly submitNo: number;
  readonly submission: { readonly at: Date; readonly by: string; readonly key: string } | null;
  readonly submittedAt: Date | null;
  readonly releasedAt: Date | null;
  readonly usableUntil: Date | null;
  /** What the gate missed when it was last asked. */
  readonly missing: readonly string[];
  readonly refusals: readonly Refusal[];
  readonly rejection: { readonly by: string; readonly reason: string } | null;
  readonly log: readonly LogEntry[];
  /** Commands carried out on it, by key. */
  readonly commands: readonly Command[];
  readonly due: Date | null;
}

export type NewBatch = Pick<
  Batch,
  | 'kind'
  | 'productId'
  | 'baseId'
  | 'plotId'
  | 'harvestedOn'
  | 'works'
  | 'producedOn'
  | 'grams'
  | 'note'
>;

export type NewTest = Omit<Test, 'id' | 'by' | 'at'>;

interface Origin {
  readonly code: string;
  readonly sellerId: string;
  readonly userId: string;
  readonly command: Command;
  readonly now: Date;
}

/**
 * A new draft.
 * @throws AppError `batch.harvested-in-future`, `batch.too-old`, `batch.origin-missing`
 */
export function startBatch(
  { now, userId, ...origin }: Origin,
  draft: NewBatch,
  shelfLifeDays: number | null,
): Batch {
  checkOrigin(draft);
  checkMadeOn(draft, { now, shelfLifeDays });
  return {
    ...draft,
    ...origin,
    registeredAt: now,
    registeredBy: userId,
    parents: [],
    origins: [],
    incomingId: null,
    photos: [],
    paperIds: [],
    pending: [],
    tests: [],
    step: 'draft',
    rev: 0,
    submitNo: 0,
    submission: null,
    submittedAt: null,
    releasedAt: null,
    usableUntil: null,
    missing: [],
    refusals: [],
    rejection: null,
    log: [logEntry('registered', { id: origin.command.key, by: userId, at: now })],
    commands: [],
    due: null,
  };
}

/** Harvested goods have a plot, made goods a base or a works: no gram without an origin. */
function checkOrigin({ kind, plotId, baseId, works, harvestedOn, producedOn }: NewBatch): void {
  const known =
    kind === 'harvested'
      ? plotId !== null && baseId !== null && harvestedOn !== null && producedOn === null
      : (works !== null || baseId !== null) && producedOn !== null && harvestedOn === null;
  if (known) return;
  const message = 'A harvest names plot and day, made goods their works or base and day.';
  throw new AppError('invalid', 'batch.origin-missing', message, { facts: { kind } });
}

/** The longest time from harvest to registration, where goods keep for ever. */
const OLDEST_DAYS = 1_100;

/**
 * Harvest first, then register; and not what has expired already.
 * @throws AppError `batch.harvested-in-future`, `batch.too-old`
 */
export function checkMadeOn(
  goods: Pick<NewBatch, 'harvestedOn' | 'producedOn'>,
  { now, shelfLifeDays }: { now: Date; shelfLifeDays: number | null },
): void {
  const today = dayAt(now);
  const madeOn = madeOnOf(goods);
  if (madeOn > today) {
    throw new AppError('invalid', 'batch.harvested-in-future', 'Harvest first, then register.', {
      facts: { today },
    });
  }
  if (endOfDay(madeOn, shelfLifeDays ?? OLDEST_DAYS) < now) {
    throw new AppError('invalid', 'batch.too-old', 'Its shelf life is over.', {
      facts: { today, shelfLifeDays },
    });
  }
}

/** The day of harvest or of production. */
export function madeOnOf({
  harvestedOn,
  producedOn,
}: Pick<Batch, 'harvestedOn' | 'producedOn'>): Day {
  const day = harvestedOn ?? producedOn;
  if (day === null) throw new RangeError('a batch has a day of harvest or production');
  return day;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** The last instant of the day `days` after this one, in Hangzhou. */
function endOfDay(day: Day, days: number): Date {
  return new Date(Date.parse(`${day}T23:59:59.999+08:00`) + days * DAY_MS);
}

/** Until when goods are good: the end of the day of harvest or production plus their shelf life. */
export function usableUntilOf(madeOn: Day, shelfLifeDays: number | null, forever: Date): Date {
  return shelfLifeDays === null ? forever : endOfDay(madeOn, shelfLifeDays);
}

/** Under which every take of a submission is made, so that it is undone as a whole. */
export function submissionKey({ code, submitNo }: Pick<Batch, 'code' | 'submitNo'>): string {
  return `${code}.${submitNo}`;
}

/** The hold that brings the grams in. */
export function incomingId(batch: Pick<Batch, 'code' | 'submitNo'>): string {
  return `${submissionKey(batch)}:in`;
}

/** The harvest, as the plot's cap of the year counts it; undefined for made goods. */
export function harvestOf(batch: Batch) {
  const { plotId, productId, harvestedOn } = batch;
  if (plotId === null || harvestedOn === null) return undefined;
  return { plotId, productId, year: Number(harvestedOn.slice(0, 4)), key: submissionKey(batch) };
}

/** The plot's year in which it grew; undefined for made goods. */
export function cycleOf(batch: Batch): string | undefined {
  const harvest = harvestOf(batch);
  return harvest && `${harvest.plotId}:${harvest.productId}:${harvest.year}`;
}

export function logEntry(
  kind: LogKind,
  { id, by, at, words = '' }: { id: string; by: string; at: Date; words?: string },
): LogEntry {
  return { id: `${kind}:${id}`, kind, by, at, words };
}

/** What must be there before it can be submitted. @throws AppError `batch.photos-missing` */
export function checkComplete({ photos }: Batch): void {
  if (photos.length > 0) return;
  throw new AppError('conflict', 'batch.photos-missing', 'Add at least one photo first.');
}

export function ownersOfBatch({ sellerId }: Batch): Owners {
  return { cooperative: sellerId };
}

export function batchNotFound(code: string): AppError {
  return new AppError('not-found', 'batch.not-found', `There is no batch ${code}.`);
}

/** Only a draft may still be described anew; afterwards steps are append-only. */
export function notADraft({ code, step }: Batch): AppError {
  return new AppError('conflict', 'batch.not-a-draft', `Batch ${code} was submitted.`, {
    facts: { step },
  });
}

/** Others changed it meanwhile. */
export function batchBusy(code: string): AppError {
  return new AppError('busy', 'batch.busy', `Others are changing batch ${code}. Please try again.`);
}

/** A stored refusal, to be answered again. */
export function refusalError({ kind, code, message, facts }: Refusal): AppError {
  return new AppError(kind, code, message, { facts });
}

export function asRefusal(key: string, { kind, code, message, facts }: AppError): Refusal {
  return { key, kind, code, message, facts };
}
