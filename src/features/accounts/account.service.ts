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
  newCode: () => string;
  now: () => Date;
}

export interface NewAccount {
  readonly login: string;
  readonly password: string;
  readonly name: string;
}

/** People and their passwords. */
export function createAccountService({ users, passwords, newCode, now }: Deps) {
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

  /** How a person is called; nameless when the account is gone and a token of it still lives. */
  async function nameOf(userId: string): Promise<Pick<User, 'login' | 'name'>> {
    return (await users.byId(userId)) ?? { login: '', name: '' };
  }

  return { registerConsumer, checkLogin, nameOf };
}
