import type { Services } from '../src/app/services.ts';
import type { Actor } from '../src/shared/actor.ts';
import { facts, productFacts, type ProductFacts } from './facts.ts';
import type { PlantedBase } from './bases.ts';
import type { Pictures } from './pictures.ts';
import { aCommand, at, dayText, type Stage } from './stage.ts';

/** A batch that somebody registers: goods, grams, day, and where it grew or was made. */
export interface BatchPlan {
  readonly productId: string;
  readonly grams: number;
  /** Day of harvest or production, counted from today. */
  readonly day: number;
  /** For a drawing of its own. */
  readonly variant: number;
  /** Leaves the papers out: a batch that waits for a person. */
  readonly withoutPapers?: true;
}

export interface Grounds {
  readonly bases: readonly PlantedBase[];
  readonly sellers: ReadonlyMap<string, Actor>;
  readonly pictures: Pictures;
  readonly catalogue: Services['catalogue'];
}

/** Who sells a product, by the facts. */
export function sellerOf({ sellers }: Pick<Grounds, 'sellers'>, productId: string): Actor {
  const org = facts.organisations.find(({ productIds }) => productIds.includes(productId));
  const seller = sellers.get(org?.id ?? '');
  if (!seller) throw new RangeError(`nobody sells ${productId}`);
  return seller;
}

/** Registers a batch as a cooperative does: draft, photo, papers, test, submit. Returns its code. */
export async function registerBatch(
  stage: Stage,
  grounds: Grounds,
  plan: BatchPlan,
): Promise<string> {
  const { batches } = stage.services;
  const seller = sellerOf(grounds, plan.productId);
  const product = productFacts(plan.productId);
  const by = () => ({ sellerId: seller.orgId, userId: seller.userId, command: aCommand() });

  const { code } = await batches.draft({ ...originOf(stage, grounds, plan), note: null }, by());
  const photo = await grounds.pictures.photo(product.category, plan.variant, seller);
  await batches.setPhotos(code, [photo], by());
  if (plan.withoutPapers) return code;

  await batches.setPapers(code, await papersFor(stage, { plan, product, seller, grounds }), by());
  if (['vegetable_fruit', 'egg'].includes(product.legalClass)) {
    const rapid = { kind: 'rapid', verdict: 'pass', fileId: null } as const;
    const method = 'GB/T 5009.199-2003 酶抑制率法';
    const measured = { inhibitionPermille: 60 + ((plan.variant * 37) % 160), limitPermille: 500 };
    const item = '有机磷和氨基甲酸酯类';
    await batches.addTest(code, { ...rapid, item, method, ...measured }, by());
  }
  await batches.submit(code, by());
  return code;
}

function originOf({ today }: Stage, { bases }: Grounds, { productId, grams, day }: BatchPlan) {
  const on = dayText(at(today, day, '12:00'));
  for (const { facts: base, baseId, plots } of bases) {
    const plot = base.plots.find(({ productIds }) => productIds.includes(productId));
    const isGrown = ['vegetable_fruit'].includes(productFacts(productId).legalClass);
    const plotId = plots.get(plot?.id ?? '');
    if (isGrown && plotId !== undefined) {
      const from = { baseId, plotId, harvestedOn: on, works: null, producedOn: null };
      return { kind: 'harvested', productId, grams, ...from } as const;
    }
  }
  const own = bases.find(({ facts: base }) => base.productIds.includes(productId));
  const works = own ? null : '自有厂区（示例）';
  const from = { baseId: own?.baseId ?? null, plotId: null, harvestedOn: null, works };
  return { kind: 'made', productId, grams, ...from, producedOn: on } as const;
}

interface PaperNeed {
  readonly plan: BatchPlan;
  readonly product: ProductFacts;
  readonly seller: Actor;
  readonly grounds: Grounds;
}

async function papersFor(stage: Stage, need: PaperNeed): Promise<string[]> {
  const ids: string[] = [];
  for (const kind of need.product.papersRequired) ids.push(await paperFor(stage, kind, need));
  return ids;
}

let numbers = 0;

async function paperFor(
  { services: { papers }, today }: Stage,
  kind: string,
  { plan, product, seller, grounds }: PaperNeed,
): Promise<string> {
  const by = { orgId: seller.orgId, command: aCommand() };
  const org = facts.organisations.find(({ productIds }) => productIds.includes(product.id));
  if (kind === 'conformity_certificate') {
    const { id } = await papers.issue(
      {
        ...{ style: 'producer', basis: ['control', 'selfTest'], productId: product.id },
        ...{ product: product.nameZh, origin: '安徽省宿州市', subject: org?.nameZh ?? '' },
        ...{ contact: '0000-0000000', grams: plan.grams, fileId: null },
      },
      by,
    );
    return id;
  }
  numbers += 1;
  const on = dayText(at(today, plan.day, '12:00'));
  const { id } = await papers.register(
    {
      kind: kind as Parameters<typeof papers.register>[0]['kind'], // a kind of facts.json
      ...{ no: `示例-${kind}-${numbers}`, issuer: '示例机构', issuedOn: on, validFrom: on },
      ...{ validTo: null, grams: null, test: null },
      fileId: await grounds.pictures.paper(`${kind} ${numbers}`, seller),
    },
    by,
  );
  return id;
}
