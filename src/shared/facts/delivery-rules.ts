/** What a cut-off depends on: a sku's version says to which it belongs. */
export const CUTOFF_CLASSES = ['leaf', 'meat', 'fresh', 'dry', 'frozen'] as const;
export type CutoffClass = (typeof CUTOFF_CLASSES)[number];

/** When ordering ends for a kind of goods, and when they come. */
export interface CutoffRule {
  /** How many days before the delivery ordering ends. */
  readonly daysBefore: number;
  /** On the wall clock of Hangzhou. */
  readonly time: string;
  /** On which days of the week goods of this class are delivered; Monday is 1, Sunday 7. */
  readonly weekdays: readonly number[];
}

const FRESH_DAYS = [1, 2, 3, 4, 5, 6];

/** When ordering ends and on which days goods come, by class (`orders.md` §9). */
export const CUTOFF_RULES: Readonly<Record<CutoffClass, CutoffRule>> = {
  leaf: { daysBefore: 2, time: '12:00', weekdays: FRESH_DAYS },
  meat: { daysBefore: 3, time: '12:00', weekdays: FRESH_DAYS },
  fresh: { daysBefore: 2, time: '12:00', weekdays: FRESH_DAYS },
  dry: { daysBefore: 3, time: '12:00', weekdays: [2, 5] },
  frozen: { daysBefore: 3, time: '12:00', weekdays: [3, 6] },
};

/** Delivery and settlement, where an agreement says nothing else. */
export const DELIVERY_RULES = {
  /** 重量允差: what may be missing or too much without a word, in permille. */
  tolerancePermille: 20,
  /** 学校大宗食材双人联检. */
  minInspectors: 2,
  /** 留样. */
  retainedSampleHours: 48,
  /** 保障中小企业款项支付条例: 30 days after delivery, 60 at most by contract. */
  termsDays: 30,
  maxTermsDays: 60,
  /** 次月出账. */
  statementDayOfMonth: 5,
} as const;
