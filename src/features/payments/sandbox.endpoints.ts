import type { Owners } from '../../shared/actor.ts';
import { json } from '../../http/answer.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { PaymentDesk } from './desk.service.ts';
import { byRef, byRefAndAction, sandboxView, sandboxViewOf } from './sandbox.schema.ts';
import type { Sandbox } from './sandbox.service.ts';

interface Deps {
  sandbox: Sandbox;
  desk: Pick<PaymentDesk, 'receive'>;
}

/** The page of the pretended provider; what is done there comes back to us as a signed event. */
export function sandboxEndpoints(
  { sandbox, desk }: Deps,
  ownersOfGroup: (groupId: string) => Promise<Owners | undefined>,
) {
  const ownersOf = async (ref: string) => {
    const page = await sandbox.find(ref);
    return page && ownersOfGroup(page.groupId);
  };
  const view = async (ref: string) => {
    const [page, { state }] = await Promise.all([sandbox.get(ref), sandbox.read(ref)]);
    return sandboxViewOf(page, state);
  };

  return [
    endpoint({
      method: 'GET',
      path: '/api/sandbox-pay/:ref',
      who: { roles: ['consumer'], ownersOf: ({ ref }) => ownersOf(ref) },
      summary: 'A pretended payment page (demo only)',
      params: byRef,
      answer: json(sandboxView),
      handle: ({ params }) => view(params.ref),
    }),

    endpoint({
      method: 'POST',
      path: '/api/sandbox-pay/:ref/:action',
      who: { roles: ['consumer'], ownersOf: ({ ref }) => ownersOf(ref) },
      summary: 'Pay, decline, pay later or close on the pretended payment page (demo only)',
      params: byRefAndAction,
      command: true,
      answer: json(sandboxView),
      handle: async ({ params }) => {
        const { raw, signature } = await sandbox.act(params.ref, params.action);
        await desk.receive(raw, signature);
        return view(params.ref);
      },
    }),
  ];
}

export type SandboxEndpoint = ReturnType<typeof sandboxEndpoints>[number];
