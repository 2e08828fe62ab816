import type { Connection } from 'mongoose';
import { isDuplicate } from '../../platform/database.ts';
import type { Notice } from './notice.ts';
import { noticeModel, type NoticeDoc } from './notice.model.ts';

/** Notices are made once by their cause and read once; nothing else changes one. */
export function createNoticeStore(db: Connection) {
  const Notices = noticeModel(db);

  return {
    /** False when it was told before. */
    async insert(notice: Notice): Promise<boolean> {
      try {
        await Notices.create(notice);
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },

    async byId(id: string): Promise<Notice | undefined> {
      return toNotice(await Notices.findOne({ _id: id }).lean());
    },

    /** The newest first, at most 200. */
    async ofOrg(orgId: string): Promise<Notice[]> {
      const docs = await Notices.find({ orgId }).sort({ at: -1, _id: 1 }).limit(200).lean();
      return docs.map((doc) => toNotice(doc));
    },

    /** False when it was read before, or is not there. */
    async read(_id: string, at: Date): Promise<boolean> {
      const { matchedCount } = await Notices.updateOne(
        { _id, readAt: null },
        { $set: { readAt: at } },
      );
      return matchedCount === 1;
    },
  };
}

export type NoticeStore = ReturnType<typeof createNoticeStore>;

function toNotice(doc: NoticeDoc): Notice;
function toNotice(doc: NoticeDoc | null): Notice | undefined;
function toNotice(doc: NoticeDoc | null): Notice | undefined {
  if (!doc) return undefined;
  const facts = doc.facts as Notice['facts']; // written by `insert` alone
  return { ...doc, facts, readAt: doc.readAt ?? null };
}
