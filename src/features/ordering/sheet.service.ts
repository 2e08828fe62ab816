import type { Actor } from '../../shared/actor.ts';
import { cutoffAt } from '../../shared/calendar.ts';
import type { Day } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import { CUTOFF_CLASSES, type CutoffClass } from '../../shared/facts/delivery-rules.ts';
import { placeOf } from '../../shared/facts/places.ts';
import { searchEntry } from '../../shared/search.ts';
import { searchForms } from '../../platform/pinyin.ts';
import type { SheetRow } from '../catalogue/index.ts';

interface Canteen {
  readonly nameZh: string;
  readonly nameEn: string;
  readonly settings: {
    readonly approval: { readonly overFen: number } | null;
    readonly deliveryDays: readonly number[];
    readonly deliveryWindow: { readonly from: string; readonly to: string };
  };
}

interface Deps {
  organisation: (orgId: string) => Promise<Canteen | undefined>;
  listSheet: (buyerId: string, needDate: Day) => Promise<SheetRow[]>;
  deliveryDays: (
    orgDeliveryDays: readonly number[],
  ) => readonly { readonly cutoffClass: CutoffClass; readonly days: readonly Day[] }[];
  /** Units by sku that came on the same weekday a week before. */
  weekBefore: (buyerId: string, day: Day) => Promise<ReadonlyMap<string, number>>;
  now: () => Date;
}

/** What one cut-off covers on the sheet. `needOn` null: nothing of it can come in the next weeks. */
interface Section {
  readonly cutoffClass: CutoffClass;
  /** The day chosen, or the next on which goods of this class can come. */
  readonly needOn: Day | null;
  readonly isOnDay: boolean;
  readonly cutoffAt: string | null;
}

/** Days offered to choose from. */
const DAYS = 12;

/** The order sheet as a canteen's buyer sees it: the day first, one cut-off for each kind of goods. */
export function createOrderSheet(deps: Deps) {
  const { organisation, listSheet, deliveryDays, weekBefore, now } = deps;

  /** @throws AppError `order.no-delivery-day` */
  async function sheetFor({ orgId }: Pick<Actor, 'orgId'>, wanted?: Day) {
    const { settings, nameZh, nameEn } = (await organisation(orgId)) ?? nobody(orgId);
    const possible = deliveryDays(settings.deliveryDays);
    const days = [...new Set(possible.flatMap((each) => each.days))].sort();
    const needOn = (wanted !== undefined && days.includes(wanted) ? wanted : days[0]) ?? wanted;
    if (needOn === undefined) {
      throw new AppError('conflict', 'order.no-delivery-day', 'Nothing comes in the next weeks.');
    }
    const [rows, week] = await Promise.all([listSheet(orgId, needOn), weekBefore(orgId, needOn)]);
    return {
      canteen: { zh: nameZh, en: nameEn },
      needOn,
      days: days.slice(0, DAYS),
      window: settings.deliveryWindow,
      sections: sectionsOf(needOn, possible, rows),
      rows: rows.map((row) => ({
        ...row,
        county: countyOf(row.countyId),
        search: searchEntry([...searchForms(row.name.zh), row.name.en]).searchText,
        weekUnits: week.get(row.skuId) ?? 0,
      })),
      approvalOverFen: settings.approval?.overFen ?? null,
      now: now().toISOString(),
    };
  }

  return { sheetFor };
}

/** Somebody whose organisation is not known here sees what an average canteen would. */
function nobody(orgId: string): Canteen {
  const deliveryWindow = { from: '06:00', to: '07:00' };
  const settings = { approval: null, deliveryDays: [1, 2, 3, 4, 5], deliveryWindow };
  return { nameZh: orgId, nameEn: orgId, settings };
}

function countyOf(countyId: string) {
  const place = placeOf(countyId);
  return { zh: place?.nameZh ?? countyId, en: place?.nameEn ?? countyId };
}

export type OrderSheet = ReturnType<typeof createOrderSheet>;

function sectionsOf(
  needOn: Day,
  possible: ReturnType<Deps['deliveryDays']>,
  rows: readonly SheetRow[],
): Section[] {
  const there = new Set(rows.map(({ cutoffClass }) => cutoffClass));
  return CUTOFF_CLASSES.filter((each) => there.has(each)).map((cutoffClass) => {
    const days = possible.find((each) => each.cutoffClass === cutoffClass)?.days ?? [];
    const day = days.find((each) => each >= needOn) ?? days[0];
    return {
      cutoffClass,
      needOn: day ?? null,
      isOnDay: day === needOn,
      cutoffAt: day === undefined ? null : cutoffAt(cutoffClass, day).toISOString(),
    };
  });
}
