import type { Actor, Owners } from '../../shared/actor.ts';
import { checkRepeat, type Command } from '../../shared/command.ts';
import { sweep } from '../../platform/due.ts';
import { createAutoClaims } from './auto-claims.service.ts';
import { claimIdOf, draftClaim, type Known, type NewClaim } from './claim-draft.ts';
import { ownersOfClaim, type Claim } from './claim.ts';
import type { ClaimStore } from './claim.store.ts';
import { createClaimSteps } from './claim-steps.service.ts';
import { createClaimDeciding } from './deciding.service.ts';
import { createClaimGranting } from './granting.service.ts';
import type { ClaimFacts, ClaimOrders, ClaimTalk } from './ports.ts';

interface Deps {
  claims: ClaimStore;
  orders: ClaimOrders;
  facts: ClaimFacts;
  talk: ClaimTalk;
  now: () => Date;
}

interface By {
  readonly actor: Actor;
  readonly command: Command;
}

/** After the sale 售后 (`orders.md` §8.4): what is claimed, decided, given back. */
export function createClaimService(deps: Deps) {
  const { claims, orders, facts, talk, now } = deps;
  const { advance } = createClaimGranting(deps);
  const { get, step, decide, dispute } = createClaimDeciding({ claims, advance, now });
  const said = createClaimSteps({ ...deps, get, step, advance });
  const auto = createAutoClaims({ claims, orders, talk, advance, now });

  /** What the books say of an order. @throws AppError `order.not-found` */
  async function knownOf(orderId: string): Promise<Known> {
    const [order, account, deliveries] = await Promise.all([
      orders.get(orderId),
      orders.account(orderId),
      facts.deliveriesOf(orderId),
    ]);
    const receipts = await facts.receiptsOf(deliveries.map(({ _id }) => _id));
    const versions = [...new Set(order.lines.map(({ skuVersionId }) => skuVersionId))];
    const may = await Promise.all(versions.map((id) => facts.noReason(id)));
    const noReason = new Set(versions.filter((_, place) => may[place]));
    return { order, account, deliveries, receipts, noReason };
  }

  /**
   * The buyer claims, once per command.
   * @throws AppError those of `draftClaim`, `file.not-found`, `request.key-reused`
   */
  async function file(orderId: string, wanted: NewClaim, { actor, command }: By): Promise<Claim> {
    const id = claimIdOf(orderId, command.key);
    const earlier = await claims.byId(id);
    if (earlier) checkRepeat(earlier, command);
    else await fileNew(orderId, wanted, { actor, command });
    await advance(id);
    return get(id);
  }

  async function fileNew(orderId: string, wanted: NewClaim, { actor, command }: By): Promise<void> {
    const said = { by: actor.userId, cmdKey: command.key, reqHash: command.reqHash, at: now() };
    const claim = draftClaim(await knownOf(orderId), wanted, said);
    const { orgId } = actor;
    await facts.attachPhotos(claim.photos, { ref: `claim:${claim._id}`, kind: 'photo', orgId });
    await claims.insert(claim, claim.at);
  }

  async function ownersOf(id: string): Promise<Owners | undefined> {
    const claim = await claims.byId(id);
    return claim && ownersOfClaim(claim);
  }

  /** Claims nobody has decided: they keep a parcel from counting as received by silence. */
  async function isOpenFor(orderId: string): Promise<boolean> {
    const open = await claims.ofOrders([orderId]);
    return open.some(
      ({ kind, state }) =>
        (kind === 'late' || kind === 'missing') &&
        !['granted', 'partly', 'resolved', 'declined'].includes(state),
    );
  }

  return {
    ...{ file, decide, dispute, get, ownersOf },
    ...said,
    ...{ advance, knownOf, isOpenFor },
    ...auto,
    resume: () => sweep(claims.sweeper, { now, advance }),
    ofOrders: claims.ofOrders,
    ofSeller: claims.ofSeller,
    ofBuyer: claims.ofBuyer,
    disputes: () => claims.inState('disputed'),
  };
}

export type ClaimService = ReturnType<typeof createClaimService>;
