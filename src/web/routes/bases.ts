import { baseById, type BaseService } from '../../features/bases/index.ts';
import type { CatalogueService, Product } from '../../features/catalogue/index.ts';
import { paperViewOf, type PaperService } from '../../features/papers/index.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import type { Actor } from '../../shared/actor.ts';
import { dayAt } from '../../shared/day.ts';
import { COUNTY_IDS, placeOf, type CountyId } from '../../shared/facts/places.ts';
import { page } from '../page.tsx';
import BasePage from '../pages/coop/BasePage.tsx';
import Bases from '../pages/coop/Bases.tsx';
import NewBase from '../pages/coop/NewBase.tsx';
import NewPaper from '../pages/coop/NewPaper.tsx';
import Papers from '../pages/coop/Papers.tsx';
import {
  KINDS,
  baseProps,
  basesProps,
  newBaseProps,
  newPaperProps,
  papersProps,
  type ProductName,
} from './bases.schema.ts';

interface Deps {
  readonly bases: Pick<BaseService, 'view' | 'views' | 'ownersOf'>;
  readonly papers: Pick<PaperService, 'list'>;
  readonly catalogue: Pick<CatalogueService, 'products'>;
  readonly organisations: { readonly get: (id: string) => Promise<Named | undefined> };
  readonly world: { readonly now: () => Date };
}

interface Named {
  readonly nameZh: string;
}

/** The cooperative's bases. */
export function basesPages({ bases, catalogue }: Deps): Endpoint[] {
  const products = async () => (await catalogue.products()).map(nameOf);

  return [
    page({
      path: '/coop/bases',
      who: ['cooperative'],
      area: 'bases',
      load: async ({ actor }) => ({
        ...{ bases: await bases.views(actor), products: await products(), counties: COUNTIES },
      }),
      props: basesProps,
      title: (w) => w.list.title,
      view: Bases,
    }),
    page({
      path: '/coop/bases/new',
      who: ['cooperative'],
      area: 'bases',
      load: () => ({ counties: COUNTIES }),
      props: newBaseProps,
      title: (w) => w.form.title,
      view: NewBase,
      client: 'coop/NewBase',
    }),
    page({
      path: '/coop/bases/:id',
      who: { roles: ['cooperative'], ownersOf: ({ id }) => bases.ownersOf(id) },
      params: baseById,
      area: 'bases',
      load: async ({ params }) => {
        const base = await bases.view(params.id);
        return { base, products: await products(), county: countyNamed(base.countyId) };
      },
      props: baseProps,
      title: (_, { base }) => base.nameZh,
      view: BasePage,
      client: 'coop/BasePage',
    }),
  ];
}

/** Its certificates and other papers. */
export function papersPages({ papers, catalogue, organisations, world }: Deps): Endpoint[] {
  const today = () => dayAt(world.now());
  const products = async () => (await catalogue.products()).map(nameOf);

  return [
    page({
      path: '/coop/papers',
      who: ['cooperative'],
      area: 'bases',
      load: async ({ actor }) => ({
        papers: (await papers.list(actor, {})).map(paperViewOf),
        today: today(),
      }),
      props: papersProps,
      title: (w) => w.papers.title,
      view: Papers,
    }),
    page({
      path: '/coop/papers/new',
      who: ['cooperative'],
      area: 'bases',
      load: async ({ actor }) => ({
        products: await products(),
        kinds: KINDS,
        today: today(),
        subject: await nameOfOrganisation(actor),
      }),
      props: newPaperProps,
      title: (w) => w.paperForm.title,
      view: NewPaper,
      client: 'coop/NewPaper',
    }),
  ];

  async function nameOfOrganisation({ orgId }: Actor): Promise<string> {
    return (await organisations.get(orgId))?.nameZh ?? orgId;
  }
}

const COUNTIES = COUNTY_IDS.map(countyNamed);

function countyNamed<Id extends CountyId>(id: Id) {
  const { nameZh = id, nameEn = id } = placeOf(id) ?? {};
  return { id, nameZh, nameEn };
}

function nameOf({ id, nameZh, nameEn }: Product): ProductName {
  return { id, nameZh, nameEn };
}
