import { created, json } from '../../http/answer.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Owners } from '../../shared/actor.ts';
import {
  byClaim,
  byClaimedOrder,
  claimDraft,
  claimList,
  claimMade,
  claimVerdict,
  claimView,
  claimWords,
  newAnswer,
  newClaim,
  newWaybill,
  takenBackSaid,
} from './claim.schema.ts';
import type { ClaimService } from './claim.service.ts';
import type { ClaimViews } from './claim-views.service.ts';

const BUYERS = [
  'consumer',
  { role: 'canteen', duty: 'buyer' },
  { role: 'canteen', duty: 'receiver' },
] as const;

interface Sources {
  readonly claims: ClaimService;
  readonly views: ClaimViews;
  readonly ownersOfOrder: (id: string) => Promise<Owners | undefined>;
}

/** After the sale, over HTTP: what buyers file and sellers, at last the operator, decide. */
export function claimEndpoints({ claims, views, ownersOfOrder }: Sources) {
  const ofOrder = ({ id }: { id: string }) => ownersOfOrder(id);
  const ofClaim = ({ id }: { id: string }) => claims.ownersOf(id);
  const buyer = { roles: BUYERS, ownersOf: ofClaim } as const;
  const seller = { roles: ['cooperative'], ownersOf: ofClaim } as const;

  return [
    endpoint({
      method: 'GET',
      path: '/api/claims',
      who: ['consumer', 'canteen', 'cooperative', 'operator'],
      summary: 'Claims: a buyer’s own, a cooperative’s inbox, for the operator what is disputed',
      answer: json(claimList),
      handle: ({ actor }) => views.listOf(actor),
    }),

    endpoint({
      method: 'GET',
      path: '/api/claims/:id',
      who: { roles: ['consumer', 'canteen', 'cooperative', 'operator'], ownersOf: ofClaim },
      summary: 'One claim with its decisions',
      params: byClaim,
      answer: json(claimView),
      handle: ({ params }) => views.one(params.id),
    }),

    endpoint({
      method: 'POST',
      path: '/api/order-parts/:id/claims',
      who: { roles: BUYERS, ownersOf: ofOrder },
      summary: 'Claim for lines of an order, within the time of its kind',
      params: byClaimedOrder,
      body: newClaim,
      command: true,
      answer: created(claimMade),
      handle: async ({ actor, params, body, command }) => {
        const { _id: id, no } = await claims.file(params.id, body, { actor, command });
        return { location: `/api/claims/${id}`, body: { id, no } };
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/claims/:id/file',
      who: seller,
      summary: 'File a draft against the carrier, with words and photos',
      params: byClaim,
      body: claimDraft,
      command: true,
      handle: async ({ actor, params, body }) => {
        await claims.submit(params.id, body, actor);
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/claims/:id/decide',
      who: { roles: ['cooperative', 'operator'], ownersOf: ofClaim },
      summary: 'Grant all or part, or decline; the operator decides what is disputed',
      params: byClaim,
      body: claimVerdict,
      command: true,
      handle: async ({ actor, params, body }) => {
        await claims.decide(params.id, body, actor);
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/claims/:id/dispute',
      who: buyer,
      summary: 'Not agreed with a no: the operator decides',
      params: byClaim,
      body: claimWords,
      command: true,
      handle: async ({ actor, params, body }) => {
        await claims.dispute(params.id, body.words, actor);
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/claims/:id/send-back',
      who: { roles: ['consumer'], ownersOf: ofClaim },
      summary: 'The goods are on their way back, with their waybill',
      params: byClaim,
      body: newWaybill,
      command: true,
      handle: async ({ params, body }) => {
        await claims.sendBack(params.id, body);
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/claims/:id/arrived',
      who: ['operator'],
      summary: 'Proof was seen that returned goods arrived: the seller has seven days',
      params: byClaim,
      command: true,
      handle: async ({ params }) => {
        await claims.arrived(params.id);
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/claims/:id/back',
      who: seller,
      summary: 'Returned goods are here, intact or not',
      params: byClaim,
      body: takenBackSaid,
      command: true,
      handle: async ({ actor, params, body }) => {
        await claims.takenBack(params.id, body.intact, actor);
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/claims/:id/answer',
      who: { roles: [{ role: 'canteen', duty: 'receiver' }], ownersOf: ofClaim },
      summary: 'What became of recalled goods, and whether what was used is paid',
      params: byClaim,
      body: newAnswer,
      command: true,
      handle: async ({ actor, params, body }) => {
        await claims.answer(params.id, body, actor);
      },
    }),
  ];
}

export type ClaimEndpoint = ReturnType<typeof claimEndpoints>[number];
