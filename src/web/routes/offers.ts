import {
  ownOffersOf,
  ownShelf,
  type OfferedSku,
  type OwnShelf,
} from '../../features/catalogue/index.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { page } from '../page.tsx';
import Offers from '../pages/coop/Offers.tsx';

interface Deps {
  readonly ownShelf: (
    sellerId: string,
  ) => Promise<{ readonly offers: OfferedSku[]; readonly packs: OwnShelf['packs'] }>;
}

/** A cooperative's offers and prices. */
export function offersPages({ ownShelf: shelfOf }: Deps): Endpoint[] {
  return [
    page({
      path: '/coop/offers',
      who: ['cooperative'],
      area: 'offers',
      load: async ({ actor }) => {
        const { offers, packs } = await shelfOf(actor.orgId);
        return { ...ownOffersOf(offers), packs };
      },
      props: ownShelf,
      title: (w) => w.title,
      view: Offers,
      client: 'coop/Offers',
    }),
  ];
}
