import type { Connection } from 'mongoose';
import { isDuplicate } from '../../platform/database.ts';
import type { AuditEntry } from './audit.ts';
import { auditModel, type AuditDoc } from './audit.model.ts';

/** Entries are inserted and read; nothing here changes or deletes one. */
export function createAuditStore(db: Connection) {
  const Entries = auditModel(db);

  return {
    /** Returns false, and stores nothing, if the place in the chain or the key is taken. */
    async insert({ seq, ...entry }: AuditEntry): Promise<boolean> {
      try {
        await Entries.create({ ...entry, _id: seq });
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },

    async last(): Promise<AuditEntry | undefined> {
      return toEntry(await Entries.findOne({}).sort({ _id: -1 }).lean());
    },

    async byKey(key: string): Promise<AuditEntry | undefined> {
      return toEntry(await Entries.findOne({ key }).lean());
    },

    /** The newest first. */
    async ofTarget(target: string): Promise<AuditEntry[]> {
      const docs = await Entries.find({ target }).sort({ _id: -1 }).limit(100).lean();
      return docs.map((doc) => toEntry(doc));
    },
  };
}

export type AuditStore = ReturnType<typeof createAuditStore>;

function toEntry(doc: AuditDoc): AuditEntry;
function toEntry(doc: AuditDoc | null): AuditEntry | undefined;
function toEntry(doc: AuditDoc | null): AuditEntry | undefined {
  if (!doc) return undefined;
  const { _id: seq, ...entry } = doc;
  return { ...entry, seq };
}
