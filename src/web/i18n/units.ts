/** Words inside days and weights: the formatters need them on their own, so they stand apart. */
export const UNITS = {
  zh: {
    jin: '斤',
    day: (year: number, month: number, day: number) => `${year} 年 ${month} 月 ${day} 日`,
    weekday: (weekday: number, month: number, day: number) =>
      `${month} 月 ${day} 日（周${'日一二三四五六'.charAt(weekday)}）`,
  },
  en: {
    jin: 'jin',
    day: (year: number, month: number, day: number) => `${day} ${monthName(month)} ${year}`,
    weekday: (weekday: number, month: number, day: number) =>
      `${WEEKDAYS[weekday] ?? ''} ${day} ${monthName(month)}`,
  },
} as const;

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const WEEKDAYS = 'Sun Mon Tue Wed Thu Fri Sat'.split(' ');

function monthName(month: number): string {
  return MONTHS[month - 1] ?? '';
}
