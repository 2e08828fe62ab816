import { CUTOFF_CLASSES } from '../../shared/facts/delivery-rules.ts';
import type { RulesView } from './calendars.schema.ts';
import type { Calendars } from './calendars.service.ts';

interface Deps {
  calendars: Pick<Calendars, 'deliveryRules'>;
  sellers: () => Promise<
    readonly { readonly _id: string; readonly nameZh: string; readonly nameEn: string }[]
  >;
}

/** The rules with the names of those they are for. */
export function createRuleViews({ calendars, sellers }: Deps) {
  async function all(): Promise<RulesView> {
    const [rules, known] = await Promise.all([calendars.deliveryRules(), sellers()]);
    return {
      classes: CUTOFF_CLASSES.map((cutoffClass) => ({
        cutoffClass,
        rule: withWeekdays(rules.classes[cutoffClass]),
      })),
      sellers: known.map(({ _id: sellerId, nameZh: zh, nameEn: en }) => {
        const own = rules.sellers[sellerId];
        return {
          sellerId,
          name: { zh, en },
          minOrderFen: own?.minOrderFen ?? 0,
          classes: CUTOFF_CLASSES.flatMap((cutoffClass) => {
            const rule = own?.classes[cutoffClass];
            return rule ? [{ cutoffClass, rule: withWeekdays(rule) }] : [];
          }),
        };
      }),
    };
  }

  return { all };
}

export type RuleViews = ReturnType<typeof createRuleViews>;

function withWeekdays<R extends { readonly weekdays: readonly number[] }>(rule: R) {
  return { ...rule, weekdays: [...rule.weekdays] };
}
