import Joi from 'joi';
import { orderSheetView, sheetQuery, type OrderSheet } from '../../features/ordering/index.ts';
import {
  groupView,
  groupViewOf,
  type OrderGroup,
  type Orders,
} from '../../features/orders/index.ts';
import type { LimitService } from '../../features/limits/index.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { list, object, optional } from '../../shared/schema.ts';
import { page } from '../page.tsx';
import Approvals from '../pages/canteen/Approvals.tsx';
import Order from '../pages/canteen/Order.tsx';
import CanteenOrders from '../pages/canteen/Orders.tsx';
import { signing, type Signing } from './canteen.schema.ts';

interface Deps {
  readonly limits: Pick<LimitService, 'leftFor'>;
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
export function canteenPages({ orderSheet, orders, world, limits }: Deps): Endpoint[] {
  const { history, approvals } = orders;
  const signingOf = (group: OrderGroup) => signingIn(limits, group);
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
      who: [
        { role: 'canteen', duty: 'approver' },
        { role: 'canteen', duty: 'accountant' },
        { role: 'canteen', duty: 'admin' },
      ],
      area: 'canteen',
      load: async ({ actor }) => {
        const waiting = await approvals.waiting(actor.orgId);
        const placed = await Promise.all(waiting.map(({ _id }) => history.one(_id)));
        const known = placed.flatMap((one) => (one ? [groupViewOf(one, world.now())] : []));
        return { orders: known, signing: await Promise.all(waiting.map(signingOf)) };
      },
      props: object({ orders: list(groupView), signing: list(signing) }),
      title: (w) => w.approvals.title,
      view: Approvals,
      client: 'canteen/Approvals',
    }),
  ];
}

/** What a group still waits for, and what is left of each limit it takes from. */
async function signingIn(
  limits: Pick<LimitService, 'leftFor'>,
  { _id: id, approval, holds }: OrderGroup,
): Promise<Signing> {
  const wanted = holds.flatMap(({ pool, poolId, drop }) =>
    drop || pool === 'stock' || pool === 'plan' ? [] : [{ pool, poolId }],
  );
  const unique = [...new Map(wanted.map((each) => [each.poolId, each])).values()];
  const left = await limits.leftFor(unique);
  return {
    ...{ id, isOver: approval?.isOver === true },
    slots: (approval?.slots ?? []).map(({ role, userId }) => ({ role, isSigned: userId !== null })),
    limits: left.map(({ pool, poolId, limit, avail }) => ({
      ...{ pool, limit, avail },
      period: pool === 'budget' ? poolId.slice(poolId.indexOf(':') + 1) : '',
    })),
  };
}
