import type { Actor } from '../../shared/actor.ts';
import { addDays, weekdayOf } from '../../shared/calendar.ts';
import { dayAt, type Day } from '../../shared/day.ts';
import type { OfferedSku } from '../catalogue/index.ts';
import type { OrderGroup } from '../orders/index.ts';
import { createChoosing } from './standing-choice.service.ts';
import type { StandingView } from './standing.schema.ts';
import {
  isOn,
  nextOpening,
  opensAt,
  wishesOn,
  type StandingLine,
  type StandingOrder,
  type StandingRun,
} from './standing.ts';
import type { StandingStore } from './standing.store.ts';

/** What the page of a standing order is made of. */
export interface Shown {
  readonly ordering: Parameters<typeof createChoosing>[0];
  readonly allOffered: () => Promise<readonly OfferedSku[]>;
  readonly groupsOf: (buyerId: string) => Promise<readonly OrderGroup[]>;
  readonly now: () => Date;
}

const REPORTS = 10;

/** A canteen's standing order as its buyers see it. */
export function createStandingView({
  standing,
  ordering,
  allOffered,
  groupsOf,
  now,
}: Shown & { readonly standing: StandingStore }) {
  const choose = createChoosing(ordering);

  /** The week as it stands, what it will order next week, what it did, and what could be on it. */
  async function view({ orgId }: Pick<Actor, 'orgId'>): Promise<StandingView> {
    const [order, offered, reports, groups] = await Promise.all([
      standing.byId(orgId),
      allOffered(),
      standing.runs.ofBuyer(orgId, REPORTS),
      groupsOf(orgId),
    ]);
    const {
      lines = [],
      pausedDates = [],
      rhythm = 'weekly',
      state = 'active',
      rev = 0,
    } = order ?? {};
    return {
      ...{ rev, state, rhythm, pausedDates: [...pausedDates], today: dayAt(now()) },
      lines: lines.map(lineOf),
      goods: offered.map(({ offer, product, sku }) => ({
        offerId: offer.id,
        name: { zh: product.nameZh, en: product.nameEn },
        spec: { zh: sku.nameZh, en: sku.nameEn },
        category: product.category,
      })),
      preview: order ? await previewOf(order) : [],
      nextAt: nextOpening(now()).toISOString(),
      lastWeek: lastWeekOf(groups, dayAt(now())),
      reports: reports.map(reportOf),
    };
  }

  /** Monday to Friday of next week, each as if it were generated now. */
  async function previewOf(order: StandingOrder) {
    const monday = addDays(dayAt(now()), 8 - weekdayOf(dayAt(now())));
    const days = Array.from({ length: 5 }, (_, ahead) => addDays(monday, ahead));
    return Promise.all(days.map((day) => previewDay(order, day)));
  }

  async function previewDay(order: StandingOrder, day: Day) {
    const isActive = order.state === 'active' && isOn(order, day);
    const wishes = isActive ? wishesOn(order.lines, day) : [];
    const { wishes: chosen, rows, prices } = await choose(wishes, { orgId: order.id, day });
    const fen = chosen.map(({ offerId, units }) => {
      const each = prices.find((price) => price.offerId === offerId)?.fen ?? 0;
      return each * units;
    });
    return {
      ...{ day, opensAt: opensAt(day).toISOString(), isActive },
      lines: chosen.length,
      totalFen: Math.round(fen.reduce((sum, one) => sum + one, 0)),
      rows: rows.map((row) => ({ ...row })),
    };
  }

  return view;
}

function lineOf({ season, units, substitutes, ...line }: StandingLine) {
  return { ...line, units: [...units], substitutes: [...substitutes], ...(season && { season }) };
}

function reportOf({ id, deliveryDate, state, groupId, totalFen, rows, at }: StandingRun) {
  return {
    ...{ id, deliveryDate, state, groupId, totalFen, at: at.toISOString() },
    rows: rows.map((row) => ({ ...row })),
  };
}

/** What came on each day of last week, or is coming in this one: a first standing order. */
function lastWeekOf(groups: readonly OrderGroup[], today: Day) {
  const monday = addDays(today, 1 - weekdayOf(today) - 7);
  const units = new Map<string, number[]>();
  for (const { lines, state } of groups) {
    if (state !== 'done') continue;
    for (const { offerId, orderedUnits, needOn, dropped } of lines) {
      const place = weekdayOf(needOn) - 1;
      if (dropped || needOn < monday || needOn > addDays(monday, 4)) continue;
      const week = units.get(offerId) ?? [0, 0, 0, 0, 0];
      week[place] = (week[place] ?? 0) + orderedUnits;
      units.set(offerId, week);
    }
  }
  return [...units].map(([offerId, week]) => ({ offerId, units: week }));
}
