import {
  cutoffAt,
  nextDeliveryDays,
  ruleOf,
  type BuyerDays,
  type DeliveryRules,
} from '../../shared/calendar.ts';
import type { Day } from '../../shared/day.ts';
import { CUTOFF_CLASSES, type CutoffClass } from '../../shared/facts/delivery-rules.ts';
import type { Price } from '../../shared/money.ts';
import { movedPermille } from '../../shared/price.ts';

/** What one cut-off covers on the sheet: a kind of goods, of all sellers or of one with his own rule. */
export interface Section {
  /** `leaf`, or `leaf:<sellerId>`. */
  readonly key: string;
  readonly cutoffClass: CutoffClass;
  readonly sellerId: string | null;
  /** The day chosen, or the next on which these goods can come; null: not in the next weeks. */
  readonly needOn: Day | null;
  readonly isOnDay: boolean;
  readonly cutoffAt: string | null;
}

interface Known {
  readonly rules: DeliveryRules;
  readonly days: BuyerDays;
  readonly now: Date;
}

/** The section that goods of this seller and kind stand in. */
export function sectionKeyOf(
  { sellers }: DeliveryRules,
  { sellerId, cutoffClass }: { sellerId: string; cutoffClass: CutoffClass },
): string {
  return sellers[sellerId]?.classes[cutoffClass] ? `${cutoffClass}:${sellerId}` : cutoffClass;
}

/** Every section there could be: each kind of goods, and each rule of a seller's own. */
function sectionsIn({ sellers }: DeliveryRules) {
  const everybody = CUTOFF_CLASSES.map((cutoffClass) => ({ cutoffClass, sellerId: null }));
  const own = Object.entries(sellers).flatMap(([sellerId, rules]) =>
    CUTOFF_CLASSES.filter((each) => rules?.classes[each]).map((cutoffClass) => ({
      cutoffClass,
      sellerId,
    })),
  );
  return [...everybody, ...own];
}

/** Days on which anything can come, soonest first. */
export function possibleDays({ rules, days, now }: Known): Day[] {
  const all = sectionsIn(rules).flatMap(({ cutoffClass, sellerId }) =>
    nextDeliveryDays(ruleOf(rules, { sellerId: sellerId ?? '', cutoffClass }), now, days),
  );
  return [...new Set(all)].sort();
}

/** When each section closes for the day chosen; past it, the next day that is possible. */
export function sectionsOf(needOn: Day, { rules, days, now }: Known): Section[] {
  return sectionsIn(rules).map(({ cutoffClass, sellerId }) => {
    const rule = ruleOf(rules, { sellerId: sellerId ?? '', cutoffClass });
    const possible = nextDeliveryDays(rule, now, days);
    const day = possible.find((each) => each >= needOn) ?? possible[0];
    return {
      key: sellerId === null ? cutoffClass : `${cutoffClass}:${sellerId}`,
      cutoffClass,
      sellerId,
      needOn: day ?? null,
      isOnDay: day === needOn,
      cutoffAt: day === undefined ? null : cutoffAt(rule, day).toISOString(),
    };
  });
}

/** A change of more than 5 % since the last order is said. */
const WORTH_SAYING = 50;

/** Whether a price rose or fell worth saying since the last order. */
export function movedSince(last: Price | undefined, price: Price): 'up' | 'down' | null {
  const moved = (last && movedPermille(last, price)) ?? 0;
  if (Math.abs(moved) <= WORTH_SAYING) return null;
  return moved > 0 ? 'up' : 'down';
}
