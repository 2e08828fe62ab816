import type { Actor, Duty } from '../../shared/actor.ts';
import { AppError } from '../../shared/errors.ts';
import type { User } from './account.ts';
import type { NewAccount } from './account.service.ts';
import type { UserStore } from './user.store.ts';

interface Deps {
  users: UserStore;
  /** Once per command and login. @throws AppError `login.taken`, `password.*` */
  register: (wanted: NewAccount, command: { key: string }) => Promise<User>;
  invites: {
    /** @throws AppError `invite.not-found`, `invite.used`, `invite.expired` */
    open: (token: string, userId?: string) => Promise<OpenInvite>;
    /** For whom a link was made, used or not; undefined if there is no such link. */
    loginOf: (token: string) => Promise<string | undefined>;
    /** Takes the invite up, once. @throws AppError as `open`, and `member.exists` */
    join: (token: string, userId: string) => Promise<{ _id: string }>;
  };
}

interface OpenInvite {
  readonly org: { readonly _id: string; readonly nameZh: string; readonly nameEn: string };
  readonly invite: {
    readonly login: string;
    readonly duties: readonly Duty[];
    readonly endsAt: Date;
  };
}

/** What somebody who has no account yet says to take up an invite; the login is the invite's. */
export type Newcomer = Pick<NewAccount, 'password' | 'name'>;

/** Coming into an organisation by a link: as who one is already, or with a new account. */
export function createInvitationService({ users, register, invites }: Deps) {
  /** What a link says to whoever opens it. @throws AppError `invite.not-found`, `.used`, `.expired` */
  async function invitation(token: string, actor: Actor | undefined) {
    const { org, invite } = await invites.open(token, actor?.userId);
    const hasAccount = (await users.byLogin(invite.login)) !== undefined;
    const { nameZh, nameEn } = org;
    const { login, duties, endsAt } = invite;
    return { nameZh, nameEn, login, duties, endsAt, hasAccount };
  }

  /**
   * Joins an organisation by its link: whoever is signed in as they are, a newcomer by choosing a
   * password. Once per link.
   * @throws AppError `invite.*`, `member.exists`, `login.taken`, `password.*`, `invite.password-missing`
   */
  async function acceptInvite(token: string, { actor, newcomer, command }: Acceptance) {
    const userId = actor ? actor.userId : await newcomerFor(token, newcomer, command);
    const { _id: orgId } = await invites.join(token, userId);
    return { orgId, userId };
  }

  /** The account a newcomer gets by the link, once. Nothing is made for a link that is not open. */
  async function newcomerFor(
    token: string,
    newcomer: Newcomer | undefined,
    command: { key: string },
  ): Promise<string> {
    const { invite } = await openFor(token, command);
    if (!newcomer) {
      const message = 'Sign in, or choose a name and a password.';
      throw new AppError('invalid', 'invite.password-missing', message);
    }
    const user = await register({ ...newcomer, login: invite.login }, command);
    return user.id;
  }

  /** A repeat of the command that took the invite up finds it used by the account it made. */
  async function openFor(token: string, { key }: { key: string }): Promise<OpenInvite> {
    const login = await invites.loginOf(token);
    const earlier = login === undefined ? undefined : await users.byLogin(login);
    return await invites.open(token, earlier?.commandKey === key ? earlier.id : undefined);
  }

  return { invitation, acceptInvite };
}

interface Acceptance {
  readonly actor: Actor | undefined;
  readonly newcomer: Newcomer | undefined;
  readonly command: { readonly key: string };
}
