import type { NewAuthorisation, NewBase, NewPlot } from '../../src/features/bases/base.ts';
import type { TestApp } from './app.ts';

/** A new base of pears in Dangshan; say what matters. */
export function aNewBase(over: Partial<NewBase> = {}): NewBase {
  return {
    nameZh: '良梨一号园',
    nameEn: 'Liangli orchard 1',
    countyId: 'DS',
    village: '良梨镇良梨村',
    address: null,
    crop: '酥梨',
    areaMu100: 10_000,
    responsible: '生产一组',
    photos: [],
    ...over,
  };
}

export function aNewPlot(over: Partial<NewPlot> = {}): NewPlot {
  return { nameZh: '东园', areaMu100: 1_800, productIds: ['ds-pear-1'], ...over };
}

/** The one title that is known: for vegetables and melons, without number and term. */
export function aNewAuthorisation(over: Partial<NewAuthorisation> = {}): NewAuthorisation {
  return {
    kind: 'vegetable_basket_base',
    title: '杭州市西湖区菜篮子生产基地',
    body: '西湖区农业农村局',
    number: null,
    productScopeIds: ['ds-melon', 'ds-leaf-qc'],
    validFrom: '2023-03-04',
    validTo: null,
    fileId: null,
    ...over,
  };
}

interface OfBase {
  readonly orgId?: string;
  readonly base?: Partial<NewBase>;
  readonly plot?: Partial<NewPlot>;
}

/** A registered base with one plot, of an organisation; through the services, as a user would. */
export async function aBaseWithPlot({ services }: Pick<TestApp, 'services'>, of: OfBase = {}) {
  const { orgId = 'org-1', base, plot } = of;
  const by = () => ({ orgId, command: aCommand() });
  const { id } = await services.bases.register(aNewBase(base), by());
  const { n } = await services.bases.addPlot(id, aNewPlot(plot), by());
  return { baseId: id, plotId: `${id}.${n}` };
}

let commands = 0;

/** A command nobody has given before. */
export function aCommand() {
  commands += 1;
  const key = `a-test-command-${commands}`;
  return { key, reqHash: key };
}
