import type { Actor } from '../../shared/actor.ts';
import type { Claim } from './claim.ts';
import { claimViewOf, type ClaimList, type ClaimView } from './claim.schema.ts';
import type { ClaimService } from './claim.service.ts';
import type { ClaimOrders } from './ports.ts';

interface Deps {
  claims: Pick<ClaimService, 'get' | 'ofSeller' | 'ofBuyer' | 'ofOrders' | 'disputes'>;
  orders: Pick<ClaimOrders, 'get'>;
}

/** Claims as people read them. */
export function createClaimViews({ claims, orders }: Deps) {
  async function view(claim: Claim): Promise<ClaimView> {
    const { lines } = await orders.get(claim.orderId);
    return claimViewOf(claim, lines);
  }

  async function viewAll(found: readonly Claim[]): Promise<ClaimList> {
    return { claims: await Promise.all(found.map(view)) };
  }

  /** A buyer's own, a seller's inbox, and for the operator what is disputed; newest first. */
  async function listOf({ role, orgId }: Pick<Actor, 'role' | 'orgId'>): Promise<ClaimList> {
    if (role === 'operator') return viewAll(await claims.disputes());
    return viewAll(await (role === 'cooperative' ? claims.ofSeller(orgId) : claims.ofBuyer(orgId)));
  }

  /** @throws AppError `claim.not-found` */
  async function one(id: string): Promise<ClaimView> {
    return view(await claims.get(id));
  }

  /** Of an order, as its buyer sees them: what a seller asks of a carrier is his own affair. */
  async function ofOrder(orderId: string): Promise<ClaimList> {
    const found = await claims.ofOrders([orderId]);
    return viewAll(found.filter(({ against }) => against === 'seller'));
  }

  return { listOf, one, ofOrder };
}

export type ClaimViews = ReturnType<typeof createClaimViews>;
