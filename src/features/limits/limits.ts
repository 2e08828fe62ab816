import type { Day } from '../../shared/day.ts';
import { monthOf } from '../../shared/calendar.ts';

/** A month `2026-09`, or a school's term `2026-spring` (February to July), `2026-autumn` (August to January). */
export type Period = string;

export function monthPeriodOf(day: Day): Period {
  return day.slice(0, 7);
}

export function termPeriodOf(day: Day): Period {
  const [year, month] = [Number(day.slice(0, 4)), monthOf(day)];
  if (month === 1) return `${year - 1}-autumn`;
  return month < 8 ? `${year}-spring` : `${year}-autumn`;
}

/** Budget 预算 of an organisation for a period. */
export function budgetId(orgId: string, period: Period): string {
  return `${orgId}:${period}`;
}

/** The round of a seller's van through a district, as windows are counted by. */
export function routeOf(sellerId: string, districtId: string): string {
  return `${sellerId}/${districtId}`;
}

/** Delivery window 送货时段: `route:date:slot`. */
export function windowId(route: string, day: Day, slot: string): string {
  return `${route}:${day}:${slot}`;
}

/** A limit as people read it; `amount` in fen, of a window in drops. */
export interface LimitFigures {
  readonly id: string;
  readonly limit: number;
  /** Promised to orders that are under way. */
  readonly held: number;
  /** Spent; of credit what is owed. */
  readonly used: number;
  /** May be below 0: facts are booked, new orders refused. */
  readonly avail: number;
}
