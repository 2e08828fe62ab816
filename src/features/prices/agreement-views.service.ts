import type { Actor } from '../../shared/actor.ts';
import { agreementViewOf, type AgreementNames, type AgreementView } from './agreement.schema.ts';
import type { Agreements } from './agreement.service.ts';

interface Names {
  readonly zh: string;
  readonly en: string;
}

interface Deps {
  agreements: Pick<Agreements, 'of'>;
  /** What offers are called, by id. */
  goodsOf: (
    offerIds: readonly string[],
  ) => Promise<ReadonlyMap<string, NonNullable<AgreementNames['goods']>>>;
  nameOf: (orgId: string) => Promise<Names>;
}

/** Contract prices with the names of goods and parties. */
export function createAgreementViews({ agreements, goodsOf, nameOf }: Deps) {
  async function of(actor: Pick<Actor, 'role' | 'orgId'>): Promise<AgreementView[]> {
    const found = await agreements.of(actor);
    const [goods, names] = await Promise.all([
      goodsOf([...new Set(found.map(({ offerId }) => offerId))]),
      namesOf([...new Set(found.flatMap(({ sellerId, buyerId }) => [sellerId, buyerId]))]),
    ]);
    const name = (id: string) => names.get(id) ?? { zh: id, en: id };
    return found.map((each) =>
      agreementViewOf(each, {
        goods: goods.get(each.offerId) ?? null,
        seller: name(each.sellerId),
        buyer: name(each.buyerId),
      }),
    );
  }

  async function namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, Names>> {
    return new Map(await Promise.all(ids.map(async (id) => [id, await nameOf(id)] as const)));
  }

  return { of };
}

export type AgreementViews = ReturnType<typeof createAgreementViews>;
