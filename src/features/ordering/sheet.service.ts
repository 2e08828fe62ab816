import { searchForms } from '../../platform/pinyin.ts';
import type { Actor } from '../../shared/actor.ts';
import { ruleOf, type BuyerDays, type DeliveryRules } from '../../shared/calendar.ts';
import type { Day } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import { isAnnounced } from '../../shared/facts/holidays.ts';
import { placeOf } from '../../shared/facts/places.ts';
import type { Price } from '../../shared/money.ts';
import { resolvePrice } from '../../shared/price.ts';
import { searchEntry } from '../../shared/search.ts';
import {
  lookInField,
  sheetRowOf,
  type Preorderable,
  type SheetGoods,
  type SheetPage,
} from '../catalogue/index.ts';
import { termsOf, type PriceAgreement } from '../prices/index.ts';
import { draftViewOf } from './draft.schema.ts';
import type { Drafts } from './draft.service.ts';
import { movedSince, possibleDays, sectionKeyOf, sectionsOf, type Section } from './sheet.ts';
import type { OrderSheetView, SheetLine, SheetQuery } from './sheet.schema.ts';

interface Canteen {
  readonly nameZh: string;
  readonly nameEn: string;
  readonly settings: {
    readonly approvals: readonly { readonly overFen: number }[];
    readonly deliveryDays: readonly number[];
    readonly deliveryWindow: { readonly from: string; readonly to: string };
  };
}

export interface SheetDeps {
  organisation: (orgId: string) => Promise<Canteen | undefined>;
  goods: {
    readonly sheetPage: (page: SheetPage) => Promise<{ goods: SheetGoods[]; next: string | null }>;
    readonly sheetOfSkus: (skuIds: readonly string[]) => Promise<SheetGoods[]>;
    readonly sheetOfOffers: (offerIds: readonly string[]) => Promise<SheetGoods[]>;
  };
  /** What can be ordered before it is harvested. */
  preorderable: Preorderable;
  calendars: {
    readonly deliveryRules: () => Promise<DeliveryRules>;
    readonly daysOf: (orgId: string, weekdays: readonly number[]) => Promise<BuyerDays>;
  };
  history: {
    readonly lastBought: (
      buyerId: string,
    ) => Promise<ReadonlyMap<string, { units: number; price: Price }>>;
    /** Units by sku that came on the same weekday a week before. */
    readonly weekBefore: (buyerId: string, day: Day) => Promise<ReadonlyMap<string, number>>;
  };
  agreedFor: (buyerId: string) => Promise<readonly PriceAgreement[]>;
  drafts: Pick<Drafts, 'of'>;
  now: () => Date;
}

/** Days offered to choose from. */
const DAYS = 12;

type Query = Partial<SheetQuery>;

/** The order sheet as a canteen's buyer sees it: the day first, one cut-off for each kind of goods. */
export function createOrderSheet(deps: SheetDeps) {
  const { organisation, calendars, drafts, now } = deps;
  const { ownOf, goodsFor } = createGoods(deps);

  /** @throws AppError `order.no-delivery-day` */
  async function sheetFor(actor: Pick<Actor, 'orgId' | 'userId'>, query: Query = {}) {
    const { orgId } = actor;
    const { settings, nameZh, nameEn } = (await organisation(orgId)) ?? nobody(orgId);
    const [rules, buyerDays] = await Promise.all([
      calendars.deliveryRules(),
      calendars.daysOf(orgId, settings.deliveryDays),
    ]);
    const known = { rules, days: buyerDays, now: now() };
    const days = possibleDays(known);
    const needOn = dayOf(query.day, days);
    const sections = sectionsOf(needOn, known);
    const context = { needOn, rules, sections, ...(await ownOf(orgId, needOn)) };
    const draft = await drafts.of(actor);
    const shown = await goodsFor(query, { ...context, draftIds: draft.rows.map((r) => r.offerId) });
    return {
      canteen: { zh: nameZh, en: nameEn },
      ...{ needOn, days: days.slice(0, DAYS), window: settings.deliveryWindow },
      holidaysKnown: days.slice(0, DAYS).every((each) => isAnnounced(each.slice(0, 4))),
      sections: await named(sections),
      rows: await rowsOf(shown.goods, context),
      page: { offerIds: shown.page, next: shown.next, tab: shown.tab, q: query.q ?? '' },
      minimums: minimumsIn(rules),
      draft: draftViewOf(draft),
      approvalOverFen: lowestOf(settings.approvals),
      now: now().toISOString(),
    } satisfies OrderSheetView;
  }

  /** The next days on which anything can come. */
  async function daysFor(orgId: string) {
    const { settings } = (await organisation(orgId)) ?? nobody(orgId);
    const [rules, days] = await Promise.all([
      calendars.deliveryRules(),
      calendars.daysOf(orgId, settings.deliveryDays),
    ]);
    const nextDays = possibleDays({ rules, days, now: now() }).slice(0, DAYS);
    return { nextDays, holidaysKnown: nextDays.every((each) => isAnnounced(each.slice(0, 4))) };
  }

  async function rowsOf(found: readonly SheetGoods[], context: Context): Promise<SheetLine[]> {
    const dated = found.map((each) => ({ ...each, needOn: dayOfGoods(each, context) }));
    const wanted = dated.map(({ joined, needOn }) => ({ ...joined.offer, needOn }));
    const inField = await lookInField(deps.preorderable, wanted);
    return dated.map((each) => {
      const { joined, needOn } = each;
      const there = { ...each, inField: inField({ ...joined.offer, needOn }) };
      return lineOf(there, context, now());
    });
  }

  async function named(sections: readonly Section[]) {
    return Promise.all(
      sections.map(async ({ sellerId, ...section }) => {
        const seller = sellerId === null ? null : await organisation(sellerId);
        return { ...section, seller: seller ? { zh: seller.nameZh, en: seller.nameEn } : null };
      }),
    );
  }

  return { sheetFor, daysFor };
}

