import type { BaseService } from '../../features/bases/index.ts';
import {
  batchByCode,
  batchFilter,
  batchRowOf,
  type BatchRowView,
  type BatchService,
} from '../../features/batches/index.ts';
import type { CatalogueService } from '../../features/catalogue/index.ts';
import type { FulfilmentService } from '../../features/fulfilment/index.ts';
import type { LineageView } from '../../features/making/index.ts';
import { paperViewOf, type PaperService } from '../../features/papers/index.ts';
import type { LabelService } from '../../features/prints/index.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import type { Actor } from '../../shared/actor.ts';
import { printedCode } from '../../shared/code.ts';
import { dayAt } from '../../shared/day.ts';
import { page } from '../page.tsx';
import BatchPage from '../pages/coop/BatchPage.tsx';
import Batches from '../pages/coop/Batches.tsx';
import Home from '../pages/coop/Home.tsx';
import Labels from '../pages/coop/Labels.tsx';
import NewBatch from '../pages/coop/NewBatch.tsx';
import { batchProps, homeProps, labelProps, listProps, newProps } from './batches.schema.ts';

interface Deps {
  readonly fulfilment: Pick<FulfilmentService, 'pickList'>;
  readonly batches: Pick<BatchService, 'list' | 'view' | 'ownersOf'>;
  readonly bases: Pick<BaseService, 'views'>;
  readonly papers: Pick<PaperService, 'list'>;
  readonly catalogue: Pick<CatalogueService, 'products'>;
  readonly labels: Pick<LabelService, 'label'>;
  readonly lineage: (code: string) => Promise<LineageView>;
  readonly world: { readonly now: () => Date };
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** The cooperative's start page, its batches and their labels. */
export function batchesPages(deps: Deps): Endpoint[] {
  const { batches, world } = deps;
  const today = () => dayAt(world.now());
  const rows = async (actor: Actor) => (await batches.list(actor, { limit: 200 })).map(batchRowOf);

  return [
    page({
      path: '/coop',
      who: ['cooperative'],
      area: 'batches',
      load: async ({ actor }) => ({
        ...homeOf(await rows(actor), today()),
        ...shipOf((await deps.fulfilment.pickList(actor.orgId)).days, world.now()),
      }),
      props: homeProps,
      title: (w) => w.home.title,
      view: Home,
    }),
    page({
      path: '/coop/batches',
      who: ['cooperative'],
      query: batchFilter,
      area: 'batches',
      load: async ({ actor, query }) => ({
        batches: (await batches.list(actor, query)).map(batchRowOf),
        q: query.q ?? '',
        state: query.state ?? ('all' as const),
      }),
      props: listProps,
      title: (w) => w.list.title,
      view: Batches,
    }),
    page({
      path: '/coop/batches/new',
      who: ['cooperative'],
      area: 'batches',
      load: async ({ actor }) => ({
        bases: await deps.bases.views(actor),
        products: (await deps.catalogue.products()).map(({ id, nameZh, nameEn }) => ({
          ...{ id, nameZh, nameEn },
        })),
        papers: await papersOf(deps, actor),
        today: today(),
      }),
      props: newProps,
      title: (w) => w.form.title,
      view: NewBatch,
      client: 'coop/NewBatch',
    }),
    ...oneBatchPages(deps), // after `new`, which would be read as a code
  ];
}

/** What has the code of one batch in its address. */
function oneBatchPages(deps: Deps): Endpoint[] {
  const { batches, labels } = deps;
  const own = {
    roles: ['cooperative'],
    ownersOf: ({ code }: { code: string }) => batches.ownersOf(code),
  } as const;

  return [
    page({
      path: '/coop/batches/:code',
      who: own,
      params: batchByCode,
      area: 'batches',
      load: async ({ actor, params }) => ({
        batch: await batches.view(params.code),
        papers: await papersOf(deps, actor),
        lineage: await deps.lineage(params.code),
      }),
      props: batchProps,
      title: (_, { batch }) => printedCode(batch.code),
      view: BatchPage,
      client: 'coop/BatchPage',
    }),
    page({
      path: '/coop/batches/:code/labels',
      who: own,
      params: batchByCode,
      area: 'batches',
      frame: 'print',
      load: async ({ params }) => ({ label: await labels.label(params.code) }),
      props: labelProps,
      title: (w) => w.labels.title,
      view: Labels,
      client: 'coop/Labels',
    }),
  ];
}

async function papersOf({ papers }: Deps, actor: Actor) {
  return (await papers.list(actor, {})).map(paperViewOf);
}

/** Orders that wait to leave, of today (and those overdue) and of tomorrow. */
function shipOf(days: readonly { day: string; orders: number }[], now: Date) {
  const today = dayAt(now);
  const tomorrow = dayAt(new Date(now.getTime() + DAY_MS));
  const sum = (of: (day: string) => boolean) =>
    days.filter(({ day: on }) => of(on)).reduce((total, { orders }) => total + orders, 0);
  return { shipToday: sum((on) => on <= today), shipTomorrow: sum((on) => on === tomorrow) };
}

function homeOf(rows: readonly BatchRowView[], today: string) {
  const count = (state: BatchRowView['state']) => rows.filter((row) => row.state === state).length;
  const sum = (of: readonly number[]) => of.reduce((total, g) => total + g, 0);
  return {
    waiting: count('waiting'),
    drafts: count('draft'),
    harvestedG: sum(rows.filter(({ madeOn }) => madeOn === today).map(({ grams }) => grams)),
    onSaleG: sum(rows.filter(({ state }) => state === 'on_sale').map(({ availG }) => availG)),
  };
}
