import type { Day } from './day.ts';
import { CUTOFF_RULES, type CutoffClass } from './facts/delivery-rules.ts';

/** The wall clock of Hangzhou is UTC+8 all year: arithmetic, the same on server and in a browser. */
const OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

/** The business date some days later, or earlier. */
export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Monday is 1, Sunday 7. */
export function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

/** The month of a business date, 1 to 12. */
export function monthOf(day: Day): number {
  return Number(day.slice(5, 7));
}

/** The instant at which the wall clock of Hangzhou shows `time` (`HH:MM`) on this day. */
export function instantOn(day: Day, time: string): Date {
  return new Date(Date.parse(`${day}T${time}:00Z`) - OFFSET_MS);
}

/** When ordering ends for goods of this class on this day: who asks at that instant is too late. */
export function cutoffAt(cutoffClass: CutoffClass, needDate: Day): Date {
  const { daysBefore, time } = CUTOFF_RULES[cutoffClass];
  return instantOn(addDays(needDate, -daysBefore), time);
}

/** Whether goods of this class are delivered on this day of the week at all. */
export function isDeliveryDay(cutoffClass: CutoffClass, day: Day): boolean {
  return CUTOFF_RULES[cutoffClass].weekdays.includes(weekdayOf(day));
}

/**
 * The next days for which goods of this class can still be ordered, soonest first.
 * `orgDeliveryDays` are the weekdays on which the buyer takes deliveries; at most three weeks ahead.
 */
export function nextDeliveryDays(
  cutoffClass: CutoffClass,
  now: Date,
  orgDeliveryDays: readonly number[],
): Day[] {
  const today = new Date(now.getTime() + OFFSET_MS).toISOString().slice(0, 10);
  return Array.from({ length: 21 }, (_, ahead) => addDays(today, ahead + 1)).filter(
    (day) =>
      isDeliveryDay(cutoffClass, day) &&
      orgDeliveryDays.includes(weekdayOf(day)) &&
      cutoffAt(cutoffClass, day) > now,
  );
}
