import { created } from '../../http/answer.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Owners } from '../../shared/actor.ts';
import { byDelivery } from '../fulfilment/index.ts';
import { newReturn, returnMade } from './claim.schema.ts';
import type { ReturnService } from './return.service.ts';

/** Goods that come back, over HTTP. */
export function returnEndpoints(
  returns: ReturnService,
  ownersOfDelivery: (id: string) => Promise<Owners | undefined>,
) {
  return [
    endpoint({
      method: 'POST',
      path: '/api/deliveries/:id/returns',
      who: { roles: ['cooperative'], ownersOf: ({ id }) => ownersOfDelivery(id) },
      summary: 'Goods came back: a new held lot of at most what was refused',
      params: byDelivery,
      body: newReturn,
      command: true,
      answer: created(returnMade),
      handle: async ({ actor, params, body, command }) => {
        const made = await returns.takeBack(params.id, body, { actor, command });
        const { _id: id, code: batchId, state } = made;
        return { location: `/api/batches/${batchId}`, body: { id, batchId, state } };
      },
    }),
  ];
}

export type ReturnEndpoint = ReturnType<typeof returnEndpoints>[number];
