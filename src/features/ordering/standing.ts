import { addDays, instantOn, weekdayOf } from '../../shared/calendar.ts';
import { dayAt, type Day } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';

/** What is done with a line that cannot be had as it is wanted. */
export const ON_MISSING = ['skip', 'substitute', 'partial'] as const;
/** Every week, or every other one by the number of the week. */
export const RHYTHMS = ['weekly', 'even', 'odd'] as const;
export const STANDING_STATES = ['active', 'paused'] as const;

/** Goods of a standing order, with units for Monday to Friday; 0: not on that day. */
export interface StandingLine {
  readonly offerId: string;
  readonly units: readonly number[];
  /** Months in which it is wanted, both included; left out: all year. */
  readonly season?: { readonly from: number; readonly to: number } | undefined;
  readonly onMissing: (typeof ON_MISSING)[number];
  readonly substitutes: readonly string[];
}

/** 长期订单 of a canteen, as it stands: one for each. */
export interface StandingOrder {
  /** The canteen. */
  readonly id: string;
  /** Who saved it last: orders are placed in that name. */
  readonly ownerId: string;
  readonly state: (typeof STANDING_STATES)[number];
  readonly rhythm: (typeof RHYTHMS)[number];
  readonly lines: readonly StandingLine[];
  readonly pausedDates: readonly Day[];
  readonly rev: number;
  readonly commands: readonly { readonly key: string; readonly reqHash: string }[];
  /** Since when it runs: windows that opened before are past. */
  readonly activeSince: Date;
  readonly due?: Date | undefined;
}

export type NewStanding = Pick<StandingOrder, 'state' | 'rhythm' | 'lines' | 'pausedDates' | 'rev'>;

/** What is ordered of a line. */
export interface StandingWish {
  readonly offerId: string;
  readonly units: number;
  readonly onShort: 'skip' | 'partial' | 'substitute';
  readonly substitutes: readonly string[];
}

export const REPORT_KINDS = ['skipped', 'replaced', 'cut', 'price'] as const;

/** What became of a line, and why: a row of the report. */
export interface ReportRow {
  readonly offerId: string;
  readonly kind: (typeof REPORT_KINDS)[number];
  /** Code of the refusal; empty where the row says all. */
  readonly why: string;
  readonly from: number;
  readonly to: number;
  readonly toOfferId: string;
}

export const RUN_STATES = ['open', 'placed', 'empty', 'refused'] as const;

/** One generation: the order of one delivery day. `_id` is the key of its command. */
export interface StandingRun {
  /** `so:{id}:{deliveryDate}` */
  readonly id: string;
  readonly buyerId: string;
  readonly ownerId: string;
  readonly deliveryDate: Day;
  readonly state: (typeof RUN_STATES)[number];
  readonly wishes: readonly StandingWish[];
  readonly rows: readonly ReportRow[];
  /** What a unit of each offer cost. */
  readonly prices: readonly { readonly offerId: string; readonly fen: number }[];
  readonly groupId: string | null;
  readonly totalFen: number;
  readonly rev: number;
  readonly at: Date;
  readonly due?: Date | undefined;
}

/** A window opens so many days before the delivery, at noon: before the earliest cut-off. */
const OPENS_DAYS = 5;

export function opensAt(deliveryDate: Day): Date {
  return instantOn(addDays(deliveryDate, -OPENS_DAYS), '12:00');
}

/** When the next window opens. */
export function nextOpening(now: Date): Date {
  const today = instantOn(dayAt(now), '12:00');
  return today > now ? today : instantOn(addDays(dayAt(now), 1), '12:00');
}

/** Delivery days whose window is open, and opened since the order stands. */
export function openDays({ activeSince }: Pick<StandingOrder, 'activeSince'>, now: Date): Day[] {
  const today = dayAt(now);
  return Array.from({ length: OPENS_DAYS }, (_, ahead) => addDays(today, ahead + 1)).filter(
    (day) => opensAt(day) <= now && opensAt(day) > activeSince,
  );
}

/** Whether it orders anything for a day, goods aside. */
export function isOn(order: Pick<StandingOrder, 'rhythm' | 'pausedDates'>, day: Day): boolean {
  if (weekdayOf(day) > 5 || order.pausedDates.includes(day)) return false;
  return order.rhythm === 'weekly' || (order.rhythm === 'even') === (weekNo(day) % 2 === 0);
}

/** ISO week: the one with the Thursday of the year. */
function weekNo(day: Day): number {
  const thursday = addDays(day, 4 - weekdayOf(day));
  const first = `${thursday.slice(0, 4)}-01-01`;
  return Math.floor((Date.parse(thursday) - Date.parse(first)) / (7 * 86_400_000)) + 1;
}

/** The lines of a day, as wishes. */
export function wishesOn(lines: readonly StandingLine[], day: Day): StandingWish[] {
  const month = Number(day.slice(5, 7));
  return lines.flatMap(({ offerId, units, season, onMissing, substitutes }) => {
    const count = units[weekdayOf(day) - 1] ?? 0;
    if (count === 0 || (season && !isInMonths(season, month))) return [];
    return [{ offerId, units: count, onShort: onMissing, substitutes }];
  });
}

function isInMonths({ from, to }: { from: number; to: number }, month: number): boolean {
  return from <= to ? month >= from && month <= to : month >= from || month <= to;
}

export function runIdOf(standingId: string, day: Day): string {
  return `so:${standingId}:${day}`;
}

export function standingChanged(rev: number): AppError {
  return new AppError('conflict', 'standing.changed', 'Somebody else changed it meanwhile.', {
    facts: { rev },
  });
}
