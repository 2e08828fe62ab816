import { created, json } from '../../http/answer.ts';
import { endpoint } from '../../http/endpoint.ts';
import { list, object } from '../../shared/schema.ts';
import {
  byMaking,
  inputsAsked,
  makingView,
  makingViewOf,
  mostAsked,
  mostView,
  newMaking,
} from './making.schema.ts';
import type { MakingService } from './making.service.ts';

export function makingEndpoints({ make, most, get, ownersOf, listOf }: MakingService) {
  return [
    endpoint({
      method: 'GET',
      path: '/api/works',
      who: ['cooperative'],
      summary: 'What your organisation made of its lots, the newest first',
      answer: json(object({ works: list(makingView) })),
      handle: async ({ actor }) => ({ works: (await listOf(actor.orgId)).map(makingViewOf) }),
    }),

    endpoint({
      method: 'GET',
      path: '/api/works/:id',
      who: { roles: ['cooperative'], ownersOf: ({ id }) => ownersOf(id) },
      summary: 'One transformation: what went in, what came out',
      params: byMaking,
      answer: json(makingView),
      handle: async ({ params }) => makingViewOf(await get(params.id)),
    }),

    endpoint({
      method: 'GET',
      path: '/api/works-most',
      who: ['cooperative'],
      summary: 'What may come out of these lots at most',
      query: mostAsked,
      answer: json(mostView),
      handle: ({ query: { kind, inputs, outMaxPermille = null } }) =>
        most({ kind, inputs: inputsAsked(inputs), outMaxPermille }),
    }),

    endpoint({
      method: 'POST',
      path: '/api/works',
      who: ['cooperative'],
      summary: 'Pack, cut, mix or process lots in your keeping into new ones',
      body: newMaking,
      command: true,
      answer: created(makingView),
      handle: async ({ actor, body, command }) => {
        const making = makingViewOf(await make(body, { actor, command }));
        return { location: `/api/works/${making.id}`, body: making };
      },
    }),
  ];
}

export type MakingEndpoint = ReturnType<typeof makingEndpoints>[number];
