import type { Actor, Owners } from '../../shared/actor.ts';
import { checkRepeat, type Command } from '../../shared/command.ts';
import { AppError } from '../../shared/errors.ts';
import { sweep } from '../../platform/due.ts';
import { createAutoClaims } from './auto-claims.service.ts';
import { claimIdOf, draftClaim, type Known, type NewClaim } from './claim-draft.ts';
import { claimState, ownersOfClaim, type Claim } from './claim.ts';
import type { ClaimStore } from './claim.store.ts';
import { createClaimDeciding, decisionFor } from './deciding.service.ts';
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

  /** A draft that the product opened by itself is filed by its seller. @throws AppError `claim.wrong-state` */
  async function submit(
    id: string,
    { words, photos }: { words: string; photos: readonly string[] },
    actor: Actor,
  ): Promise<Claim> {
    const { orgId } = actor;
    await facts.attachPhotos(photos, { ref: `claim:${id}`, kind: 'photo', orgId });
    return step(id, 'filed', ({ askFen, ...seen }) => claims.file(seen, { words, photos, askFen }));
  }

  /** 七日无理由: on its way back. @throws AppError `claim.wrong-state` */
  async function sendBack(
    id: string,
    waybill: { carrier: string; waybillNo: string },
  ): Promise<Claim> {
    const { kind } = await get(id);
    if (kind !== 'no_reason') throw claimState(await get(id));
    return step(id, 'sent_back', (claim) => claims.sendBack(claim, { ...waybill, at: now() }));
  }

  /** The operator saw the proof that returned goods arrived: a silent seller is timed from then. */
  async function arrived(id: string): Promise<Claim> {
    await claims.arrived(id, now(), now());
    await advance(id);
    return get(id);
  }

  /** The seller has them again, whole or not. @throws AppError `claim.wrong-state` */
  async function takenBack(id: string, intact: boolean, actor: Actor): Promise<Claim> {
    const said = { intact, by: actor.userId, at: now() };
    const seen = await get(id);
    if (seen.back) return seen;
    return step(id, 'back', (claim) => claims.back(claim, said));
  }

  /**
   * What became of recalled goods, says the canteen, and whether it pays for what it used. Once.
   * @throws AppError `claim.wrong-state`, `claim.answer-too-much`
   */
  async function answer(id: string, said: Said, actor: Actor): Promise<Claim> {
    const seen = await get(id);
    if (seen.answer) return seen;
    if (!seen.held) throw claimState(seen);
    checkAnswer(seen, said);
    return step(id, 'granting', (claim) => {
      const decision = decisionFor(claim, { grant: true, words: '' }, { actor, at: now() });
      const outcome = said.pays ? ('bill' as const) : ('grant' as const);
      const answered = { ...said, by: actor.userId, at: now() };
      return claims.answer(claim, answered, { ...decision, outcome });
    });
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
    ...{ file, submit, decide, dispute, sendBack, arrived, takenBack, answer, get, ownersOf },
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

interface Said {
  readonly usedG: number;
  readonly onHandG: number;
  readonly destroyedG: number;
  readonly pays: boolean;
}

function checkAnswer({ lines }: Claim, { usedG, onHandG, destroyedG }: Said): void {
  const g = lines.reduce((sum, line) => sum + line.g, 0);
  if (usedG + onHandG + destroyedG <= g) return;
  throw new AppError('invalid', 'claim.answer-too-much', 'That is more than was taken in.', {
    facts: { g },
  });
}
