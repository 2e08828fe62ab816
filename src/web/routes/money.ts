import {
  byPartner,
  byStatement,
  runningView,
  statementQuery,
  statementsView,
  statementView,
  type LedgerViews,
  type StatementService,
} from '../../features/ledger/index.ts';
import { limitsView, limitsViewFor, type LimitService } from '../../features/limits/index.ts';
import { firstSettings, type OrganisationService } from '../../features/organisations/index.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { AppError } from '../../shared/errors.ts';
import { PLACES } from '../../shared/facts/places.ts';
import { page } from '../page.tsx';
import Limits from '../pages/money/Limits.tsx';
import Running from '../pages/money/Running.tsx';
import Settings from '../pages/money/Settings.tsx';
import Statement from '../pages/money/Statement.tsx';
import Statements from '../pages/money/Statements.tsx';
import Terms from '../pages/money/Terms.tsx';
import Windows from '../pages/money/Windows.tsx';
import { settingsPage, termsPage, windowsPage } from './money.schema.ts';

interface Deps {
  readonly ledgerViews: LedgerViews;
  readonly statements: Pick<StatementService, 'ownersOf'>;
  readonly limits: LimitService;
  readonly organisations: Pick<OrganisationService, 'get'>;
}

const SIDES = [
  { base: '/canteen', role: 'canteen' },
  { base: '/coop', role: 'cooperative' },
] as const;
/** Somebody whose organisation is not known here sees what a new one starts with. */
const NOBODY = {
  ...{ school: false, address: '', contact: { name: '', phone: '' } },
  settings: firstSettings(false),
};
const DISTRICTS = PLACES.filter(({ parentId }) => parentId === 'HZ');

/** Statements and running accounts on both sides, limits, settings. */
export function moneyPages(deps: Deps): Endpoint[] {
  const books = SIDES.flatMap((side) => bookPages(deps, side));
  return [...books, ...limitPages(deps), ...organisationPages(deps)];
}

function bookPages(
  { ledgerViews: views, statements }: Deps,
  { base, role }: (typeof SIDES)[number],
) {
  return [
    page({
      path: `${base}/statements`,
      who: [role],
      area: 'money',
      load: ({ actor }) => views.overview(actor),
      props: statementsView,
      title: (w) => w.statements.title,
      view: Statements,
    }),
    page({
      path: `${base}/statements/:id`,
      who: { roles: [role], ownersOf: ({ id }: { id: string }) => statements.ownersOf(id) },
      area: 'money',
      params: byStatement,
      query: statementQuery,
      load: ({ actor, params, query }) => views.one(params.id, query.v, actor),
      props: statementView,
      title: (w, { period }) => w.one.title(period),
      view: Statement,
      client: 'money/Statement',
    }),
    page({
      path: `${base}/accounts/:orgId`,
      who: [role],
      area: 'money',
      params: byPartner,
      load: ({ actor, params }) => views.running(params.orgId, actor),
      props: runningView,
      title: (w, { partner }) => w.running.title(partner.name.zh),
      view: Running,
      client: 'money/Running',
    }),
  ];
}

function limitPages({ limits }: Deps) {
  return [
    page({
      path: '/canteen/budget',
      who: ['canteen'],
      area: 'money',
      load: ({ actor }) => limitsViewFor(limits, actor),
      props: limitsView,
      title: (w) => w.limits.title,
      view: Limits,
      client: 'money/Limits',
    }),
    page({
      path: '/coop/windows',
      who: ['cooperative'],
      area: 'money',
      load: async ({ actor }) => ({
        windows: (await limits.windows(actor.orgId)).map(windowOf),
        districts: DISTRICTS.map(({ id, nameZh, nameEn }) => ({
          id,
          name: { zh: nameZh, en: nameEn },
        })),
        today: limits.today(),
      }),
      props: windowsPage,
      title: (w) => w.windows.title,
      view: Windows,
      client: 'money/Windows',
    }),
  ];
}

function organisationPages({ limits, organisations }: Deps) {
  /** @throws AppError `organisation.not-found` */
  const organisation = async (id: string) => {
    const found = await organisations.get(id);
    if (found) return found;
    throw new AppError('not-found', 'organisation.not-found', `There is no organisation ${id}.`);
  };
  return [
    page({
      path: '/organisation/settings',
      who: [
        { role: 'canteen', duty: 'admin' },
        { role: 'cooperative', duty: 'admin' },
      ],
      area: 'money',
      load: async ({ actor }) => {
        const { school, address, contact, settings } =
          (await organisations.get(actor.orgId)) ?? NOBODY;
        const { payerId, ...rest } = settings;
        return {
          ...{ buys: actor.role === 'canteen', school, address, contact: { ...contact }, ...rest },
          payer: payerId === null ? null : (await organisation(payerId)).nameZh,
          approvals: rest.approvals.map((rule) => ({ ...rule })),
          deliveryDays: [...rest.deliveryDays],
        };
      },
      props: settingsPage,
      title: (w) => w.settings.title,
      view: Settings,
      client: 'money/Settings',
    }),
    page({
      path: '/admin/terms/:orgId',
      who: ['operator'],
      area: 'money',
      params: byPartner,
      load: async ({ params: { orgId } }) => {
        const { nameZh: name, settings } = await organisation(orgId);
        const { termsDays, payerId } = settings;
        return { orgId, name, termsDays, payerId, credit: (await limits.credit(orgId)) ?? null };
      },
      props: termsPage,
      title: (w, { name }) => w.terms.title(name),
      view: Terms,
      client: 'money/Terms',
    }),
  ];
}

/** `seller/district:day:hh:mm` apart. */
function windowOf(figures: Awaited<ReturnType<LimitService['windows']>>[number]) {
  const [, rest = ''] = figures.id.split('/');
  const [districtId = '', day = '', ...slot] = rest.split(':');
  const { id, limit, held, avail } = figures;
  return { id, districtId, day, slot: slot.join(':'), limit, held, avail };
}
