import {
  byClaim,
  byClaimedOrder,
  CLAIM_KINDS,
  claimView,
  type ClaimService,
  type ClaimViews,
} from '../../features/claims/index.ts';
import type { Orders } from '../../features/orders/index.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { page } from '../page.tsx';
import Claim from '../pages/claims/Claim.tsx';
import Claims from '../pages/claims/Claims.tsx';
import CreditNote from '../pages/claims/CreditNote.tsx';
import NewClaim from '../pages/claims/NewClaim.tsx';
import { claimPage, claimsPage, newClaimPage } from './claims.schema.ts';

interface Deps {
  readonly claims: Pick<ClaimService, 'ownersOf'>;
  readonly claimViews: ClaimViews;
  readonly orders: Pick<Orders, 'orders'>;
}

/** What canteens on account never claim: it was not charged. */
const RETAIL_ONLY = ['short', 'late', 'missing', 'no_reason'];
const PARTIES = ['consumer', 'canteen', 'cooperative', 'operator'] as const;

/** After the sale: the list, one claim, a new one, a credit note. */
export function claimsPages({ claims, claimViews, orders }: Deps): Endpoint[] {
  const ownersOf = ({ id }: { id: string }) => claims.ownersOf(id);
  return [
    page({
      path: '/claims',
      who: PARTIES,
      area: 'claims',
      load: async ({ actor }) => ({ ...(await claimViews.listOf(actor)), role: actor.role }),
      props: claimsPage,
      title: (w) => w.list.title,
      view: Claims,
    }),
    page({
      path: '/claims/new/:id',
      who: {
        roles: ['consumer', 'canteen'],
        ownersOf: ({ id }: { id: string }) => orders.orders.ownersOf(id),
      },
      area: 'claims',
      params: byClaimedOrder,
      load: async ({ params }) => {
        const order = await orders.orders.get(params.id);
        const kinds = CLAIM_KINDS.filter(
          (kind) => order.channel === 'retail' || !RETAIL_ONLY.includes(kind),
        );
        return { order: { ...order, id: order._id, lines: [...order.lines] }, kinds };
      },
      props: newClaimPage,
      title: (w) => w.make.title,
      view: NewClaim,
      client: 'claims/NewClaim',
    }),
    page({
      path: '/claims/:id',
      who: { roles: PARTIES, ownersOf },
      area: 'claims',
      params: byClaim,
      load: async ({ actor, params }) => ({
        claim: await claimViews.one(params.id),
        role: actor.role,
      }),
      props: claimPage,
      title: (w, { claim }) => w.one.title(claim.no),
      view: Claim,
      client: 'claims/Claim',
    }),
    page({
      path: '/claims/:id/credit-note',
      who: { roles: PARTIES, ownersOf },
      area: 'claims',
      frame: 'print',
      params: byClaim,
      load: ({ params }) => claimViews.one(params.id),
      props: claimView,
      title: (w, { creditNote }) => w.creditNote.title(creditNote ?? ''),
      view: CreditNote,
    }),
  ];
}
