import {
  createCalendars,
  createCalendarStore,
  createDeliveryRuleStore,
  createRuleViews,
} from '../features/calendars/index.ts';
import type { CatalogueService } from '../features/catalogue/index.ts';
import type { Notifications } from '../features/notifications/index.ts';
import type { OrganisationService } from '../features/organisations/index.ts';
import {
  createAgreements,
  createAgreementStore,
  createAgreementViews,
  type PriceAgreement,
} from '../features/prices/index.ts';
import type { TaskService } from '../features/tasks/index.ts';
import type { World } from './world.ts';

interface Parts {
  readonly catalogue: Pick<CatalogueService, 'offersByIds'>;
  readonly organisations: Pick<OrganisationService, 'get' | 'list'>;
  readonly tasks: Pick<TaskService, 'add' | 'done'>;
  readonly notifications: Pick<Notifications, 'send'>;
}

const SELLERS = ['cooperative', 'processor', 'hub', 'company'];

/** What goods cost whom, and when they can be had. */
export function createPrices({ db, now }: World, parts: Parts) {
  const { catalogue, organisations, tasks, notifications } = parts;
  const organisation = organisations.get;
  const calendars = createCalendars({
    ...{ rules: createDeliveryRuleStore(db), calendars: createCalendarStore(db) },
    ...{ organisation, now },
  });
  const agreements = createAgreements({
    ...{ agreements: createAgreementStore(db), organisation, now },
    offer: async (id) => (await catalogue.offersByIds([id]))[0]?.offer,
    ask: ({ _id, no, buyerId }) =>
      tasks.add({
        ...{ _id: `agreement:${_id}`, kind: 'agreement-proposed', orgId: buyerId },
        ...{ href: '/canteen/agreements', facts: { no } },
      }),
    answered: async (agreement, by) => {
      const { _id, no, state, sellerId } = agreement;
      await tasks.done(`agreement:${_id}`, { by, outcome: state });
      if (state !== 'agreed' && state !== 'declined') return;
      await notifications.send({
        ...{ _id: `agreement:${_id}:${state}`, kind: noticeOf(state), orgId: sellerId },
        ...{ href: '/coop/agreements', facts: { no } },
      });
    },
  });
  const nameOf = async (orgId: string) => {
    const org = await organisation(orgId);
    return { zh: org?.nameZh ?? orgId, en: org?.nameEn ?? orgId };
  };
  const agreementViews = createAgreementViews({
    ...{ agreements, nameOf },
    goodsOf: async (ids) => goodsNames(await catalogue.offersByIds(ids)),
  });
  const active = (limit: number) => organisations.list({ standing: 'active', limit });
  const ruleViews = createRuleViews({
    calendars,
    sellers: async () => (await active(500)).filter(({ kind }) => SELLERS.includes(kind)),
  });
  /** Whom a contract can be offered to. */
  const canteens = async () =>
    (await organisations.list({ standing: 'active', kind: 'canteen', limit: 500 })).map(
      ({ _id: id, nameZh: zh, nameEn: en }) => ({ id, name: { zh, en } }),
    );
  return { calendars, agreements, agreementViews, ruleViews, canteens };
}

function noticeOf(state: PriceAgreement['state']) {
  return state === 'agreed' ? 'agreement-agreed' : 'agreement-declined';
}

function goodsNames(offered: Awaited<ReturnType<CatalogueService['offersByIds']>>) {
  return new Map(
    offered.map(({ offer, product, sku }) => [
      offer.id,
      {
        name: { zh: product.nameZh, en: product.nameEn },
        spec: { zh: sku.nameZh, en: sku.nameEn },
        pack: { zh: sku.packZh, en: sku.packEn },
      },
    ]),
  );
}
