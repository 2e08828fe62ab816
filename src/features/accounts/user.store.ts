import type { Connection } from 'mongoose';
import { isDuplicate, trusted } from '../../platform/database.ts';
import type { User } from './account.ts';
import { userModel, type UserDoc } from './account.model.ts';

/** Every way the users collection is read or written: one function, one statement. */
export function createUserStore(db: Connection) {
  const Users = userModel(db);

  return {
    /** Returns false, and stores nothing, if the id or the login is taken. */
    async insert({ id, ...user }: User): Promise<boolean> {
      try {
        await Users.create({ ...user, _id: id });
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },

    async byId(id: string): Promise<User | undefined> {
      return toUser(await Users.findOne({ _id: id }).lean());
    },

    async byLogin(login: string): Promise<User | undefined> {
      return toUser(await Users.findOne({ login }).lean());
    },

    async byIds(ids: readonly string[]): Promise<User[]> {
      const docs = await Users.find({ _id: trusted({ $in: [...ids] }) })
        .sort({ login: 1, _id: 1 })
        .lean();
      return docs.map((doc) => toUser(doc));
    },
  };
}

export type UserStore = ReturnType<typeof createUserStore>;

function toUser(doc: UserDoc): User;
function toUser(doc: UserDoc | null): User | undefined;
function toUser(doc: UserDoc | null): User | undefined {
  if (!doc) return undefined;
  const { _id: id, ...user } = doc;
  return { ...user, id };
}
