import { created, json } from '../../http/answer.ts';
import { endpoint } from '../../http/endpoint.ts';
import {
  batchFilter,
  batchList,
  batchView,
  byCode,
  byStop,
  newBatch,
  newTest,
  paperIdList,
  photoList,
  reasoned,
  rowOf,
  stopView,
} from './batch.schema.ts';
import { actingFor } from './change.service.ts';
import type { BatchService } from './batches.service.ts';

/** Batches of a cooperative over HTTP; what the public sees of one is in `trace`. */
export function batchEndpoints(batches: BatchService) {
  const { ownersOf } = batches;
  const seller = { roles: ['cooperative'], ownersOf: byOwner } as const;
  const all = { roles: ['cooperative', 'operator', 'officer'], ownersOf: byOwner } as const;
  function byOwner({ code }: { code: string }) {
    return ownersOf(code);
  }

  return [
    endpoint({
      method: 'GET',
      path: '/api/batches',
      who: ['cooperative', 'operator', 'officer'],
      summary: "The cooperative's batches, newest first; officers and the operator see all",
      query: batchFilter,
      answer: json(batchList),
      handle: async ({ actor, query }) => ({
        batches: (await batches.list(actor, query)).map(rowOf),
      }),
    }),

    endpoint({
      method: 'POST',
      path: '/api/batches',
      who: ['cooperative'],
      summary: 'Draft a batch: a harvest of a plot, or goods made',
      body: newBatch,
      command: true,
      answer: created(byCode),
      handle: async ({ actor, body, command }) => {
        const by = { sellerId: actor.orgId, userId: actor.userId, command };
        const { code } = await batches.draft(body, by);
        return { location: `/api/batches/${code}`, body: { code } };
      },
    }),

    endpoint({
      method: 'GET',
      path: '/api/batches/:code',
      who: all,
      summary: 'One batch: what is missing, what is left of it, and what was done',
      params: byCode,
      answer: json(batchView),
      handle: ({ params }) => batches.view(params.code),
    }),

    endpoint({
      method: 'PUT',
      path: '/api/batches/:code/photos',
      who: seller,
      summary: 'The photos of a draft; of a submitted batch only more',
      params: byCode,
      body: photoList,
      command: true,
      handle: ({ actor, params, body, command }) => {
        const by = { sellerId: actor.orgId, userId: actor.userId, command };
        return batches.setPhotos(params.code, body.photos, by);
      },
    }),

    endpoint({
      method: 'PUT',
      path: '/api/batches/:code/papers',
      who: seller,
      summary: 'The papers of a draft; of a submitted batch only more, and the gate is asked again',
      params: byCode,
      body: paperIdList,
      command: true,
      handle: ({ actor, params, body, command }) => {
        const by = { sellerId: actor.orgId, userId: actor.userId, command };
        return batches.setPapers(params.code, body.paperIds, by);
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/batches/:code/tests',
      who: seller,
      summary: 'Enter a test result of the lot; a failed one stops the batch',
      params: byCode,
      body: newTest,
      command: true,
      handle: ({ actor, params, body, command }) => {
        const by = { sellerId: actor.orgId, userId: actor.userId, command };
        return batches.addTest(params.code, body, by);
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/batches/:code/submission',
      who: seller,
      summary: "Submit a draft: papers, the plot's cap and grams are taken; the gate releases it",
      params: byCode,
      command: true,
      answer: json(byCode),
      handle: async ({ actor, params, command }) => {
        const by = { sellerId: actor.orgId, userId: actor.userId, command };
        const { code } = await batches.submit(params.code, by);
        return { code };
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/batches/:code/rejection',
      who: { roles: ['cooperative', 'operator'], ownersOf: byOwner },
      summary: 'Take back a batch that was never on sale, with a reason',
      params: byCode,
      body: reasoned,
      command: true,
      handle: ({ actor, params, body, command }) => {
        const by = { sellerId: actingFor(actor), userId: actor.userId, command };
        return batches.reject(params.code, body.reason, by);
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/batches/:code/stops',
      who: all,
      summary: 'Stop a batch at once, with a reason',
      params: byCode,
      body: reasoned,
      command: true,
      answer: json(stopView),
      handle: ({ actor, params, body, command }) =>
        batches.stop(params.code, body.reason, { actor, command }),
    }),

    endpoint({
      method: 'DELETE',
      path: '/api/batches/:code/stops/:stopId',
      who: all,
      summary: 'Lift a stop of the own or a lower rank; the gate decides what follows',
      params: byStop,
      command: true,
      handle: ({ actor, params, command }) =>
        batches.lift(params.code, params.stopId, { actor, command }),
    }),
  ];
}

export type BatchEndpoint = ReturnType<typeof batchEndpoints>[number];
