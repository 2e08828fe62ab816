import { created, json } from '../../http/answer.ts';
import { endpoint } from '../../http/endpoint.ts';
import { plotIdOf } from './base.ts';
import {
  baseList,
  baseView,
  byAuthorisation,
  byId,
  createdBase,
  createdPart,
  newAuthorisation,
  newBase,
  newPlot,
  publicBaseView,
  viewOf,
} from './base.schema.ts';
import type { BaseService } from './base.service.ts';

/** Bases over HTTP. What anyone may see of one is its own address, with less in it. */
export function baseEndpoints(bases: BaseService) {
  const ownersOf = ({ id }: { id: string }) => bases.ownersOf(id);

  return [
    endpoint({
      method: 'GET',
      path: '/api/bases',
      who: ['cooperative', 'officer', 'operator'],
      summary: "The cooperative's own bases; officers and the operator see all",
      answer: json(baseList),
      handle: async ({ actor }) => ({ bases: await bases.views(actor) }),
    }),

    endpoint({
      method: 'POST',
      path: '/api/bases',
      who: ['cooperative'],
      summary: 'Register a base',
      body: newBase,
      command: true,
      answer: created(createdBase),
      handle: async ({ actor, body, command }) => {
        const { id } = await bases.register(body, { orgId: actor.orgId, command });
        return { location: `/api/bases/${id}`, body: { id } };
      },
    }),

    endpoint({
      method: 'GET',
      path: '/api/bases/:id',
      who: { roles: ['cooperative', 'officer', 'operator'], ownersOf },
      summary: 'One base with its plots, authorisations and how much of its caps is used',
      params: byId,
      answer: json(baseView),
      handle: ({ params }) => bases.view(params.id),
    }),

    endpoint({
      method: 'GET',
      path: '/api/bases/:id/public',
      who: 'anyone',
      summary: 'What anyone may see of a base',
      params: byId,
      answer: json(publicBaseView),
      handle: async ({ params }) => viewOf(await bases.get(params.id), []),
    }),

    endpoint({
      method: 'POST',
      path: '/api/bases/:id/plots',
      who: { roles: ['cooperative'], ownersOf },
      summary: 'Add a plot',
      params: byId,
      body: newPlot,
      command: true,
      answer: created(createdPart),
      handle: async ({ actor, params, body, command }) => {
        const { n } = await bases.addPlot(params.id, body, { orgId: actor.orgId, command });
        return { location: `/api/bases/${params.id}`, body: { n, id: plotIdOf(params.id, n) } };
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/bases/:id/authorisations',
      who: { roles: ['cooperative'], ownersOf },
      summary: 'Add an authorisation, with its scan',
      params: byId,
      body: newAuthorisation,
      command: true,
      answer: created(createdPart),
      handle: async ({ actor, params, body, command }) => {
        const by = { orgId: actor.orgId, command };
        const { n } = await bases.addAuthorisation(params.id, body, by);
        return { location: `/api/bases/${params.id}`, body: { n, id: `${params.id}:${n}` } };
      },
    }),

    endpoint({
      method: 'PUT',
      path: '/api/bases/:id/authorisations/:n/confirmation',
      who: ['officer'],
      summary: 'Confirm that the original of an authorisation was seen',
      params: byAuthorisation,
      command: true,
      handle: ({ actor, params }) => bases.confirm(params.id, params.n, actor.userId),
    }),
  ];
}

export type BaseEndpoint = ReturnType<typeof baseEndpoints>[number];
