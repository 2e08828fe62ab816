import type { BuyerDays, Days } from '../../shared/calendar.ts';
import { AppError } from '../../shared/errors.ts';

interface ClosedDays extends Days {
  readonly why: string;
}

/** When a canteen takes goods in, besides its weekdays: what it enters itself. */
export interface Calendar {
  readonly closed: readonly ClosedDays[];
  /** School terms; where there are any, nothing comes outside them. */
  readonly terms: readonly Days[];
  readonly onHolidays: boolean;
}

export interface CalendarDoc extends Calendar {
  /** The canteen's id. */
  readonly _id: string;
  /** The last commands carried out on it. */
  readonly done: readonly { readonly key: string; readonly reqHash: string }[];
}

/** Of a canteen that has said nothing: closed on public holidays. */
export const USUAL_CALENDAR: Calendar = { closed: [], terms: [], onHolidays: false };

/** @throws AppError `calendar.days-crossed` */
export function checkDays({ closed, terms }: Calendar): void {
  const crossed = [...closed, ...terms].find(({ from, to }) => to < from);
  if (!crossed) return;
  throw new AppError('invalid', 'calendar.days-crossed', 'A run of days ends before it begins.', {
    facts: { from: crossed.from, to: crossed.to },
  });
}

export function buyerDays({ closed, ...rest }: Calendar, weekdays: readonly number[]): BuyerDays {
  return { ...rest, weekdays, closed: closed.map(({ from, to }) => ({ from, to })) };
}
