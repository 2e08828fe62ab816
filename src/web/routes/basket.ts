import Joi from 'joi';
import {
  byGroup,
  groupNotFound,
  groupView,
  groupViewOf,
  type Orders,
} from '../../features/orders/index.ts';
import {
  byRef,
  REFUND_STATES,
  sandboxView,
  sandboxViewOf,
  type RefundService,
  type Sandbox,
} from '../../features/payments/index.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { instant, list, object, oneOf } from '../../shared/schema.ts';
import { page } from '../page.tsx';
import Checkout from '../pages/basket/Checkout.tsx';
import MyOrders from '../pages/basket/MyOrders.tsx';
import OrderPage from '../pages/basket/OrderPage.tsx';
import SandboxPay from '../pages/basket/SandboxPay.tsx';

interface Deps {
  readonly orders: Pick<Orders, 'history' | 'groups'>;
  readonly payments: {
    readonly sandbox: Sandbox;
    readonly refunds: Pick<RefundService, 'ofGroup'>;
  };
  readonly world: { readonly now: () => Date; readonly sandbox: boolean };
}

const refundView = object({
  fen: Joi.number().integer(),
  state: oneOf(...REFUND_STATES),
  at: instant(),
});

/** A consumer's way from the basket to the table. */
export function basketPages({ orders, payments, world }: Deps): Endpoint[] {
  const { history, groups } = orders;
  const { sandbox, refunds } = payments;
  return [
    page({
      path: '/checkout',
      who: ['consumer'],
      frame: 'shop',
      area: 'basket',
      load: () => ({}),
      props: object({}),
      title: (w) => w.checkout.title,
      view: Checkout,
      client: 'basket/Checkout',
    }),
    page({
      path: '/orders',
      who: ['consumer'],
      frame: 'shop',
      area: 'basket',
      load: async ({ actor }) => {
        const placed = await history.ofBuyer(actor.orgId);
        return { orders: placed.map((one) => groupViewOf(one, world.now())) };
      },
      props: object({ orders: list(groupView) }),
      title: (w) => w.list.title,
      view: MyOrders,
    }),
    page({
      path: '/orders/:id',
      who: { roles: ['consumer'], ownersOf: ({ id }) => groups.ownersOf(id) },
      frame: 'shop',
      area: 'basket',
      params: byGroup,
      load: async ({ params: { id } }) => {
        await groups.advance(id); // the return page is one of the ways to the truth
        const placed = await history.one(id);
        if (!placed) throw groupNotFound(id);
        const back = await refunds.ofGroup(id);
        return {
          order: groupViewOf(placed, world.now()),
          refunds: back.map(({ fen, state, at }) => ({ fen, state, at: at.toISOString() })),
        };
      },
      props: object({ order: groupView, refunds: list(refundView) }),
      title: (w, { order }) => w.order.title(order.id),
      view: OrderPage,
      client: 'basket/OrderPage',
    }),
    ...(world.sandbox ? [sandboxPage(sandbox, groups)] : []),
  ];
}

function sandboxPage(sandbox: Sandbox, groups: Pick<Orders['groups'], 'ownersOf'>): Endpoint {
  return page({
    path: '/sandbox-pay/:ref',
    who: {
      roles: ['consumer'],
      ownersOf: async ({ ref }) => {
        const known = await sandbox.find(ref);
        return known && groups.ownersOf(known.groupId);
      },
    },
    frame: 'shop',
    area: 'basket',
    params: byRef,
    load: async ({ params: { ref } }) => {
      const [known, { state }] = await Promise.all([sandbox.get(ref), sandbox.read(ref)]);
      return sandboxViewOf(known, state);
    },
    props: sandboxView,
    title: (w) => w.sandbox.title,
    view: SandboxPay,
    client: 'basket/SandboxPay',
  });
}
