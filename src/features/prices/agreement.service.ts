import { createHash } from 'node:crypto';
import type { Actor, Owners } from '../../shared/actor.ts';
import { checkRepeat, type Command } from '../../shared/command.ts';
import { dayAt, type Day } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import { base32 } from '../../shared/hash.ts';
import type { Price } from '../../shared/money.ts';
import {
  agreedPrice,
  agreementNotFound,
  agreementWrongState,
  ownersOfAgreement,
  type NewAgreement,
  type PriceAgreement,
} from './agreement.ts';
import type { AgreementStore } from './agreement.store.ts';

interface Deps {
  agreements: AgreementStore;
  offer: (
    id: string,
  ) => Promise<{ sellerId: string; channel: string; price: Price; standing: string } | undefined>;
  organisation: (orgId: string) => Promise<{ kind: string; standing: string } | undefined>;
  /** The buyer's task to sign; again = nothing. */
  ask: (agreement: PriceAgreement) => Promise<void>;
  /** Ends that task and tells the seller; again = nothing. */
  answered: (agreement: PriceAgreement, by: string) => Promise<void>;
  now: () => Date;
}

interface By {
  readonly actor: Actor;
  readonly command: Command;
}

/** Contract prices: proposed by the seller, counted once the buyer's approver agreed. */
export function createAgreements(deps: Deps) {
  const { agreements, answered, now } = deps;
  const propose = createProposing(deps, get);

  /** The buyer's signature: from now on it counts. Again = nothing. @throws AppError `agreement.wrong-state` */
  async function approve(id: string, { orgId, userId }: Actor): Promise<void> {
    const approval = { orgId, userId, at: now() };
    await agreements.answer({ _id: id, buyerId: orgId }, { state: 'agreed', why: '', approval });
    await answered(await ended(id, 'agreed'), userId);
  }

  /** The buyer does not want it. @throws AppError `agreement.wrong-state` */
  async function decline(id: string, why: string, { orgId, userId }: Actor): Promise<void> {
    await agreements.answer({ _id: id, buyerId: orgId }, { state: 'declined', why });
    await answered(await ended(id, 'declined'), userId);
  }

  /** Who proposed takes it back before it was signed. @throws AppError `agreement.wrong-state` */
  async function withdraw(id: string, { userId }: Actor): Promise<void> {
    await agreements.answer({ _id: id }, { state: 'withdrawn', why: '' });
    await answered(await ended(id, 'withdrawn'), userId);
  }

  /** Either side ends it earlier; days before today stay as they were. @throws AppError `agreement.wrong-state` */
  async function endOn(id: string, lastDay: Day): Promise<void> {
    const { validTo, ...known } = await get(id);
    if (known.state !== 'agreed') throw agreementWrongState({ ...known, validTo });
    const earliest = dayAt(now());
    await agreements.endOn(id, lastDay < earliest ? earliest : lastDay);
  }

  /** It as it stands, where it came to this end, now or before. */
  async function ended(id: string, wanted: PriceAgreement['state']): Promise<PriceAgreement> {
    const known = await get(id);
    if (known.state !== wanted) throw agreementWrongState(known);
    return known;
  }

  async function get(id: string): Promise<PriceAgreement> {
    const known = await agreements.byId(id);
    if (!known) throw agreementNotFound(id);
    return known;
  }

  async function ownersOf(id: string): Promise<Owners | undefined> {
    const known = await agreements.byId(id);
    return known && ownersOfAgreement(known);
  }

  /** What somebody may see: a seller's, a buyer's, or all. */
  function of({ role, orgId }: Pick<Actor, 'role' | 'orgId'>): Promise<PriceAgreement[]> {
    if (role === 'operator') return agreements.all();
    return role === 'canteen' ? agreements.ofBuyer(orgId) : agreements.ofSeller(orgId);
  }

  /** What counts, or will, for a buyer from today on. */
  const agreedFor = (buyerId: string) => agreements.agreedFor(buyerId, dayAt(now()));

  return { propose, approve, decline, withdraw, endOn, ownersOf, of, agreedFor };
}

/** How a contract price begins. */
function createProposing(
  { agreements, offer, organisation, ask, now }: Deps,
  get: (id: string) => Promise<PriceAgreement>,
) {
  /**
   * Proposes a contract price, once per command.
   * @throws AppError `offer.not-found`, `agreement.buyer-unknown`, `agreement.formula-missing`,
   * `agreement.price-unit-wrong`, `agreement.dates-crossed`, `request.key-reused`
   */
  async function propose(draft: NewAgreement, { actor, command }: By): Promise<PriceAgreement> {
    const offered = await offerOf(draft, actor);
    await checkBuyer(draft.buyerId);
    const { no, buyerId, offerId, rule, index, validFrom, validTo } = draft;
    const agreement: PriceAgreement = {
      _id: idOf(actor.orgId, command.key),
      ...{ no, buyerId, offerId, rule, validFrom, validTo },
      ...(rule === 'index' && index && { index }),
      sellerId: offered.sellerId,
      price: agreedPrice(draft, offered.price),
      state: 'proposed',
      approvals: [{ orgId: actor.orgId, userId: actor.userId, at: now() }],
      why: '',
      at: now(),
      command,
    };
    const isNew = await agreements.insert(agreement);
    const stored = isNew ? agreement : await get(agreement._id);
    checkRepeat(stored.command, command);
    if (stored.state === 'proposed') await ask(stored); // also after a repeat: the first may have died here
    return stored;
  }

  /** Another's offer is not there for a cooperative; the operator enters for anybody. */
  async function offerOf({ offerId }: NewAgreement, { role, orgId }: Actor) {
    const known = await offer(offerId);
    const isOwn = role === 'operator' || known?.sellerId === orgId;
    if (known?.channel === 'canteen' && isOwn) return known;
    throw new AppError('not-found', 'offer.not-found', `There is no offer ${offerId}.`);
  }

  async function checkBuyer(buyerId: string): Promise<void> {
    const buyer = await organisation(buyerId);
    if (buyer?.kind === 'canteen' && buyer.standing === 'active') return;
    throw new AppError('conflict', 'agreement.buyer-unknown', 'There is no such canteen.');
  }

  return propose;
}

export type Agreements = ReturnType<typeof createAgreements>;

function idOf(orgId: string, key: string): string {
  return base32(createHash('sha256').update(`${orgId}\n${key}`).digest(), 26);
}
