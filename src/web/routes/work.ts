import Joi from 'joi';
import { batchRowOf, type BatchService } from '../../features/batches/index.ts';
import type { CatalogueService } from '../../features/catalogue/index.ts';
import { makingView, makingViewOf, type MakingService } from '../../features/making/index.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { code, list, object } from '../../shared/schema.ts';
import { page } from '../page.tsx';
import Works from '../pages/work/Works.tsx';

interface Deps {
  readonly making: Pick<MakingService, 'listOf'>;
  readonly batches: Pick<BatchService, 'list'>;
  readonly catalogue: Pick<CatalogueService, 'products'>;
}

const name = object({ zh: Joi.string(), en: Joi.string() });

const worksView = object({
  works: list(makingView),
  lots: list(object({ code: code(), name, availG: Joi.number().integer() })),
  products: list(object({ id: Joi.string(), name })),
});

/** The cooperative's packing room. */
export function workPages({ making, batches, catalogue }: Deps): Endpoint[] {
  return [
    page({
      path: '/coop/work',
      who: ['cooperative'],
      area: 'work',
      load: async ({ actor }) => {
        const rows = await batches.list(actor, { state: 'on_sale', limit: 200 });
        const products = await catalogue.products();
        return {
          works: (await making.listOf(actor.orgId)).map(makingViewOf),
          lots: rows.map(batchRowOf).map(({ code: id, product: { zh, en }, availG }) => ({
            ...{ code: id, name: { zh, en }, availG },
          })),
          products: products.map(({ id, nameZh: zh, nameEn: en }) => ({ id, name: { zh, en } })),
        };
      },
      props: worksView,
      title: (w) => w.list.title,
      view: Works,
      client: 'work/Works',
    }),
  ];
}
