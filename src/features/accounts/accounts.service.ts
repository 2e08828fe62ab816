import type { Actor, Duty } from '../../shared/actor.ts';
import { createAccountService } from './account.service.ts';
import type { InvitationView, MeView } from './account.schema.ts';
import { createInvitationService } from './invitation.service.ts';
import { createSessionService, type OpenSession, type Secrets } from './session.service.ts';
import type { FamilyStore, SessionStore } from './session.store.ts';
import { createTokenService } from './token.service.ts';
import type { UserStore } from './user.store.ts';

interface Deps {
  stores: { users: UserStore; sessions: SessionStore; families: FamilyStore };
  tokens: { sign: (actor: Actor) => string; read: (token: string) => Actor | undefined };
  passwords: Parameters<typeof createAccountService>[0]['passwords'];
  organisations: Parameters<typeof createInvitationService>[0]['invites'] & {
    membershipsOf: (userId: string) => Promise<readonly MembershipFacts[]>;
  };
  secrets: Secrets;
  world: { newCode: () => string; now: () => Date };
}

interface MembershipFacts {
  readonly orgId: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly role: Actor['role'];
  readonly duties: readonly Duty[];
  readonly standing: MeView['organisations'][number]['standing'];
}

interface Login {
  readonly login: string;
  readonly password: string;
}

/** People, their sessions and their tokens: the front of the feature. */
export function createAccounts({ stores, tokens, passwords, organisations, secrets, world }: Deps) {
  const { membershipsOf, ...invites } = organisations;
  const { now } = world;
  const { users, families } = stores;
  const people = createAccountService({ users, passwords, ...world });
  const register = people.registerConsumer;
  const invitations = createInvitationService({ users, register, invites });
  const sessions = createSessionService({ ...stores, membershipsOf, secrets, now });
  const api = createTokenService({ families, membershipsOf, sign: tokens.sign, secrets, now });

  /** A new session of a browser. @throws AppError `login.wrong` */
  async function signIn({ login, password }: Login): Promise<OpenSession> {
    const { id } = await people.checkLogin(login, password);
    return await sessions.begin(id);
  }

  /** Tokens for a program. @throws AppError `login.wrong`, `member.not-yours` */
  async function issueTokens({ login, password, orgId }: Login & { orgId?: string }) {
    const { id } = await people.checkLogin(login, password);
    return await api.begin(id, orgId);
  }

  /** Who somebody is, for whom they act, and for whom they could. */
  async function me({ userId, orgId, role, duties }: Actor): Promise<MeView> {
    const { login, name } = await people.nameOf(userId);
    const memberships = await membershipsOf(userId);
    const mine = memberships.map((one) => ({ ...one, duties: [...one.duties] }));
    return { userId, login, name, orgId, role, duties: [...duties], organisations: mine };
  }

  /**
   * Whose login and password these are, for one signature: no session is begun or changed.
   * @throws AppError `login.wrong`
   */
  async function verifyPassword({ login, password }: Login): Promise<{ userId: string }> {
    const { id: userId } = await people.checkLogin(login, password);
    return { userId };
  }

  /** @throws AppError `invite.not-found`, `invite.used`, `invite.expired` */
  async function invitation(token: string, actor?: Actor): Promise<InvitationView> {
    const { endsAt, duties, ...facts } = await invitations.invitation(token, actor);
    return { ...facts, duties: [...duties], endsAt: endsAt.toISOString() };
  }

  /** Forgets what has ended. How much there was. */
  async function sweep(): Promise<number> {
    const swept = await Promise.all([stores.sessions.sweep(now()), families.sweep(now())]);
    return swept.reduce((sum, n) => sum + n);
  }

  const { readSession, signOut, switchTo } = sessions;
  return {
    ...{
      registerConsumer: register,
      signIn,
      signOut,
      switchTo,
      readSession,
      readToken: tokens.read,
    },
    ...{ verifyPassword, issueTokens, refreshTokens: api.refresh, revokeTokens: api.revoke },
    ...{ me, invitation, acceptInvite: invitations.acceptInvite, sweep },
  };
}

export type Accounts = ReturnType<typeof createAccounts>;
