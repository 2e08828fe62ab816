import { createHash } from 'node:crypto';
import { addDays, instantOn } from '../../shared/calendar.ts';
import type { Day } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import type { Entry } from './entry.ts';

/** `withdrawn` takes corrections only, and is issued again as the next version. */
export const STATEMENT_STATES = [
  'open',
  'closing',
  'issued',
  'disputed',
  'withdrawn',
  'confirmed',
] as const;
export type StatementState = (typeof STATEMENT_STATES)[number];

/** As it was issued: frozen, and its hash with it. */
export interface Snapshot {
  readonly v: number;
  readonly at: Date;
  readonly entryKeys: readonly string[];
  readonly totalFen: number;
  /** What falls due of it, by day. */
  readonly dues: readonly { readonly on: Day; readonly fen: number }[];
  /** Where to pay to, in words; empty where the seller said none. */
  readonly payTo: string;
  readonly sha256: string;
}

/** What a payer says is wrong, and what was answered. */
export interface Dispute {
  readonly v: number;
  readonly by: string;
  readonly at: Date;
  readonly lines: readonly { readonly key: string; readonly words: string }[];
  readonly answer?:
    | { readonly by: string; readonly at: Date; readonly words: string; readonly isRight: boolean }
    | undefined;
}

/** A credit that answers a dispute. */
export interface Correction {
  readonly orderId: string;
  readonly no: number;
  readonly fen: number;
  /** Key of its row on the order's account. */
  readonly key: string;
  /** Why it could not be booked. */
  readonly refused?: string | undefined;
}

/** 对账单: what one payer owes one seller for one period. */
export interface Statement {
  /** `payer:seller:period`. */
  readonly _id: string;
  readonly payerId: string;
  readonly sellerId: string;
  /** `2026-09`, or `2026-09-a` and `-b` for half months. */
  readonly period: string;
  readonly state: StatementState;
  readonly v: number;
  readonly entryKeys: readonly string[];
  readonly hasKeys: boolean;
  readonly snapshots: readonly Snapshot[];
  readonly disputes: readonly Dispute[];
  readonly corrections: readonly Correction[];
  readonly confirmed?: { readonly by: string; readonly at: Date } | undefined;
  readonly due?: Date | undefined;
}

export type Rhythm = 'month' | 'half';

/** The period that a business date falls into. */
export function periodOf(day: Day, rhythm: Rhythm): string {
  const month = day.slice(0, 7);
  if (rhythm === 'month') return month;
  return Number(day.slice(8)) <= 15 ? `${month}-a` : `${month}-b`;
}

/** The first day after a period. */
export function dayAfter(period: string): Day {
  const first = `${period.slice(0, 7)}-01`;
  if (period.endsWith('-a')) return `${period.slice(0, 7)}-16`;
  return `${addDays(first, 31).slice(0, 7)}-01`;
}

export function nextPeriod(period: string): string {
  return periodOf(dayAfter(period), period.length === 7 ? 'month' : 'half');
}

/** 00:00 in Hangzhou after its last day: then it takes no more entries. */
export function closesAt(period: string): Date {
  return instantOn(dayAfter(period), '00:00');
}

/** Issued on the 5th, a first half on the 20th. */
export function issuesAt(period: string): Date {
  const after = dayAfter(period);
  return instantOn(addDays(after, 4), '00:00');
}

export function statementId(payerId: string, sellerId: string, period: string): string {
  return `${payerId}:${sellerId}:${period}`;
}

/** The next version, frozen from its entries. */
export function snapshotOf(
  statement: Pick<Statement, '_id' | 'v' | 'entryKeys'>,
  entries: readonly Entry[],
  { at, payTo }: { at: Date; payTo: string },
): Snapshot {
  const v = statement.v + 1;
  const dues = new Map<Day, number>();
  for (const { fen, dueOn } of entries) {
    if (dueOn !== null) dues.set(dueOn, (dues.get(dueOn) ?? 0) + fen);
  }
  const facts = {
    v,
    entryKeys: statement.entryKeys.toSorted(),
    totalFen: entries.reduce((sum, { fen }) => sum + fen, 0),
    dues: [...dues].map(([on, fen]) => ({ on, fen })).toSorted((a, b) => (a.on < b.on ? -1 : 1)),
    payTo,
  };
  const lines = entries
    .map(({ _id, fen }) => [_id, fen] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  const hash = createHash('sha256').update(JSON.stringify([statement._id, facts, lines]));
  return { ...facts, at, sha256: hash.digest('hex') };
}

/** The operator answers where the seller has not for so long. */
const SILENT_DAYS = 5;

export function mayOperatorAnswer({ disputes }: Statement, now: Date): boolean {
  const at = disputes.at(-1)?.at;
  return at !== undefined && now.getTime() - at.getTime() >= SILENT_DAYS * 86_400_000;
}

export function statementNotFound(id: string): AppError {
  return new AppError('not-found', 'statement.not-found', `There is no statement ${id}.`);
}

export function statementWrongState({ state, v }: Statement): AppError {
  return new AppError('conflict', 'statement.wrong-state', `This statement is ${state}, v${v}.`, {
    facts: { state, v },
  });
}
