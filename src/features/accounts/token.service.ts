import type { Actor } from '../../shared/actor.ts';
import {
  actorFor,
  firstOrgId,
  notAMember,
  refreshEnd,
  refreshInvalid,
  type Membership,
} from './account.ts';
import type { Secrets } from './session.service.ts';
import type { FamilyStore } from './session.store.ts';

interface Deps {
  families: FamilyStore;
  membershipsOf: (userId: string) => Promise<readonly Membership[]>;
  /** Signs an access token for ten minutes. */
  sign: (actor: Actor) => string;
  secrets: Secrets;
  now: () => Date;
}

export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresInS: number;
}

const ACCESS_S = 600;

/** Tokens of API clients: a short one that is believed as it is, and one to get the next with. */
export function createTokenService({ families, membershipsOf, sign, secrets, now }: Deps) {
  /** @throws AppError `member.not-yours` */
  async function begin(userId: string, wantedOrgId: string | undefined): Promise<TokenPair> {
    const memberships = await membershipsOf(userId);
    const orgId = wantedOrgId ?? firstOrgId(userId, memberships);
    const actor = actorFor(userId, orgId, memberships);
    if (!actor) throw notAMember();

    const [id, secret, startedAt] = [secrets.draw(), secrets.draw(), now()];
    const family = { id: secrets.hash(id), userId, orgId, currentHash: secrets.hash(secret) };
    await families.insert({ ...family, startedAt, endsAt: refreshEnd(startedAt), revokedAt: null });
    return pair(actor, `${id}.${secret}`);
  }

  /**
   * The next pair, for the refresh token that is good. One that was used already is in two hands:
   * nobody can say which is the thief's, so the whole family ends.
   * @throws AppError `refresh.invalid`
   */
  async function refresh(refreshToken: string): Promise<TokenPair> {
    const [familyId = '', secret = ''] = refreshToken.split('.');
    const id = secrets.hash(familyId);
    const next = secrets.draw();
    const step = { from: secrets.hash(secret), to: secrets.hash(next), now: now() };
    if (!(await families.rotate(id, step))) {
      await families.revoke(id, now());
      throw refreshInvalid();
    }
    const family = await families.byId(id);
    const actor =
      family && actorFor(family.userId, family.orgId, await membershipsOf(family.userId));
    if (!actor) throw refreshInvalid(); // taken out of the organisation meanwhile
    return pair(actor, `${familyId}.${next}`);
  }

  /** Ends the family of a refresh token, whichever of its tokens it is. Safe to repeat. */
  async function revoke(refreshToken: string): Promise<void> {
    await families.revoke(secrets.hash(refreshToken.split('.')[0] ?? ''), now());
  }

  function pair(actor: Actor, refreshToken: string): TokenPair {
    return { accessToken: sign(actor), refreshToken, expiresInS: ACCESS_S };
  }

  return { begin, refresh, revoke };
}
