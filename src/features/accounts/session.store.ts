import type { Connection, UpdateQueryKnownOnly } from 'mongoose';
import { trusted } from '../../platform/database.ts';
import type { RefreshFamily, Session } from './account.ts';
import { familyModel, sessionModel, type FamilyDoc, type SessionDoc } from './account.model.ts';

/** Browser sessions: read at each request, ended by being deleted. */
export function createSessionStore(db: Connection) {
  const Sessions = sessionModel(db);

  return {
    async insert({ id, ...session }: Session): Promise<void> {
      await Sessions.create({ ...session, _id: id });
    },

    /** One that has not ended. */
    async open(id: string, now: Date): Promise<Session | undefined> {
      const doc = await Sessions.findOne({ _id: id, endsAt: trusted({ $gt: now }) }).lean();
      if (!doc) return undefined;
      const { _id, ...session } = doc;
      return { ...session, id: _id };
    },

    async see(id: string, { seenAt, endsAt }: Pick<Session, 'seenAt' | 'endsAt'>): Promise<void> {
      await Sessions.updateOne({ _id: id }, {
        $max: { seenAt, endsAt },
      } satisfies UpdateQueryKnownOnly<SessionDoc>);
    },

    async end(id: string): Promise<void> {
      await Sessions.deleteOne({ _id: id });
    },

    /** Forgets those that have ended. How many there were. */
    async sweep(now: Date): Promise<number> {
      const over = await Sessions.find({ endsAt: trusted({ $lt: now }) }, { _id: 1 })
        .sort({ endsAt: 1, _id: 1 })
        .limit(500)
        .lean();
      if (over.length === 0) return 0;
      await Sessions.deleteMany({ _id: trusted({ $in: over.map(({ _id }) => _id) }) });
      return over.length;
    },
  };
}

/** Refresh tokens of API clients, by family. */
export function createFamilyStore(db: Connection) {
  const Families = familyModel(db);

  return {
    async insert({ id, ...family }: RefreshFamily): Promise<void> {
      await Families.create({ ...family, _id: id });
    },

    async byId(id: string): Promise<RefreshFamily | undefined> {
      const doc = await Families.findOne({ _id: id }).lean();
      if (!doc) return undefined;
      const { _id, revokedAt, ...family } = doc;
      return { ...family, id: _id, revokedAt: revokedAt ?? null };
    },

    /** Puts the next token in the place of the one that is good. Of two at once, one does. */
    async rotate(id: string, { from, to, now }: Rotation): Promise<boolean> {
      const { matchedCount } = await Families.updateOne(
        { _id: id, currentHash: from, revokedAt: null, endsAt: trusted({ $gt: now }) },
        { $set: { currentHash: to } } satisfies UpdateQueryKnownOnly<FamilyDoc>,
      );
      return matchedCount === 1;
    },

    /** Ends the family; the first instant stays. */
    async revoke(id: string, revokedAt: Date): Promise<void> {
      await Families.updateOne({ _id: id, revokedAt: null }, {
        $set: { revokedAt },
      } satisfies UpdateQueryKnownOnly<FamilyDoc>);
    },

    /** Forgets those that have ended. How many there were. */
    async sweep(now: Date): Promise<number> {
      const over = await Families.find({ endsAt: trusted({ $lt: now }) }, { _id: 1 })
        .sort({ endsAt: 1, _id: 1 })
        .limit(500)
        .lean();
      if (over.length === 0) return 0;
      await Families.deleteMany({ _id: trusted({ $in: over.map(({ _id }) => _id) }) });
      return over.length;
    },
  };
}

interface Rotation {
  readonly from: string;
  readonly to: string;
  readonly now: Date;
}

export type SessionStore = ReturnType<typeof createSessionStore>;
export type FamilyStore = ReturnType<typeof createFamilyStore>;
