import type { Actor, Duty } from '../../shared/actor.ts';
import { AppError } from '../../shared/errors.ts';
import { checkPassword, loginTaken, loginWrong, type User } from './account.ts';
import type { UserStore } from './user.store.ts';

interface Deps {
  users: UserStore;
  passwords: {
    hash: (password: string) => Promise<string>;
    /** Wrong, and no sooner, when there is no hash. */
    verify: (hash: string | undefined, password: string) => Promise<boolean>;
  };
  invites: {
    /** @throws AppError `invite.not-found`, `invite.used`, `invite.expired` */
    open: (token: string, userId?: string) => Promise<OpenInvite>;
    /** For whom a link was made, used or not; undefined if there is no such link. */
    loginOf: (token: string) => Promise<string | undefined>;
    /** Takes the invite up, once. @throws AppError as `open`, and `member.exists` */
    join: (token: string, userId: string) => Promise<{ _id: string }>;
  };
  newCode: () => string;
  now: () => Date;
}

interface OpenInvite {
  readonly org: { readonly _id: string; readonly nameZh: string; readonly nameEn: string };
  readonly invite: {
    readonly login: string;
    readonly duties: readonly Duty[];
    readonly endsAt: Date;
  };
}

export interface NewAccount {
  readonly login: string;
  readonly password: string;
  readonly name: string;
}

/** What somebody who has no account yet says to take up an invite; the login is the invite's. */
export type Newcomer = Pick<NewAccount, 'password' | 'name'>;

/** People and their passwords. */
export function createAccountService({ users, passwords, invites, newCode, now }: Deps) {
  /**
   * Registers a person, once per command and once per login, however many try at a time.
   * @throws AppError `login.taken`, `password.too-short`, `password.common`, `request.key-reused`
   */
  async function registerConsumer(wanted: NewAccount, command: { key: string }): Promise<User> {
    checkPassword(wanted.password, wanted.login);
    for (let tries = 0; tries < 3; tries += 1) {
      const earlier = await users.byLogin(wanted.login);
      if (earlier) return await repeated(earlier, wanted, command);

      const { password, ...said } = wanted;
      const passwordHash = await passwords.hash(password);
      const origin = { id: newCode(), commandKey: command.key, registeredAt: now() };
      const user = { ...said, ...origin, passwordHash };
      if (await users.insert(user)) return user;
    }
    throw new Error('three codes in a row were taken');
  }

  /** The same command again has the same password; no quick hash of it is kept to compare. */
  async function repeated(earlier: User, wanted: NewAccount, { key }: { key: string }) {
    if (earlier.commandKey !== key) throw loginTaken();
    const same = await passwords.verify(earlier.passwordHash, wanted.password);
    if (!same || earlier.name !== wanted.name) {
      throw new AppError('reused-key', 'request.key-reused', 'This key has done something else.');
    }
    return earlier;
  }

  /**
   * Who has this login and password. Unknown and wrong take the same time and get the same words.
   * @throws AppError `login.wrong`
   */
  async function checkLogin(login: string, password: string): Promise<User> {
    const user = await users.byLogin(login);
    const right = await passwords.verify(user?.passwordHash, password);
    if (!user || !right) throw loginWrong();
    return user;
  }

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
    if (actor) return await accepted(token, actor.userId);
    const { invite } = await openFor(token, command);
    if (!newcomer) {
      const message = 'Sign in, or choose a name and a password.';
      throw new AppError('invalid', 'invite.password-missing', message);
    }
    const user = await registerConsumer({ ...newcomer, login: invite.login }, command);
    return await accepted(token, user.id);
  }

  /** A repeat of the command that took the invite up finds it used by the account it made. */
  async function openFor(token: string, { key }: { key: string }): Promise<OpenInvite> {
    const login = await invites.loginOf(token);
    const earlier = login === undefined ? undefined : await users.byLogin(login);
    return await invites.open(token, earlier?.commandKey === key ? earlier.id : undefined);
  }

  async function accepted(token: string, userId: string) {
    const { _id: orgId } = await invites.join(token, userId);
    return { orgId, userId };
  }

  /** @throws AppError `user.not-found` */
  async function get(userId: string): Promise<User> {
    const user = await users.byId(userId);
    if (!user) throw new AppError('not-found', 'user.not-found', 'There is no such account.');
    return user;
  }

  return { registerConsumer, checkLogin, invitation, acceptInvite, get };
}

interface Acceptance {
  readonly actor: Actor | undefined;
  readonly newcomer: Newcomer | undefined;
  readonly command: { readonly key: string };
}
