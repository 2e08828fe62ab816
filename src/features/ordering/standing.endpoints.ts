import { json } from '../../http/answer.ts';
import { endpoint } from '../../http/endpoint.ts';
import { newStanding, savedStanding, standingView } from './standing.schema.ts';
import type { Standing } from './standing.service.ts';

const BUYER = [{ role: 'canteen', duty: 'buyer' }] as const;

/** A canteen's standing order over HTTP. */
export function standingEndpoints(standing: Pick<Standing, 'view' | 'save'>) {
  return [
    endpoint({
      method: 'GET',
      path: '/api/canteen/standing',
      who: BUYER,
      summary: 'The standing order: its week, what it will order, and what became of it',
      answer: json(standingView),
      handle: ({ actor }) => standing.view(actor),
    }),

    endpoint({
      method: 'PUT',
      path: '/api/canteen/standing',
      who: BUYER,
      summary: 'Save the standing order as a whole; orders that were generated stay',
      body: newStanding,
      command: true,
      answer: json(savedStanding),
      handle: async ({ actor, body, command }) => ({
        rev: await standing.save(body, actor, command),
      }),
    }),
  ];
}

export type StandingEndpoint = ReturnType<typeof standingEndpoints>[number];

/** Windows that open, and orders that a crash left half generated. */
export function standingLoops({ generate, resume }: Pick<Standing, 'generate' | 'resume'>) {
  return [
    { name: 'standing.generate', everyMs: 10_000, step: generate },
    { name: 'standing.runs', everyMs: 5_000, step: resume },
  ];
}
