import type { Day } from './day.ts';
import { CUTOFF_RULES, type CutoffClass, type CutoffRule } from './facts/delivery-rules.ts';
import { holidayOn, isAdjustedWorkday } from './facts/holidays.ts';

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

/** What a seller has of his own: cut-offs that differ from everybody's, and what a delivery must come to. */
interface SellerRules {
  readonly classes: Readonly<Partial<Record<CutoffClass, CutoffRule>>>;
  /** A delivery of less is refused; 0 = none. */
  readonly minOrderFen: number;
}

/** 截单与配送: when each kind of goods can be ordered and comes, by everybody and by single sellers. */
export interface DeliveryRules {
  readonly classes: Readonly<Record<CutoffClass, CutoffRule>>;
  readonly sellers: Readonly<Record<string, SellerRules | undefined>>;
}

/** As long as nobody changes anything. */
export const USUAL_RULES: DeliveryRules = { classes: CUTOFF_RULES, sellers: {} };

/** The rule for this kind of goods of this seller. */
export function ruleOf(
  { classes, sellers }: DeliveryRules,
  { sellerId, cutoffClass }: { sellerId: string; cutoffClass: CutoffClass },
): CutoffRule {
  return sellers[sellerId]?.classes[cutoffClass] ?? classes[cutoffClass];
}

/** When ordering ends for this day: who asks at that instant is too late. */
export function cutoffAt({ daysBefore, time }: CutoffRule, needDate: Day): Date {
  return instantOn(addDays(needDate, -daysBefore), time);
}

/** Whether goods are delivered on this day at all; a worked weekend day is as good as a weekday. */
export function isDeliveryDay({ weekdays }: Pick<CutoffRule, 'weekdays'>, day: Day): boolean {
  return weekdays.includes(weekdayOf(day)) || (isAdjustedWorkday(day) && everyWorkday(weekdays));
}

/** A run of days, both included. */
export interface Days {
  readonly from: Day;
  readonly to: Day;
}

/** On which days a buyer takes goods in. */
export interface BuyerDays {
  /** 1 Monday … 7 Sunday. */
  readonly weekdays: readonly number[];
  /** Also on public holidays: hospitals, homes for the old, consumers. */
  readonly onHolidays: boolean;
  /** Days on which nobody is there. */
  readonly closed: readonly Days[];
  /** School terms; where there are any, no other days. */
  readonly terms: readonly Days[];
}

/** Somebody is at home on any day. */
export const CONSUMER_DAYS: BuyerDays = {
  ...{ weekdays: [1, 2, 3, 4, 5, 6, 7], onHolidays: true, closed: [], terms: [] },
};

/** Whether a buyer takes goods in on this day. */
export function takesGoods({ weekdays, onHolidays, closed, terms }: BuyerDays, day: Day): boolean {
  const isIn = ({ from, to }: Days) => from <= day && day <= to;
  if (closed.some(isIn)) return false;
  if (terms.length > 0 && !terms.some(isIn)) return false;
  if (holidayOn(day) && !onHolidays) return false;
  return weekdays.includes(weekdayOf(day)) || (isAdjustedWorkday(day) && everyWorkday(weekdays));
}

/**
 * The next days for which goods under this rule can still be ordered by this buyer, soonest first;
 * at most five weeks ahead, so that a long holiday has an end.
 */
export function nextDeliveryDays(rule: CutoffRule, now: Date, buyer: BuyerDays): Day[] {
  const today = new Date(now.getTime() + OFFSET_MS).toISOString().slice(0, 10);
  return Array.from({ length: 35 }, (_, ahead) => addDays(today, ahead + 1)).filter(
    (day) => isDeliveryDay(rule, day) && takesGoods(buyer, day) && cutoffAt(rule, day) > now,
  );
}

function everyWorkday(weekdays: readonly number[]): boolean {
  return [1, 2, 3, 4, 5].every((weekday) => weekdays.includes(weekday));
}
