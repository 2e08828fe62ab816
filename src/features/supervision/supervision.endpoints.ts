import { created, json } from '../../http/answer.ts';
import { endpoint } from '../../http/endpoint.ts';
import { mustReadCode } from '../../shared/code.ts';
import {
  byTypedCode,
  checkResultView,
  checkResultViewOf,
  decision,
  decisionView,
  decisionViewOf,
} from './supervision.schema.ts';
import type { SupervisionService } from './supervision.service.ts';

/** Checking an origin, for procurement officers and the operator. */
export function supervisionEndpoints(supervision: SupervisionService) {
  return [
    endpoint({
      method: 'GET',
      path: '/api/checks/:code',
      who: ['officer', 'operator'],
      summary: 'Check a code: what is right, what is not, what nobody can say yet',
      params: byTypedCode,
      answer: json(checkResultView),
      handle: async ({ params }) =>
        checkResultViewOf(await supervision.check(mustReadCode(params.code))),
    }),

    endpoint({
      method: 'POST',
      path: '/api/checks/:code/decisions',
      who: ['officer'],
      summary: 'Sign a decision on a batch; it changes no sale by itself',
      params: byTypedCode,
      body: decision,
      command: true,
      answer: created(decisionView),
      handle: async ({ actor, params, body, command }) => {
        const batchId = mustReadCode(params.code);
        const signed = await supervision.decide(batchId, body, { actor, command });
        return { location: `/api/checks/${batchId}`, body: decisionViewOf(signed) };
      },
    }),
  ];
}

export type SupervisionEndpoint = ReturnType<typeof supervisionEndpoints>[number];
