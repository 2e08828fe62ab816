import { byDelivery } from '../../features/fulfilment/index.ts';
import {
  arrivalsView,
  ledgerQuery,
  receivingView,
  type LedgerQuery,
  type ReceivingViews,
} from '../../features/receiving/index.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import type { Owners } from '../../shared/actor.ts';
import { page } from '../page.tsx';
import Arrivals from '../pages/receiving/Arrivals.tsx';
import Door from '../pages/receiving/Door.tsx';
import Ledger from '../pages/receiving/Ledger.tsx';
import LedgerPrint from '../pages/receiving/LedgerPrint.tsx';
import { ledgerPage } from './receiving.schema.ts';

interface Deps {
  readonly receivingViews: ReceivingViews;
  readonly fulfilment: { readonly ownersOf: (id: string) => Promise<Owners | undefined> };
}

/** The canteen's door and its book. */
export function receivingPages({ receivingViews: views, fulfilment }: Deps): Endpoint[] {
  const book = async (orgId: string, query: LedgerQuery) => ({
    ledger: await views.ledger(orgId, query),
    product: query.product ?? '',
    supplier: query.supplier ?? '',
    certificate: query.certificate ?? '',
  });

  return [
    page({
      path: '/canteen/receive',
      who: ['canteen'],
      area: 'receiving',
      load: ({ actor }) => views.arrivals(actor.orgId),
      props: arrivalsView,
      title: (w) => w.arrivals.title,
      view: Arrivals,
      islands: ['receiving/Outbox'],
    }),
    page({
      path: '/canteen/receive/:id',
      who: { roles: ['canteen'], ownersOf: ({ id }: { id: string }) => fulfilment.ownersOf(id) },
      area: 'receiving',
      params: byDelivery,
      load: ({ params }) => views.door(params.id),
      props: receivingView,
      title: (w, { delivery }) => w.door.title(delivery.noteNo),
      view: Door,
      client: 'receiving/Door',
    }),
    page({
      path: '/canteen/ledger',
      who: ['canteen'],
      area: 'receiving',
      query: ledgerQuery,
      load: ({ actor, query }) => book(actor.orgId, query),
      props: ledgerPage,
      title: (w) => w.ledger.title,
      view: Ledger,
      islands: ['receiving/Correct'],
    }),
    page({
      path: '/canteen/ledger/print',
      who: ['canteen'],
      area: 'receiving',
      frame: 'print',
      query: ledgerQuery,
      load: ({ actor, query }) => book(actor.orgId, query),
      props: ledgerPage,
      title: (w) => w.ledger.printTitle,
      view: LedgerPrint,
    }),
  ];
}
