import { created, json } from '../../http/answer.ts';
import { endpoint } from '../../http/endpoint.ts';
import {
  byDelivery,
  byOrderPart,
  deliveryMade,
  deliveryView,
  newDispatch,
  newDrop,
  newLoad,
  newReplace,
  newWeight,
  orderPartView,
  pickListView,
  pickQuery,
} from './fulfilment.schema.ts';
import type { FulfilmentService } from './fulfilment.service.ts';

/** From the pick list to the road, over HTTP. */
export function fulfilmentEndpoints(fulfilment: FulfilmentService) {
  const ofOrder = ({ id }: { id: string }) => fulfilment.orders.ownersOf(id);
  const ofDelivery = ({ id }: { id: string }) => fulfilment.ownersOf(id);
  const seller = { roles: ['cooperative'], ownersOf: ofOrder } as const;

  return [
    endpoint({
      method: 'GET',
      path: '/api/fulfilment',
      who: ['cooperative'],
      summary: 'What this cooperative has to ship: days, goods and receivers of one day',
      query: pickQuery,
      answer: json(pickListView),
      handle: ({ actor, query }) => fulfilment.pickList(actor.orgId, query.day),
    }),

    endpoint({
      method: 'GET',
      path: '/api/order-parts/:id',
      who: { roles: ['cooperative', 'operator'], ownersOf: ofOrder },
      summary: 'One order as its cooperative works on it: parts, weights, deliveries',
      params: byOrderPart,
      answer: json(orderPartView),
      handle: ({ params }) => fulfilment.orderPart(params.id),
    }),

    endpoint({
      method: 'POST',
      path: '/api/order-parts/:id/pick',
      who: seller,
      summary: 'Begin picking',
      params: byOrderPart,
      command: true,
      handle: async ({ params }) => {
        await fulfilment.orders.startPicking(params.id);
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/order-parts/:id/weights',
      who: seller,
      summary: 'Put one part on the scale; a weight ten times off wants both figures again',
      params: byOrderPart,
      body: newWeight,
      command: true,
      handle: async ({ actor, params, body, command }) => {
        await fulfilment.weigh(params.id, body, { actor, command });
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/order-parts/:id/replace',
      who: seller,
      summary: 'Another batch for a part: the named one, or the first to expire',
      params: byOrderPart,
      body: newReplace,
      command: true,
      handle: async ({ params, body }) => {
        await fulfilment.orders.replace(params.id, body.hid, body.batchId);
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/order-parts/:id/drop',
      who: seller,
      summary: 'A part falls away; what was paid for it goes back',
      params: byOrderPart,
      body: newDrop,
      command: true,
      handle: async ({ params, body }) => {
        await fulfilment.orders.drop(params.id, body.hid);
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/order-parts/:id/pack',
      who: seller,
      summary: 'Everything is on the scale: packed',
      params: byOrderPart,
      command: true,
      handle: async ({ params }) => {
        await fulfilment.orders.pack(params.id);
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/order-parts/:id/deliveries',
      who: seller,
      summary: 'Load these parts, or all that are free, as the next delivery with its note',
      params: byOrderPart,
      body: newLoad,
      command: true,
      answer: created(deliveryMade),
      handle: async ({ params, body }) => {
        const { _id: id, noteNo } = await fulfilment.load(params.id, body.parts);
        return { location: `/api/deliveries/${id}`, body: { id, noteNo } };
      },
    }),

    endpoint({
      method: 'GET',
      path: '/api/deliveries/:id',
      who: { roles: ['cooperative', 'canteen', 'consumer', 'operator'], ownersOf: ofDelivery },
      summary: 'One delivery, as on its note',
      params: byDelivery,
      answer: json(deliveryView),
      handle: ({ params }) => fulfilment.delivery(params.id),
    }),

    endpoint({
      method: 'POST',
      path: '/api/deliveries/:id/dispatch',
      who: { roles: ['cooperative'], ownersOf: ofDelivery },
      summary: 'It leaves; what was stopped stays behind, with the reason',
      params: byDelivery,
      body: newDispatch,
      command: true,
      handle: async ({ actor, params, body }) => {
        await fulfilment.dispatch(params.id, { ...body, by: actor.userId });
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/deliveries/:id/arrive',
      who: {
        roles: ['cooperative', { role: 'canteen', duty: 'receiver' }],
        ownersOf: ofDelivery,
      },
      summary: 'It is there, say the driver or the receiver',
      params: byDelivery,
      command: true,
      handle: async ({ params }) => {
        await fulfilment.arrive(params.id);
      },
    }),
  ];
}

export type FulfilmentEndpoint = ReturnType<typeof fulfilmentEndpoints>[number];
