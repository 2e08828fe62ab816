import Joi from 'joi';
import { baseById, baseView, type BaseService } from '../../features/bases/index.ts';
import type { CatalogueService, Product } from '../../features/catalogue/index.ts';
import { paperView, paperViewOf, type PaperService } from '../../features/papers/index.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import type { Actor } from '../../shared/actor.ts';
import { dayAt } from '../../shared/day.ts';
import { PAPER_KINDS } from '../../shared/facts/papers.ts';
import { COUNTY_IDS, placeOf, type CountyId } from '../../shared/facts/places.ts';
import { day, list, object, oneOf, type Infer } from '../../shared/schema.ts';
import { page } from '../page.tsx';
import BasePage from '../pages/coop/BasePage.tsx';
import Bases from '../pages/coop/Bases.tsx';
import NewBase from '../pages/coop/NewBase.tsx';
import NewPaper from '../pages/coop/NewPaper.tsx';
import Papers from '../pages/coop/Papers.tsx';

/** What others issue: our own certificate and what the service writes itself are none. */
const NOT_REGISTERED = ['conformity_certificate', 'delivery_note', 'inspection_ledger', 'invoice'];
const KINDS = PAPER_KINDS.filter(({ id }) => !NOT_REGISTERED.includes(id)).map(
  ({ id, nameZh, nameEn }) => ({ id, nameZh, nameEn }),
);

/** A product, county or kind of paper by name, in both languages. */
const named = object({ id: Joi.string(), nameZh: Joi.string(), nameEn: Joi.string() });
const product = named;
const basesProps = object({
  bases: list(baseView),
  products: list(product),
  counties: list(named),
});
const baseProps = object({ base: baseView, products: list(product), county: named });
const newBaseProps = object({
  counties: list(object({ id: oneOf(...COUNTY_IDS), nameZh: Joi.string(), nameEn: Joi.string() })),
});
const papersProps = object({ papers: list(paperView), today: day() });
const newPaperProps = object({
  ...{
    products: list(product),
    kinds: list(
      object({
        id: oneOf(...KINDS.map(({ id }) => id)),
        nameZh: Joi.string(),
        nameEn: Joi.string(),
      }),
    ),
    today: day(),
    subject: Joi.string(),
  },
});

export type ProductName = Infer<typeof product>;
export type NewBaseProps = Infer<typeof newBaseProps>;
export type BasesProps = Infer<typeof basesProps>;
export type BaseProps = Infer<typeof baseProps>;
export type PapersProps = Infer<typeof papersProps>;
export type NewPaperProps = Infer<typeof newPaperProps>;

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
