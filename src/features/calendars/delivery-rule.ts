import { USUAL_RULES, type DeliveryRules } from '../../shared/calendar.ts';
import type { CutoffClass, CutoffRule } from '../../shared/facts/delivery-rules.ts';
import { AppError } from '../../shared/errors.ts';

/** One change of a rule, and by whom; named by the key of the command. */
interface RuleChange {
  readonly key: string;
  readonly reqHash: string;
  readonly by: string;
  readonly at: Date;
}

/**
 * One rule as it is stored. `_id`: the class, for everybody; `<sellerId>:<class>`, for one seller;
 * `<sellerId>:minimum`, what a delivery of his must come to.
 */
export interface RuleDoc {
  readonly _id: string;
  readonly sellerId: string | null;
  readonly cutoffClass: CutoffClass | null;
  /** Null: the seller follows everybody's rule again. */
  readonly rule: CutoffRule | null;
  readonly minOrderFen: number | null;
  readonly changes: readonly RuleChange[];
}

export type NewRule = Omit<RuleDoc, 'changes'>;

export function classRule(cutoffClass: CutoffClass, rule: CutoffRule): NewRule {
  return { _id: cutoffClass, sellerId: null, cutoffClass, rule, minOrderFen: null };
}

export function sellerRule(
  sellerId: string,
  cutoffClass: CutoffClass,
  rule: CutoffRule | null,
): NewRule {
  return { _id: `${sellerId}:${cutoffClass}`, sellerId, cutoffClass, rule, minOrderFen: null };
}

export function minimumRule(sellerId: string, minOrderFen: number): NewRule {
  return { _id: `${sellerId}:minimum`, sellerId, cutoffClass: null, rule: null, minOrderFen };
}

/** The rules as ordering reads them, from what is stored; what is not, is as usual. */
export function rulesOf(docs: readonly RuleDoc[]): DeliveryRules {
  const classes = { ...USUAL_RULES.classes };
  const sellers: Record<string, NonNullable<DeliveryRules['sellers'][string]>> = {};
  for (const { sellerId, cutoffClass, rule, minOrderFen } of docs) {
    if (sellerId === null) {
      if (cutoffClass && rule) classes[cutoffClass] = rule;
      continue;
    }
    const known = sellers[sellerId] ?? { classes: {}, minOrderFen: 0 };
    sellers[sellerId] = {
      classes: { ...known.classes, ...(cutoffClass && rule && { [cutoffClass]: rule }) },
      minOrderFen: minOrderFen ?? known.minOrderFen,
    };
  }
  return { classes, sellers };
}

export function sellerNotFound(sellerId: string): AppError {
  return new AppError('not-found', 'organisation.not-found', `There is no seller ${sellerId}.`);
}
