import Joi from 'joi';
import { baseView, type BaseService } from '../../features/bases/index.ts';
import {
  BATCH_STATES,
  batchByCode,
  batchFilter,
  batchRow,
  batchRowOf,
  batchView,
  type BatchRowView,
  type BatchService,
} from '../../features/batches/index.ts';
import type { CatalogueService } from '../../features/catalogue/index.ts';
import { paperView, paperViewOf, type PaperService } from '../../features/papers/index.ts';
import { labelView, type LabelService } from '../../features/prints/index.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import type { Actor } from '../../shared/actor.ts';
import { printedCode } from '../../shared/code.ts';
import { dayAt } from '../../shared/day.ts';
import { day, list, object, oneOf, type Infer } from '../../shared/schema.ts';
import { page } from '../page.tsx';
import BatchPage from '../pages/coop/BatchPage.tsx';
import Batches from '../pages/coop/Batches.tsx';
import Home from '../pages/coop/Home.tsx';
import Labels from '../pages/coop/Labels.tsx';
import NewBatch from '../pages/coop/NewBatch.tsx';

const amount = Joi.number().integer().min(0);
const product = object({ id: Joi.string(), nameZh: Joi.string(), nameEn: Joi.string() });
const homeProps = object({ waiting: amount, drafts: amount, harvestedG: amount, onSaleG: amount });
const listProps = object({
  batches: list(batchRow),
  q: Joi.string().allow(''),
  state: oneOf(...BATCH_STATES, 'all'),
});
const newProps = object({
  ...{ bases: list(baseView), products: list(product), papers: list(paperView), today: day() },
});
const batchProps = object({ batch: batchView, papers: list(paperView) });
const labelProps = object({ label: labelView });

export type HomeProps = Infer<typeof homeProps>;
export type BatchesProps = Infer<typeof listProps>;
export type NewBatchProps = Infer<typeof newProps>;
export type BatchProps = Infer<typeof batchProps>;
export type LabelProps = Infer<typeof labelProps>;

interface Deps {
  readonly batches: Pick<BatchService, 'list' | 'view' | 'ownersOf'>;
  readonly bases: Pick<BaseService, 'views'>;
  readonly papers: Pick<PaperService, 'list'>;
  readonly catalogue: Pick<CatalogueService, 'products'>;
  readonly labels: Pick<LabelService, 'label'>;
  readonly world: { readonly now: () => Date };
}

/** The cooperative's start page, its batches and their labels. */
export function batchesPages(deps: Deps): Endpoint[] {
  const { batches, labels, world } = deps;
  const today = () => dayAt(world.now());
  const papersOf = async (actor: Actor) => (await deps.papers.list(actor, {})).map(paperViewOf);
  const rows = async (actor: Actor) => (await batches.list(actor, { limit: 200 })).map(batchRowOf);
  const own = {
    roles: ['cooperative'],
    ownersOf: ({ code }: { code: string }) => batches.ownersOf(code),
  } as const;

  return [
    page({
      path: '/coop',
      who: ['cooperative'],
      area: 'batches',
      load: async ({ actor }) => homeOf(await rows(actor), today()),
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
        papers: await papersOf(actor),
        today: today(),
      }),
      props: newProps,
      title: (w) => w.form.title,
      view: NewBatch,
      client: 'coop/NewBatch',
    }),
    page({
      path: '/coop/batches/:code',
      who: own,
      params: batchByCode,
      area: 'batches',
      load: async ({ actor, params }) => ({
        batch: await batches.view(params.code),
        papers: await papersOf(actor),
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

function homeOf(rows: readonly BatchRowView[], today: string): HomeProps {
  const count = (state: BatchRowView['state']) => rows.filter((row) => row.state === state).length;
  const sum = (of: readonly number[]) => of.reduce((total, g) => total + g, 0);
  return {
    waiting: count('waiting'),
    drafts: count('draft'),
    harvestedG: sum(rows.filter(({ madeOn }) => madeOn === today).map(({ grams }) => grams)),
    onSaleG: sum(rows.filter(({ state }) => state === 'on_sale').map(({ availG }) => availG)),
  };
}
