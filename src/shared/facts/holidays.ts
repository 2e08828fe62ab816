import type { Day } from '../day.ts';

/** One public holiday as announced: the days off, and the weekend days that are worked for it 调休. */
interface Holiday {
  readonly nameZh: string;
  readonly nameEn: string;
  readonly from: Day;
  readonly to: Day;
  readonly worked: readonly Day[];
}

/**
 * Public holidays by year, as the State Council's office announces them each November for the year
 * after. 2026: 国务院办公厅关于2026年部分节假日安排的通知, 2025-11-04. A year that is missing has not
 * been announced: nothing is assumed about it, and pages say so.
 */
export const HOLIDAYS: Readonly<Partial<Record<string, readonly Holiday[]>>> = {
  '2026': [
    off('元旦', 'New Year', ['2026-01-01', '2026-01-03'], ['2026-01-04']),
    off('春节', 'Spring Festival', ['2026-02-15', '2026-02-23'], ['2026-02-14', '2026-02-28']),
    off('清明节', 'Qingming', ['2026-04-04', '2026-04-06'], []),
    off('劳动节', 'Labour Day', ['2026-05-01', '2026-05-05'], ['2026-05-09']),
    off('端午节', 'Dragon Boat Festival', ['2026-06-19', '2026-06-21'], []),
    off('中秋节', 'Mid-Autumn Festival', ['2026-09-25', '2026-09-27'], []),
    off('国庆节', 'National Day', ['2026-10-01', '2026-10-07'], ['2026-09-20', '2026-10-10']),
  ],
};

function off(
  nameZh: string,
  nameEn: string,
  [from, to]: readonly [Day, Day],
  worked: readonly Day[],
): Holiday {
  return { nameZh, nameEn, from, to, worked };
}

/** Whether the holidays of that year are known yet. */
export function isAnnounced(year: string): boolean {
  return HOLIDAYS[year] !== undefined;
}

/** The holiday that this day is off for. */
export function holidayOn(day: Day): Holiday | undefined {
  return HOLIDAYS[day.slice(0, 4)]?.find(({ from, to }) => from <= day && day <= to);
}

/** A Saturday or Sunday that is worked, in exchange for a day off. */
export function isAdjustedWorkday(day: Day): boolean {
  return HOLIDAYS[day.slice(0, 4)]?.some(({ worked }) => worked.includes(day)) ?? false;
}
