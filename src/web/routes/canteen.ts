import Joi from 'joi';
import { orderSheetView, sheetQuery, type OrderSheet } from '../../features/ordering/index.ts';
import { groupView, groupViewOf, type Orders } from '../../features/orders/index.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { list, object, optional } from '../../shared/schema.ts';
import { page } from '../page.tsx';
import Approvals from '../pages/canteen/Approvals.tsx';
import Order from '../pages/canteen/Order.tsx';
import CanteenOrders from '../pages/canteen/Orders.tsx';

interface Deps {
  readonly orderSheet: OrderSheet;
  readonly orders: Pick<Orders, 'history' | 'approvals'>;
  readonly world: { readonly now: () => Date };
}

const ordersView = object({
  orders: list(groupView),
  placed: Joi.string().allow(''),
  canCancel: Joi.boolean(),
});

/** The canteen's buying side: the sheet, what was ordered, what waits for a signature. */
export function canteenPages({ orderSheet, orders, world }: Deps): Endpoint[] {
  const { history, approvals } = orders;
  return [
    page({
      path: '/canteen/order',
      who: [{ role: 'canteen', duty: 'buyer' }],
      area: 'canteen',
      query: sheetQuery,
      load: ({ actor, query }) => orderSheet.sheetFor(actor, query),
      props: orderSheetView,
      title: (w) => w.sheet.title,
      view: Order,
      client: 'canteen/Order',
    }),
    page({
      path: '/canteen/orders',
      who: ['canteen'],
      area: 'canteen',
      query: object({ placed: optional(Joi.string().pattern(/^[0-9a-z]{26}$/)) }),
      load: async ({ actor, query: { placed = '' } }) => ({
        orders: (await history.ofBuyer(actor.orgId)).map((one) => groupViewOf(one, world.now())),
        placed,
        canCancel: actor.duties.includes('buyer'),
      }),
      props: ordersView,
      title: (w) => w.orders.title,
      view: CanteenOrders,
      client: 'canteen/Orders',
    }),
    page({
      path: '/canteen/approvals',
      who: [{ role: 'canteen', duty: 'approver' }],
      area: 'canteen',
      load: async ({ actor }) => {
        const waiting = await approvals.waiting(actor.orgId);
        const placed = await Promise.all(waiting.map(({ _id }) => history.one(_id)));
        const known = placed.flatMap((one) => (one ? [groupViewOf(one, world.now())] : []));
        return { orders: known };
      },
      props: object({ orders: list(groupView) }),
      title: (w) => w.approvals.title,
      view: Approvals,
      client: 'canteen/Approvals',
    }),
  ];
}
