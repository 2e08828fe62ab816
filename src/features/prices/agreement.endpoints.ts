import Joi from 'joi';
import { created, json } from '../../http/answer.ts';
import { endpoint } from '../../http/endpoint.ts';
import { object } from '../../shared/schema.ts';
import { agreementList, byAgreement, declined, ending, newAgreement } from './agreement.schema.ts';
import type { AgreementViews } from './agreement-views.service.ts';
import type { Agreements } from './agreement.service.ts';

const nothing = Joi.object<object>({});

/** Contract prices over HTTP. */
export function agreementEndpoints(agreements: Agreements, views: AgreementViews) {
  const ownersOf = ({ id }: { id: string }) => agreements.ownersOf(id);
  return [
    endpoint({
      method: 'GET',
      path: '/api/price-agreements',
      who: ['cooperative', 'canteen', 'operator'],
      summary: 'Contract prices of my organisation; all of them for the operator',
      answer: json(agreementList),
      handle: async ({ actor }) => ({ agreements: await views.of(actor) }),
    }),

    endpoint({
      method: 'POST',
      path: '/api/price-agreements',
      who: ['cooperative', 'operator'],
      summary: 'Propose a contract price to a canteen; it counts once the canteen agreed',
      body: newAgreement,
      command: true,
      answer: created(object({ id: Joi.string() })),
      handle: async ({ actor, body, command }) => {
        const { _id: id } = await agreements.propose(body, { actor, command });
        return { location: '/api/price-agreements', body: { id } };
      },
    }),

    endpoint({
      method: 'PUT',
      path: '/api/price-agreements/:id/approval',
      who: {
        roles: [
          { role: 'canteen', duty: 'approver' },
          { role: 'canteen', duty: 'admin' },
        ],
        ownersOf,
      },
      summary: 'Agree to a contract price',
      params: byAgreement,
      body: nothing,
      command: true,
      handle: ({ actor, params }) => agreements.approve(params.id, actor),
    }),

    endpoint({
      method: 'PUT',
      path: '/api/price-agreements/:id/refusal',
      who: {
        roles: [
          { role: 'canteen', duty: 'approver' },
          { role: 'canteen', duty: 'admin' },
        ],
        ownersOf,
      },
      summary: 'Decline a contract price, with the reason',
      params: byAgreement,
      body: declined,
      command: true,
      handle: ({ actor, params, body }) => agreements.decline(params.id, body.why, actor),
    }),

    endpoint({
      method: 'PUT',
      path: '/api/price-agreements/:id/withdrawal',
      who: { roles: ['cooperative', 'operator'], ownersOf },
      summary: 'Take a proposed contract price back',
      params: byAgreement,
      body: nothing,
      command: true,
      handle: ({ actor, params }) => agreements.withdraw(params.id, actor),
    }),

    endpoint({
      method: 'PUT',
      path: '/api/price-agreements/:id/end',
      who: {
        roles: ['cooperative', { role: 'canteen', duty: 'approver' }, 'operator'],
        ownersOf,
      },
      summary: 'Bring the last day of a contract price forward; not before today',
      params: byAgreement,
      body: ending,
      command: true,
      handle: ({ params, body }) => agreements.endOn(params.id, body.lastDay),
    }),
  ];
}

export type AgreementEndpoint = ReturnType<typeof agreementEndpoints>[number];
