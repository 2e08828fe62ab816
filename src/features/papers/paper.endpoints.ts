import { created, json } from '../../http/answer.ts';
import { endpoint } from '../../http/endpoint.ts';
import {
  byId,
  createdPaper,
  newCertificate,
  newPaper,
  paperFilter,
  paperList,
  paperView,
  publicPaperView,
  viewOf,
} from './paper.schema.ts';
import type { PaperService } from './paper.service.ts';

/** Papers over HTTP. Their scans are files of their own, under `/files`. */
export function paperEndpoints(papers: PaperService) {
  return [
    endpoint({
      method: 'GET',
      path: '/api/papers',
      who: ['cooperative', 'officer', 'operator'],
      summary: "The cooperative's own papers, newest first; officers and the operator see all",
      query: paperFilter,
      answer: json(paperList),
      handle: async ({ actor, query }) => ({
        papers: (await papers.list(actor, query)).map(viewOf),
      }),
    }),

    endpoint({
      method: 'POST',
      path: '/api/papers',
      who: ['cooperative'],
      summary: 'Register a paper that others issued',
      body: newPaper,
      command: true,
      answer: created(createdPaper),
      handle: async ({ actor, body, command }) => {
        const { id } = await papers.register(body, { orgId: actor.orgId, command });
        return { location: `/api/papers/${id}`, body: { id } };
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/certificates',
      who: ['cooperative'],
      summary: 'Issue a conformity certificate 承诺达标合格证',
      body: newCertificate,
      command: true,
      answer: created(createdPaper),
      handle: async ({ actor, body, command }) => {
        const { id } = await papers.issue(body, { orgId: actor.orgId, command });
        return { location: `/api/papers/${id}`, body: { id } };
      },
    }),

    endpoint({
      method: 'GET',
      path: '/api/papers/:id',
      who: {
        roles: ['cooperative', 'officer', 'operator'],
        ownersOf: ({ id }) => papers.ownersOf(id),
      },
      summary: 'One paper, with what is left of its quantity',
      params: byId,
      answer: json(paperView),
      handle: async ({ params }) => viewOf(await papers.get(params.id)),
    }),

    endpoint({
      method: 'GET',
      path: '/api/papers/:id/public',
      who: 'anyone',
      summary: 'What anyone may see of a paper: its items, never its file',
      params: byId,
      answer: json(publicPaperView),
      handle: async ({ params }) => viewOf(await papers.get(params.id)),
    }),
  ];
}

export type PaperEndpoint = ReturnType<typeof paperEndpoints>[number];
