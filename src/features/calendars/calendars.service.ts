import type { Actor } from '../../shared/actor.ts';
import type { BuyerDays, DeliveryRules } from '../../shared/calendar.ts';
import { checkRepeat, type Command } from '../../shared/command.ts';
import { AppError } from '../../shared/errors.ts';
import {
  CUTOFF_CLASSES,
  CUTOFF_RULES,
  type CutoffClass,
  type CutoffRule,
} from '../../shared/facts/delivery-rules.ts';
import { buyerDays, checkDays, USUAL_CALENDAR, type Calendar } from './calendar.ts';
import type { CalendarStore } from './calendar.store.ts';
import {
  classRule,
  minimumRule,
  rulesOf,
  sellerNotFound,
  sellerRule,
  type NewRule,
} from './delivery-rule.ts';
import type { DeliveryRuleStore } from './delivery-rule.store.ts';

interface Deps {
  rules: DeliveryRuleStore;
  calendars: CalendarStore;
  organisation: (orgId: string) => Promise<{ kind: string } | undefined>;
  now: () => Date;
}

interface By {
  readonly actor: Pick<Actor, 'orgId' | 'userId'>;
  readonly command: Command;
}

/** 截单与配送: until when what can be ordered, from which sum on, and on which days somebody is there. */
export function createCalendars({ rules, calendars, organisation, now }: Deps) {
  /** Everybody's rules and what single sellers have of their own. */
  async function deliveryRules(): Promise<DeliveryRules> {
    return rulesOf(await rules.all());
  }

  /** What the program knows is entered where nothing is, so that it can be changed (`architecture.md` §9). */
  async function enterUsual(): Promise<void> {
    if (!(await rules.isEmpty())) return;
    for (const cutoffClass of CUTOFF_CLASSES) {
      const change = { key: `usual-${cutoffClass}`, reqHash: 'usual', by: 'start', at: now() };
      await rules.set(classRule(cutoffClass, CUTOFF_RULES[cutoffClass]), change);
    }
  }

  /** Everybody's cut-off for a kind of goods. Orders already placed keep theirs. */
  const setClass = (cutoffClass: CutoffClass, rule: CutoffRule, by: By) =>
    set(classRule(cutoffClass, rule), by);

  /** A seller's own cut-off, or none any more. @throws AppError `organisation.not-found` */
  async function setSeller(
    { sellerId, cutoffClass }: { sellerId: string; cutoffClass: CutoffClass },
    rule: CutoffRule | null,
    by: By,
  ): Promise<void> {
    await checkSeller(sellerId);
    await set(sellerRule(sellerId, cutoffClass, rule), by);
  }

  /** What a delivery of this seller must come to; 0 = nothing. @throws AppError `organisation.not-found` */
  async function setMinimum(sellerId: string, minOrderFen: number, by: By): Promise<void> {
    await checkSeller(sellerId);
    await set(minimumRule(sellerId, minOrderFen), by);
  }

  async function checkSeller(sellerId: string): Promise<void> {
    const org = await organisation(sellerId);
    const isSeller = org && !['canteen', 'authority', 'platform'].includes(org.kind);
    if (!isSeller) throw sellerNotFound(sellerId);
  }

  /** @throws AppError `rule.busy`, `request.key-reused` */
  async function set(rule: NewRule, { actor, command }: By): Promise<void> {
    const change = { ...command, by: actor.userId, at: now() };
    if (await rules.set(rule, change)) return;
    const known = await rules.byId(rule._id);
    const earlier = known?.changes.find(({ key }) => key === command.key);
    if (!earlier) throw busy();
    checkRepeat(earlier, command);
  }

  /** A canteen's own calendar. */
  async function calendarOf(orgId: string): Promise<Calendar> {
    const { closed, terms, onHolidays } = (await calendars.byId(orgId)) ?? USUAL_CALENDAR;
    return { closed, terms, onHolidays };
  }

  /** @throws AppError `calendar.days-crossed`, `rule.busy`, `request.key-reused` */
  async function setCalendar(calendar: Calendar, { actor, command }: By): Promise<void> {
    checkDays(calendar);
    if (await calendars.set(actor.orgId, calendar, command)) return;
    const known = await calendars.byId(actor.orgId);
    const earlier = known?.done.find(({ key }) => key === command.key);
    if (!earlier) throw busy();
    checkRepeat(earlier, command);
  }

  /** The days on which a canteen with these weekdays takes goods in. */
  async function daysOf(orgId: string, weekdays: readonly number[]): Promise<BuyerDays> {
    return buyerDays(await calendarOf(orgId), weekdays);
  }

  return {
    ...{ deliveryRules, enterUsual, setClass, setSeller, setMinimum },
    ...{ calendarOf, setCalendar, daysOf },
  };
}

export type Calendars = ReturnType<typeof createCalendars>;

function busy(): AppError {
  return new AppError('busy', 'rule.busy', 'Somebody else is changing this. Please try again.');
}
