import type { Calendars, RuleViews } from '../../features/calendars/index.ts';
import type { CatalogueService, OfferedSku } from '../../features/catalogue/index.ts';
import {
  byOfferId,
  priceHistoryView,
  type OrderSheet,
  type PriceHistoryOf,
} from '../../features/ordering/index.ts';
import type { AgreementViews } from '../../features/prices/index.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { page } from '../page.tsx';
import CalendarPage from '../pages/trade/Calendar.tsx';
import CanteenAgreements from '../pages/trade/CanteenAgreements.tsx';
import CoopAgreements from '../pages/trade/CoopAgreements.tsx';
import Prices from '../pages/trade/Prices.tsx';
import Rules from '../pages/trade/Rules.tsx';
import { calendarProps, canteenAgreements, coopAgreements, rulesProps } from './trade.schema.ts';

interface Deps {
  readonly priceHistory: PriceHistoryOf;
  readonly agreementViews: AgreementViews;
  readonly ruleViews: RuleViews;
  readonly calendars: Pick<Calendars, 'calendarOf'>;
  readonly orderSheet: OrderSheet;
  readonly catalogue: Pick<CatalogueService, 'ofSeller'>;
  readonly canteens: () => Promise<{ id: string; name: { zh: string; en: string } }[]>;
}

/** What goods cost whom and when they can be had: contracts, price records, cut-offs, calendars. */
export function tradePages(deps: Deps): Endpoint[] {
  return [...canteenSide(deps), ...sellerSide(deps)];
}

function canteenSide({ priceHistory, agreementViews, calendars, orderSheet }: Deps): Endpoint[] {
  return [
    page({
      path: '/canteen/prices/:offerId',
      who: ['canteen'],
      area: 'trade',
      params: byOfferId,
      load: ({ actor, params }) => priceHistory(actor, params.offerId),
      props: priceHistoryView,
      title: (w) => w.prices.title,
      view: Prices,
    }),
    page({
      path: '/canteen/agreements',
      who: ['canteen'],
      area: 'trade',
      load: async ({ actor }) => ({
        agreements: await agreementViews.of(actor),
        canSign: actor.duties.includes('approver') || actor.duties.includes('admin'),
      }),
      props: canteenAgreements,
      title: (w) => w.agreements.title,
      view: CanteenAgreements,
      client: 'trade/CanteenAgreements',
    }),
    page({
      path: '/canteen/calendar',
      who: ['canteen'],
      area: 'trade',
      load: async ({ actor }) => {
        const days = await orderSheet.daysFor(actor.orgId);
        return {
          calendar: copyOf(await calendars.calendarOf(actor.orgId)),
          ...days,
          canSet: actor.duties.includes('buyer') || actor.duties.includes('admin'),
        };
      },
      props: calendarProps,
      title: (w) => w.calendar.title,
      view: CalendarPage,
      client: 'trade/Calendar',
    }),
  ];
}

function sellerSide({ agreementViews, ruleViews, catalogue, canteens }: Deps): Endpoint[] {
  return [
    page({
      path: '/coop/agreements',
      who: ['cooperative'],
      area: 'trade',
      load: async ({ actor }) => ({
        agreements: await agreementViews.of(actor),
        offers: toCanteens(await catalogue.ofSeller(actor.orgId)),
        canteens: await canteens(),
        canPropose: true,
      }),
      props: coopAgreements,
      title: (w) => w.agreements.title,
      view: CoopAgreements,
      client: 'trade/CoopAgreements',
    }),
    page({
      path: '/coop/rules',
      who: ['cooperative'],
      area: 'trade',
      load: async ({ actor }) => {
        const { classes, sellers } = await ruleViews.all();
        const own = sellers.filter(({ sellerId }) => sellerId === actor.orgId);
        return { rules: { classes, sellers: own }, canSetAll: false };
      },
      props: rulesProps,
      title: (w) => w.rules.title,
      view: Rules,
      client: 'trade/Rules',
    }),
    page({
      path: '/admin/rules',
      who: ['operator'],
      area: 'trade',
      load: async () => ({ rules: await ruleViews.all(), canSetAll: true }),
      props: rulesProps,
      title: (w) => w.rules.title,
      view: Rules,
      client: 'trade/Rules',
    }),
    page({
      path: '/admin/agreements',
      who: ['operator'],
      area: 'trade',
      load: async ({ actor }) => ({
        agreements: await agreementViews.of(actor),
        offers: [],
        canteens: [],
        canPropose: false,
      }),
      props: coopAgreements,
      title: (w) => w.agreements.title,
      view: CoopAgreements,
      client: 'trade/CoopAgreements',
    }),
  ];
}

function toCanteens(offered: readonly OfferedSku[]) {
  return offered
    .filter(({ offer }) => offer.channel === 'canteen' && offer.standing === 'offered')
    .map(({ offer, product, sku }) => ({
      offerId: offer.id,
      name: { zh: product.nameZh, en: product.nameEn },
      spec: { zh: sku.nameZh, en: sku.nameEn },
      pack: { zh: sku.packZh, en: sku.packEn },
      price: offer.price,
    }));
}

function copyOf({ closed, terms, onHolidays }: Awaited<ReturnType<Calendars['calendarOf']>>) {
  return { closed: [...closed], terms: [...terms], onHolidays };
}
