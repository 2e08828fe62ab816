import { created } from '../../http/answer.ts';
import { endpoint } from '../../http/endpoint.ts';
import { answered, type OrderGroup } from '../orders/index.ts';
import { basket, placedView, sheet } from './ordering.schema.ts';
import type { Ordering } from './ordering.service.ts';

/** How orders begin. */
export function orderingEndpoints(ordering: Ordering) {
  return [
    endpoint({
      method: 'POST',
      path: '/api/canteen/orders',
      who: [{ role: 'canteen', duty: 'buyer' }],
      summary: 'Submit an order sheet: on account, each line for its day',
      body: sheet,
      command: true,
      answer: created(placedView),
      handle: async ({ actor, body, command }) =>
        placed(await ordering.submitTyped(body.lines, { actor, command })),
    }),

    endpoint({
      method: 'POST',
      path: '/api/checkout',
      who: ['consumer'],
      summary: 'Order what is in the basket; it is paid next',
      body: basket,
      command: true,
      answer: created(placedView),
      handle: async ({ actor, body, command }) =>
        placed(await ordering.checkout(body, { actor, command })),
    }),
  ];
}

export type OrderingEndpoint = ReturnType<typeof orderingEndpoints>[number];

/** The same for every repeat: the group's id, or its stored refusal. */
function placed(group: OrderGroup) {
  const { _id: id } = answered(group);
  return { location: `/api/orders/${id}`, body: { id } };
}