interface Context {
  readonly needOn: Day;
  readonly rules: DeliveryRules;
  readonly sections: readonly Section[];
  readonly last: ReadonlyMap<string, { units: number; price: Price }>;
  readonly week: ReadonlyMap<string, number>;
  readonly agreements: readonly PriceAgreement[];
}

/** @throws AppError `order.no-delivery-day` */
function dayOf(wanted: Day | undefined, days: readonly Day[]): Day {
  const needOn = (wanted !== undefined && days.includes(wanted) ? wanted : days[0]) ?? wanted;
  if (needOn !== undefined) return needOn;
  throw new AppError('conflict', 'order.no-delivery-day', 'Nothing comes in the next weeks.');
}

function minimumsIn({ sellers }: DeliveryRules) {
  return Object.entries(sellers).flatMap(([sellerId, rules]) =>
    rules && rules.minOrderFen > 0 ? [{ sellerId, minOrderFen: rules.minOrderFen }] : [],
  );
}

/** Somebody whose organisation is not known here sees what an average canteen would. */
function nobody(orgId: string): Canteen {
  const deliveryWindow = { from: '06:00', to: '07:00' };
  const settings = { approvals: [], deliveryDays: [1, 2, 3, 4, 5], deliveryWindow };
  return { nameZh: orgId, nameEn: orgId, settings };
}

function countyOf(countyId: string) {
  const place = placeOf(countyId);
  return { zh: place?.nameZh ?? countyId, en: place?.nameEn ?? countyId };
}

/** Which goods stand on the sheet, and what is known of them from before. */
function createGoods({ goods, history, agreedFor }: SheetDeps) {
  /** What this canteen bought before, and what it agreed on. */
  async function ownOf(orgId: string, needOn: Day) {
    const [last, week, agreements] = await Promise.all([
      history.lastBought(orgId),
      history.weekBefore(orgId, needOn),
      agreedFor(orgId),
    ]);
    return { last, week, agreements };
  }

  /**
   * The usual goods, those of the week before and those of the draft in any case; with them a page of
   * all goods where it is asked for, or where there is nothing usual yet. A further page comes alone.
   */
  async function goodsFor(
    { tab, q, category, after, limit = 60 }: Query,
    { last, week, draftIds }: Context & { draftIds: readonly string[] },
  ) {
    const usualSkus = [...new Set([...last.keys(), ...week.keys()])];
    const isFirst = after === undefined;
    const [usual, drafted] = isFirst
      ? await Promise.all([goods.sheetOfSkus(usualSkus), goods.sheetOfOffers(draftIds)])
      : [[], []];
    const asked = tab ?? (usual.length > 0 ? 'usual' : 'all');
    const isPaged = asked === 'all' || !isFirst || q !== undefined || category !== undefined;
    const page = isPaged
      ? await goods.sheetPage({ q, category, after, limit })
      : { goods: [], next: null };
    const byId = new Map(
      [...usual, ...drafted, ...page.goods].map((each) => [each.joined.offer.id, each]),
    );
    const offerIds = page.goods.map(({ joined }) => joined.offer.id);
    return { goods: [...byId.values()], page: offerIds, next: page.next, tab: asked };
  }

  return { ownOf, goodsFor };
}

type Dated = SheetGoods &
  Pick<Parameters<typeof sheetRowOf>[1], 'inField'> & { readonly needOn: Day };

/** The day on which these goods would come: the chosen, or the next of their section. */
function dayOfGoods({ joined: { offer, version } }: SheetGoods, context: Context): Day {
  const { cutoffClass } = version;
  const key = sectionKeyOf(context.rules, { sellerId: offer.sellerId, cutoffClass });
  return context.sections.find((section) => section.key === key)?.needOn ?? context.needOn;
}

/** A row of the sheet: what it costs this canteen on the day it would come. */
function lineOf(each: Dated, context: Context, now: Date): SheetLine {
  const { joined, stock, inField, seller, needOn: day } = each;
  const { offer, version } = joined;
  const at = { sellerId: offer.sellerId, cutoffClass: version.cutoffClass };
  const last = context.last.get(offer.skuId);
  const terms = termsOf(offer, context.agreements, day);
  const price = resolvePrice(terms, last?.units ?? 1);
  const known = { stock, inField, seller, lastUnits: last?.units ?? null };
  const when = { needDate: day, rule: ruleOf(context.rules, at), now };
  const row = sheetRowOf(joined, known, when);
  return {
    ...row,
    county: countyOf(row.countyId),
    search: searchEntry([...searchForms(row.name.zh), row.name.en]).searchText,
    weekUnits: context.week.get(row.skuId) ?? 0,
    section: sectionKeyOf(context.rules, at),
    contract: terms.agreement,
    moved: movedSince(last?.price, price.price),
  };
}

export type OrderSheet = ReturnType<typeof createOrderSheet>;

/** The sum from which somebody must sign. */
function lowestOf(rules: Canteen['settings']['approvals']): number | null {
  return rules.length === 0 ? null : Math.min(...rules.map(({ overFen }) => overFen));
}
