import { json } from '../../http/answer.ts';
import { endpoint } from '../../http/endpoint.ts';
import { groupNotFound } from './order-group.ts';
import {
  byGroup,
  byOrder,
  cancelRequest,
  declineRequest,
  groupList,
  groupView,
  groupViewOf,
} from './order.schema.ts';
import type { Orders } from './orders.service.ts';

const BUYERS = ['consumer', { role: 'canteen', duty: 'buyer' }] as const;
/** Whoever may stand in a rule for approvals. */
const APPROVERS = [
  { role: 'canteen', duty: 'approver' },
  { role: 'canteen', duty: 'accountant' },
  { role: 'canteen', duty: 'admin' },
] as const;

/** Orders over HTTP, as their buyers see them. How they begin is in `ordering`, how they leave in `fulfilment`. */
export function orderEndpoints({ groups, orders, approvals, history }: Orders, now: () => Date) {
  const view = async (id: string) => {
    const placed = await history.one(id);
    if (!placed) throw groupNotFound(id);
    return groupViewOf(placed, now());
  };

  return [
    endpoint({
      method: 'GET',
      path: '/api/orders',
      who: ['consumer', 'canteen'],
      summary: 'What this buyer has ordered, newest first',
      answer: json(groupList),
      handle: async ({ actor }) => ({
        orders: (await history.ofBuyer(actor.orgId)).map((placed) => groupViewOf(placed, now())),
      }),
    }),

    endpoint({
      method: 'GET',
      path: '/api/orders/:id',
      who: {
        roles: ['consumer', 'canteen', 'operator'],
        ownersOf: ({ id }) => groups.ownersOf(id),
      },
      summary: 'One checkout with its orders, one per cooperative and day',
      params: byGroup,
      answer: json(groupView),
      handle: async ({ params }) => {
        await groups.advance(params.id); // the return page is one of the ways to the truth
        return view(params.id);
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/orders/:id/cancel',
      who: { roles: [...BUYERS], ownersOf: ({ id }) => groups.ownersOf(id) },
      summary: 'Give up a checkout that is not paid or signed yet',
      params: byGroup,
      command: true,
      handle: async ({ params }) => {
        await groups.cancel(params.id);
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/order-parts/:id/cancel',
      who: {
        roles: [...BUYERS, 'cooperative'],
        ownersOf: ({ id }) => orders.ownersOf(id),
      },
      summary: 'Cancel one order: its buyer before the cut-off, its seller with a reason',
      params: byOrder,
      body: cancelRequest,
      command: true,
      handle: async ({ actor, params, body }) => {
        await orders.cancel(params.id, body.reason, actor);
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/order-parts/:id/confirm',
      who: { roles: ['cooperative'], ownersOf: ({ id }) => orders.ownersOf(id) },
      summary: 'Take an order on before the cut-off does',
      params: byOrder,
      command: true,
      handle: async ({ params }) => {
        await orders.confirm(params.id);
      },
    }),

    endpoint({
      method: 'GET',
      path: '/api/approvals',
      who: [...APPROVERS],
      summary: 'Orders that wait for a signature here',
      answer: json(groupList),
      handle: async ({ actor }) => {
        const waiting = await approvals.waiting(actor.orgId);
        return { orders: await Promise.all(waiting.map(({ _id }) => view(_id))) };
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/approvals/:id/sign',
      who: { roles: [...APPROVERS], ownersOf: ({ id }) => groups.ownersOf(id) },
      summary: 'Sign an order; nobody signs their own',
      params: byGroup,
      command: true,
      handle: async ({ actor, params }) => {
        await approvals.sign(params.id, actor);
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/approvals/:id/decline',
      who: { roles: [...APPROVERS], ownersOf: ({ id }) => groups.ownersOf(id) },
      summary: 'Decline an order, with a reason',
      params: byGroup,
      body: declineRequest,
      command: true,
      handle: async ({ actor, params, body }) => {
        await approvals.decline(params.id, body.reason, actor);
      },
    }),
  ];
}

export type OrderEndpoint = ReturnType<typeof orderEndpoints>[number];
