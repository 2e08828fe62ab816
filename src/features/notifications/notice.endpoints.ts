import { json } from '../../http/answer.ts';
import { endpoint } from '../../http/endpoint.ts';
import { byNotice, inboxView, noticeView, noticeViewOf } from './notice.schema.ts';
import type { Notifications } from './notice.service.ts';

type Inbox = Pick<Notifications, 'inboxOf' | 'read' | 'ownersOf'>;

export function noticeEndpoints({ inboxOf, read, ownersOf }: Inbox) {
  return [
    endpoint({
      method: 'GET',
      path: '/api/inbox',
      who: ['consumer', 'cooperative', 'canteen', 'officer', 'operator'],
      summary: 'What you were told, the newest first',
      answer: json(inboxView),
      handle: async ({ actor }) => ({ notices: (await inboxOf(actor.orgId)).map(noticeViewOf) }),
    }),

    endpoint({
      method: 'POST',
      path: '/api/inbox/:id/read',
      who: { roles: ['consumer', 'cooperative', 'canteen'], ownersOf: ({ id }) => ownersOf(id) },
      summary: 'Mark a message as read',
      params: byNotice,
      command: true,
      answer: json(noticeView),
      handle: async ({ params }) => noticeViewOf(await read(params.id)),
    }),
  ];
}

export type NoticeEndpoint = ReturnType<typeof noticeEndpoints>[number];
