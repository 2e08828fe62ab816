/** The inbox 消息: features tell by cause; each is told once. */
export type { NewNotice } from './notice.ts';
export { createNotifications, type Notifications } from './notice.service.ts';
export { createNoticeStore } from './notice.store.ts';
export { inboxView, noticeViewOf, type NoticeView } from './notice.schema.ts';
export { noticeEndpoints, type NoticeEndpoint } from './notice.endpoints.ts';
