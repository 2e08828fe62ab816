import type { Owners } from '../../shared/actor.ts';
import { noticeNotFound, type NewNotice, type Notice } from './notice.ts';
import type { NoticeStore } from './notice.store.ts';

interface Deps {
  notices: NoticeStore;
  now: () => Date;
}

/** The inbox 消息 of organisations and consumers: each cause tells each of them once. */
export function createNotifications({ notices, now }: Deps) {
  /** The same `_id` again tells nothing new. */
  async function send(notice: NewNotice): Promise<void> {
    await notices.insert({ ...notice, at: now(), readAt: null });
  }

  /** Read once; the first time stands. @throws AppError `notice.not-found` */
  async function read(id: string): Promise<Notice> {
    await notices.read(id, now());
    const notice = await notices.byId(id);
    if (!notice) throw noticeNotFound(id);
    return notice;
  }

  async function ownersOf(id: string): Promise<Owners | undefined> {
    const notice = await notices.byId(id);
    if (!notice) return undefined;
    const { orgId } = notice;
    return { cooperative: orgId, canteen: orgId, consumer: orgId };
  }

  return { send, read, ownersOf, inboxOf: (orgId: string) => notices.ofOrg(orgId) };
}

export type Notifications = ReturnType<typeof createNotifications>;
