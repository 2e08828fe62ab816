import { json } from '../../http/answer.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Owners } from '../../shared/actor.ts';
import { byCode, labelView, printRequest, printView } from './label.schema.ts';
import type { LabelService } from './label.service.ts';

/** Labels over HTTP; the paper itself is a page. */
export function labelEndpoints(
  labels: LabelService,
  ownersOf: (code: string) => Promise<Owners | undefined>,
) {
  return [
    endpoint({
      method: 'GET',
      path: '/api/batches/:code/label',
      who: { roles: ['cooperative', 'operator'], ownersOf: ({ code }) => ownersOf(code) },
      summary: 'What stands on a label of the batch, its QR code, and what may still be printed',
      params: byCode,
      answer: json(labelView),
      handle: ({ params }) => labels.label(params.code),
    }),

    endpoint({
      method: 'POST',
      path: '/api/batches/:code/labels',
      who: { roles: ['cooperative'], ownersOf: ({ code }) => ownersOf(code) },
      summary: 'Serial numbers for labels; their net weight never exceeds what came in',
      params: byCode,
      body: printRequest,
      command: true,
      answer: json(printView),
      handle: async ({ actor, params, body, command }) => {
        const by = { userId: actor.userId, command };
        const { from, count, netG } = await labels.print(params.code, body, by);
        return { from, to: from + count - 1, netG };
      },
    }),
  ];
}

export type LabelEndpoint = ReturnType<typeof labelEndpoints>[number];
