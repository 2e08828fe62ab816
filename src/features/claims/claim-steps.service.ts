import type { Actor } from '../../shared/actor.ts';
import { AppError } from '../../shared/errors.ts';
import { claimState, type Claim } from './claim.ts';
import type { ClaimStore } from './claim.store.ts';
import { decisionFor, type ClaimDeciding } from './deciding.service.ts';
import type { ClaimFacts } from './ports.ts';

interface Deps extends Pick<ClaimDeciding, 'get' | 'step'> {
  claims: ClaimStore;
  facts: Pick<ClaimFacts, 'attachPhotos'>;
  advance: (id: string) => Promise<unknown>;
  now: () => Date;
}

/** What people say of a claim between filing and its end; each once. */
export function createClaimSteps({ claims, facts, get, step, advance, now }: Deps) {
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

  return { submit, sendBack, arrived, takenBack, answer };
}

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
