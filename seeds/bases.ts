import type { Actor } from '../src/shared/actor.ts';
import type { CountyId } from '../src/shared/facts/places.ts';
import { countyOf, facts, type BaseFacts } from './facts.ts';
import type { Cast } from './people.ts';
import type { Pictures } from './pictures.ts';
import { aCommand, type Stage } from './stage.ts';

/** A base as it was registered: its id, and the id of each plot of the facts. */
export interface PlantedBase {
  readonly facts: BaseFacts;
  readonly owner: Actor;
  readonly baseId: string;
  readonly plots: ReadonlyMap<string, string>;
}

/** Every base of the facts that somebody on the stage works, with plots and what was authorised. */
export async function registerBases(
  stage: Stage,
  { sellers }: Cast,
  pictures: Pictures,
): Promise<PlantedBase[]> {
  const planted: PlantedBase[] = [];
  for (const base of facts.bases) {
    const owner = sellers.get(base.operatorOrgId ?? '');
    if (owner) planted.push(await registerBase(stage, { base, owner, pictures }));
  }
  return planted;
}

interface Planting {
  readonly base: BaseFacts;
  readonly owner: Actor;
  readonly pictures: Pictures;
}

async function registerBase(
  { services: { bases } }: Stage,
  { base, owner, pictures }: Planting,
): Promise<PlantedBase> {
  const by = () => ({ orgId: owner.orgId, command: aCommand() });
  const place = facts.places.find(({ id }) => id === base.placeId);
  const { id: baseId } = await bases.register(
    {
      ...{ nameZh: base.nameZh, nameEn: base.nameEn, address: null },
      countyId: countyOf(base.placeId) as CountyId,
      village: place?.nameZh ?? '示例村',
      crop: cropOf(base),
      areaMu100: Math.round((base.areaMu ?? 10) * 100),
      responsible: '生产组（示例）',
      photos: [await pictures.photo(categoryOf(base), 0, owner)],
    },
    by(),
  );
  const plots = new Map<string, string>();
  for (const { id, nameZh, areaMu, productIds } of base.plots) {
    const draft = { nameZh, areaMu100: Math.round(areaMu * 100), productIds };
    plots.set(id, `${baseId}.${(await bases.addPlot(baseId, draft, by())).n}`);
  }
  for (const title of base.authorisations ?? []) {
    const body = facts.publicBodies.find(({ id }) => id === title.authorityBodyId)?.nameZh ?? '';
    const fileId = await pictures.paper('authorisation of the base', owner);
    const { number, validFrom, validTo, productScopeIds } = title;
    await bases.addAuthorisation(
      baseId,
      {
        ...{ kind: 'vegetable_basket_base', title: title.titleZh, body, fileId },
        ...{ number, validFrom, validTo, productScopeIds },
      },
      by(),
    );
  }
  return { facts: base, owner, baseId, plots };
}

function cropOf({ productIds }: BaseFacts): string {
  const names = productIds
    .map((id) => facts.products.find((product) => product.id === id)?.nameZh ?? '')
    .filter((name) => name !== '');
  return names.slice(0, 3).join('、') || '示例作物';
}

function categoryOf({ productIds }: BaseFacts): string {
  return facts.products.find(({ id }) => id === productIds[0])?.category ?? 'fruit';
}
