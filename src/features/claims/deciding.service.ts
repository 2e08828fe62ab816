import type { Actor } from '../../shared/actor.ts';
import { AppError } from '../../shared/errors.ts';
import {
  claimBusy,
  claimNotFound,
  claimState,
  claimStatesBefore,
  type Claim,
  type ClaimState,
  type Decision,
} from './claim.ts';
import type { ClaimStore } from './claim.store.ts';

interface Deps {
  claims: ClaimStore;
  advance: (id: string) => Promise<unknown>;
  now: () => Date;
}

/** What whoever decides says: fen of some lines, or nothing. */
export interface Verdict {
  readonly grant: boolean;
  /** Left out with `grant`: all that is asked. */
  readonly lines?: readonly { readonly no: number; readonly fen: number }[] | undefined;
  readonly words: string;
}

const TRIES = 5;

/** Who says what of a claim, each step from what was seen. Repeating a step that was done is done. */
export function createClaimDeciding({ claims, advance, now }: Deps) {
  async function get(id: string): Promise<Claim> {
    const claim = await claims.byId(id);
    if (!claim) throw claimNotFound(id);
    return claim;
  }

  /** Does `act` on the claim as read until it wins; done already is done. */
  async function step(
    id: string,
    to: ClaimState,
    act: (claim: Claim) => Promise<boolean>,
  ): Promise<Claim> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const claim = await get(id);
      if (claim.state === to) return claim;
      if (!claimStatesBefore(to).includes(claim.state)) throw claimState(claim);
      if (await act(claim)) {
        await advance(id);
        return get(id);
      }
    }
    throw claimBusy();
  }

  /**
   * The seller decides what was filed or came back, the operator what is disputed; of a claim against
   * a carrier the seller records what came of it.
   * @throws AppError `claim.wrong-state`, `claim.more-than-asked`, `claim.not-yours`
   */
  async function decide(id: string, verdict: Verdict, actor: Actor): Promise<Claim> {
    const seen = await get(id);
    checkDecider(seen, actor);
    if (seen.held && verdict.grant) throw claimState(seen); // the canteen answers, nobody else
    const to = targetOf(seen, verdict);
    return step(id, to, (claim) => {
      checkDecider(claim, actor);
      const decision = decisionFor(claim, verdict, { actor, at: now() });
      return claims.decide(claim, decision, to);
    });
  }

  /** The buyer does not agree: the operator decides. @throws AppError `claim.wrong-state` */
  function dispute(id: string, words: string, actor: Actor): Promise<Claim> {
    const said = { words, by: actor.userId, at: now() };
    return step(id, 'disputed', (claim) => claims.dispute(claim, said));
  }

  return { get, step, decide, dispute };
}

export type ClaimDeciding = ReturnType<typeof createClaimDeciding>;

/** A carrier's claim is settled outside; a grant is booked first; the operator's no is the last word. */
function targetOf(
  { against, state }: Claim,
  { grant }: Verdict,
): 'granting' | 'declined' | 'resolved' {
  if (against === 'carrier') return 'resolved';
  if (grant) return 'granting';
  return state === 'disputed' ? 'resolved' : 'declined';
}

function checkDecider(claim: Claim, { role }: Actor): void {
  const isOperators = claim.state === 'disputed';
  if (role === (isOperators ? 'operator' : 'cooperative')) return;
  throw new AppError('forbidden', 'claim.not-yours', 'Somebody else decides this now.', {
    facts: { state: claim.state },
  });
}

interface Deciding {
  readonly actor: Pick<Actor, 'userId'> & { readonly role: Decision['role'] };
  readonly at: Date;
}

/** The next decision of a claim. @throws AppError `claim.more-than-asked` with what was asked */
export function decisionFor(claim: Claim, verdict: Verdict, { actor, at }: Deciding): Decision {
  const lines = verdict.grant ? (verdict.lines ?? askedLines(claim)) : [];
  for (const { no, fen } of lines) {
    const askFen = claim.lines.find((line) => line.no === no)?.askFen ?? 0;
    if (fen <= askFen) continue;
    throw new AppError('invalid', 'claim.more-than-asked', 'That is more than was asked.', {
      facts: { line: no, askFen },
    });
  }
  return {
    n: claim.decisions.length + 1,
    by: actor.userId,
    role: actor.role,
    outcome: verdict.grant ? 'grant' : 'decline',
    lines,
    fen: lines.reduce((sum, { fen }) => sum + fen, 0),
    words: verdict.words,
    from: claim.state,
    at,
    refused: null,
  };
}

function askedLines({ lines }: Claim) {
  return lines.map(({ no, askFen: fen }) => ({ no, fen }));
}
