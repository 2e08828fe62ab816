import { inboxView, noticeViewOf, type Notifications } from '../../features/notifications/index.ts';
import { taskListView, taskViewOf, type TaskService } from '../../features/tasks/index.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { page } from '../page.tsx';
import Inbox from '../pages/tasks/Inbox.tsx';
import Tasks from '../pages/tasks/Tasks.tsx';

interface Deps {
  readonly tasks: Pick<TaskService, 'listOf'>;
  readonly notifications: Pick<Notifications, 'inboxOf'>;
}

/** What waits for a person, and what people were told. */
export function tasksPages({ tasks, notifications }: Deps): Endpoint[] {
  return [
    page({
      path: '/tasks',
      who: ['cooperative', 'canteen', 'operator'],
      area: 'tasks',
      load: async ({ actor }) => {
        const { open, done } = await tasks.listOf(actor);
        return { open: open.map(taskViewOf), done: done.slice(0, 20).map(taskViewOf) };
      },
      props: taskListView,
      title: (w) => w.tasks.title,
      view: Tasks,
      client: 'tasks/Tasks',
    }),
    page({
      path: '/inbox',
      who: ['consumer', 'cooperative', 'canteen', 'officer', 'operator'],
      area: 'tasks',
      load: async ({ actor }) => ({
        notices: (await notifications.inboxOf(actor.orgId)).map(noticeViewOf),
      }),
      props: inboxView,
      title: (w) => w.inbox.title,
      view: Inbox,
      client: 'tasks/Inbox',
    }),
  ];
}
