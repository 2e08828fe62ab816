import { AppError } from '../../shared/errors.ts';
import {
  claimNotFound,
  claimRowKey,
  decisionOf,
  isClaimOver,
  type Claim,
  type Decision,
} from './claim.ts';
import type { ClaimStore } from './claim.store.ts';
import { decisionFor } from './deciding.service.ts';
import type { ClaimFacts, ClaimOrders, ClaimTalk } from './ports.ts';

interface Deps {
  claims: ClaimStore;
  orders: ClaimOrders;
  facts: Pick<ClaimFacts, 'heldRow' | 'mayReturn'>;
  talk: ClaimTalk;
  now: () => Date;
}

const TURNS = 6;
const DAY_MS = 86_400_000;
/** A seller who says nothing of goods that came back (`orders.md` §8.4). */
const SILENT_MS = 7 * DAY_MS;

/** What follows from a decision: the row on the order's account, once, then the end of the claim. */
export function createClaimGranting({ claims, orders, facts, talk, now }: Deps) {
  const book = createBooking({ orders, facts });
  const tell = createTelling(talk);

  /** Goes on from wherever it stands; any worker may, two at once. Says when to look again. */
  async function advance(id: string): Promise<Date | undefined> {
    for (let turn = 0; turn < TURNS; turn += 1) {
      const claim = await claims.byId(id);
      if (!claim) throw claimNotFound(id);
      if (claim.state === 'granting') await grant(claim);
      else if (isBackWhole(claim)) await takeBack(claim);
      else if (claim.state === 'sent_back' && claim.arrivedAt) {
        const until = new Date(claim.arrivedAt.getTime() + SILENT_MS);
        if (until > now()) return until;
        await takeBack(claim);
      } else {
        await tell(claim);
        return undefined;
      }
    }
    return now();
  }

  /** Goods that came back whole, or of which the seller said nothing for a week: what was asked is granted. */
  async function takeBack(claim: Claim): Promise<void> {
    const actor = { userId: claim.back?.by ?? 'system', role: 'system' as const };
    const verdict = { grant: true, words: '' };
    await claims.decide(claim, decisionFor(claim, verdict, { actor, at: now() }), 'granting');
  }

  /** The row first, then the state; a row that is refused leads back with the facts. */
  async function grant(claim: Claim): Promise<void> {
    const decision = decisionOf(claim);
    if (!decision) throw new RangeError(`${claim._id} is granted without a decision`);
    try {
      await book(claim, decision);
    } catch (error) {
      const refused = refusalIn(error);
      if (!refused) throw error;
      await claims.refuse(claim, decision, refused);
      return;
    }
    await claims.end(claim, endOf(claim, decision), now());
  }

  return { advance };
}

/** The row of a decision, and what may come back with it; each once. */
function createBooking({ orders, facts }: Pick<Deps, 'orders' | 'facts'>) {
  async function book(claim: Claim, decision: Decision): Promise<void> {
    const { orderId, held } = claim;
    if (held) {
      const isBilled = decision.outcome === 'bill';
      const key = isBilled
        ? `bill:${held.receiptId}:${held.no}:${held.batchId}`
        : claimRowKey(claim, decision);
      await orders.row(orderId, await facts.heldRow(held, isBilled, key));
      return;
    }
    if (decision.fen === 0) return;
    const lines = decision.lines
      .filter(({ fen }) => fen > 0)
      .map(({ no, fen }) => ({ no, fen, g: 0 }));
    const row = { key: claimRowKey(claim, decision), kind: 'credit' as const, lines };
    await orders.credit(orderId, row, `claim.${claim.kind}`);
  }

  /** Goods that came back with the claim, grams once. */
  async function openReturn(
    { _id, deliveryId, lines, back }: Claim,
    { n }: Decision,
  ): Promise<void> {
    if (!back || deliveryId === null) return;
    for (const { no: line, batchId, g } of lines) {
      if (batchId === null) continue;
      await facts.mayReturn({ deliveryId, line, batchId }, { key: `${_id}:${n}`, g });
    }
  }

  return async (claim: Claim, decision: Decision): Promise<void> => {
    await book(claim, decision);
    await openReturn(claim, decision);
  };
}

/** Whoever has to do with a claim next, each told once. */
function createTelling(talk: ClaimTalk) {
  async function tellBuyer({ _id, no, buyerId, state, kind, rev }: Claim): Promise<void> {
    const notice = { kind: 'claim-decided' as const, orgId: buyerId, href: `/claims/${_id}` };
    await talk.send({ _id: `claim-decided:${_id}:${rev}`, ...notice, facts: { no, state, kind } });
  }

  async function askDecider({ _id, no, kind, sellerId, state, held }: Claim): Promise<void> {
    const about = { href: `/claims/${_id}`, facts: { no, kind } };
    if (state === 'disputed') {
      const task = { kind: 'claim-disputed' as const, orgId: null };
      await talk.addTask({ _id: `claim-disputed:${_id}`, ...task, ...about });
    }
    if (state === 'filed' && !held) {
      const task = { kind: 'claim-filed' as const, orgId: sellerId };
      await talk.addTask({ _id: `claim-filed:${_id}`, ...task, ...about });
    }
  }

  return async (claim: Claim): Promise<void> => {
    const isOver = isClaimOver(claim);
    if (isOver) {
      const done = { by: decisionOf(claim)?.by ?? 'system', outcome: claim.state };
      for (const id of tasksOf(claim)) await talk.taskDone(id, done);
    }
    if (claim.against === 'carrier') return;
    if (isOver || claim.state === 'declined') await tellBuyer(claim);
    else await askDecider(claim);
  };
}

function isBackWhole(claim: Claim): boolean {
  return claim.state === 'back' && claim.back?.intact === true && !wasRefused(claim);
}

/** The tasks that a claim has made for people. */
function tasksOf({ _id }: Claim): string[] {
  return [
    `claim-filed:${_id}`,
    `claim-disputed:${_id}`,
    `grams-on-hand:${_id}`,
    `cold-chain:${_id}`,
  ];
}

function wasRefused(claim: Claim): boolean {
  return decisionOf(claim)?.refused != null;
}

function endOf(claim: Claim, { role, fen, outcome }: Decision): 'granted' | 'partly' | 'resolved' {
  if (role === 'operator' || outcome === 'bill') return 'resolved';
  return fen < claim.askFen ? 'partly' : 'granted';
}

/** More than is left of the charge. Anything else is tried again. */
function refusalIn(error: unknown): NonNullable<Decision['refused']> | undefined {
  if (!(error instanceof AppError) || error.code !== 'credit.more-than-charged') return undefined;
  const { line, creditableFen } = error.facts as { line: number; creditableFen: number };
  return { code: error.code, line, creditableFen };
}
