import {
  byDelivery,
  byOrderPart,
  deliveryView,
  orderPartView,
  pickListView,
  pickQuery,
  type FulfilmentService,
} from '../../features/fulfilment/index.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import type { ReturnService } from '../../features/claims/index.ts';
import { page } from '../page.tsx';
import Loading from '../pages/shipping/Loading.tsx';
import Note from '../pages/shipping/Note.tsx';
import OrderToShip from '../pages/shipping/OrderToShip.tsx';
import ToShip from '../pages/shipping/ToShip.tsx';
import { loadingPage } from './shipping.schema.ts';

interface Deps {
  readonly fulfilment: FulfilmentService;
  readonly returns: Pick<ReturnService, 'returnable'>;
}

/** What a cooperative ships: the day, one order, one note. */
export function shippingPages({ fulfilment, returns }: Deps): Endpoint[] {
  return [
    page({
      path: '/coop/orders',
      who: ['cooperative'],
      area: 'shipping',
      query: pickQuery,
      load: ({ actor, query }) => fulfilment.pickList(actor.orgId, query.day),
      props: pickListView,
      title: (w) => w.list.title,
      view: ToShip,
    }),
    page({
      path: '/coop/orders/:id',
      who: {
        roles: ['cooperative'],
        ownersOf: ({ id }: { id: string }) => fulfilment.orders.ownersOf(id),
      },
      area: 'shipping',
      params: byOrderPart,
      load: ({ params }) => fulfilment.orderPart(params.id),
      props: orderPartView,
      title: (w, { no }) => w.order.title(no),
      view: OrderToShip,
      client: 'shipping/OrderToShip',
    }),
    page({
      path: '/coop/deliveries/:id',
      who: {
        roles: ['cooperative'],
        ownersOf: ({ id }: { id: string }) => fulfilment.ownersOf(id),
      },
      area: 'shipping',
      params: byDelivery,
      load: async ({ params }) => ({
        delivery: await fulfilment.delivery(params.id),
        returnable: await returns.returnable(params.id),
      }),
      props: loadingPage,
      title: (w, { delivery }) => w.loading.title(delivery.noteNo),
      view: Loading,
      client: 'shipping/Loading',
    }),
    page({
      path: '/coop/deliveries/:id/note',
      who: {
        roles: ['cooperative', 'canteen'],
        ownersOf: ({ id }: { id: string }) => fulfilment.ownersOf(id),
      },
      area: 'shipping',
      frame: 'print',
      params: byDelivery,
      load: ({ params }) => fulfilment.delivery(params.id),
      props: deliveryView,
      title: (w, { noteNo }) => w.note.title(noteNo),
      view: Note,
    }),
  ];
}
