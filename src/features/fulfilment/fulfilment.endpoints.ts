import { created, json } from '../../http/answer.ts';
import { endpoint } from '../../http/endpoint.ts';
import {
  byDelivery,
  byOrderPart,
  crateOff,
  crateSwap,
  newArrival,
  newCrate,
  newPack,
  deliveryMade,
  deliveryView,
  newDispatch,
  newDrop,
  newLoad,
  newReplace,
  newWeight,
  pickListView,
  pickQuery,
} from './fulfilment.schema.ts';
import { orderPartView } from './order-part.schema.ts';
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
        const wanted = { hids: body.parts, byCrate: body.byCrate };
        const { _id: id, noteNo } = await fulfilment.load(params.id, wanted);
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
        const departedAt = body.departedAt === undefined ? undefined : new Date(body.departedAt);
        await fulfilment.dispatch(params.id, {
          ...body,
          ...{ departedAt, tempC10: body.tempC10 ?? null, by: actor.userId },
        });
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
      body: newArrival,
      command: true,
      handle: async ({ actor, params, body }) => {
        const role = actor.role === 'canteen' ? 'canteen' : 'cooperative';
        await fulfilment.arrive(params.id, { by: actor.userId, role, tempC10: body.tempC10 });
      },
    }),
    ...crateEndpoints(fulfilment),
  ];
}

/** Crates into and off a van that is loading. */
function crateEndpoints(fulfilment: FulfilmentService) {
  const ownersOf = ({ id }: { id: string }) => fulfilment.ownersOf(id);
  const seller = { roles: ['cooperative'], ownersOf } as const;

  return [
    endpoint({
      method: 'POST',
      path: '/api/deliveries/:id/crates',
      who: seller,
      summary:
        'Scan a crate aboard; of another lot than booked it is refused, or that lot is booked',
      params: byDelivery,
      body: newCrate,
      command: true,
      handle: async ({ params, body }) => {
        await fulfilment.scan(params.id, body);
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/deliveries/:id/crates-off',
      who: seller,
      summary: 'Put a crate back on the ground',
      params: byDelivery,
      body: crateOff,
      command: true,
      handle: async ({ params, body }) => {
        await fulfilment.removeCrate(params.id, body.crate);
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/deliveries/:id/parts-off',
      who: seller,
      summary: 'Take a part off before it leaves: it may be weighed again, replaced or dropped',
      params: byDelivery,
      body: newDrop,
      command: true,
      handle: async ({ params, body }) => {
        await fulfilment.takeOff(params.id, body.hid);
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/deliveries/:id/pack',
      who: seller,
      summary: 'Crates and loose goods are all there, per line and lot',
      params: byDelivery,
      body: newPack,
      command: true,
      handle: async ({ params, body }) => {
        await fulfilment.pack(params.id, body.loose ?? 'rest');
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/deliveries/:id/swaps',
      who: { roles: [{ role: 'canteen', duty: 'receiver' }], ownersOf },
      summary: 'A crate of another delivery stands at the door: noted on both 记为串筐',
      params: byDelivery,
      body: crateSwap,
      command: true,
      handle: async ({ actor, params, body }) => {
        await fulfilment.noteSwap(params.id, body, actor);
      },
    }),
  ];
}

export type FulfilmentEndpoint = ReturnType<typeof fulfilmentEndpoints>[number];
