import { json } from '../../http/answer.ts';
import { endpoint } from '../../http/endpoint.ts';
import { byTask, outcomeGiven, taskListView, taskView, taskViewOf } from './task.schema.ts';
import type { TaskService } from './task.service.ts';

type Tasks = Pick<TaskService, 'listOf' | 'finish' | 'ownersOf'>;

export function taskEndpoints({ listOf, finish, ownersOf }: Tasks) {
  return [
    endpoint({
      method: 'GET',
      path: '/api/tasks',
      who: ['cooperative', 'canteen', 'operator'],
      summary: 'What waits for a decision, and what was decided',
      answer: json(taskListView),
      handle: async ({ actor }) => {
        const { open, done } = await listOf(actor);
        return { open: open.map(taskViewOf), done: done.map(taskViewOf) };
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/tasks/:id/done',
      who: {
        roles: ['cooperative', 'canteen', 'operator'],
        ownersOf: ({ id }) => ownersOf(id),
      },
      summary: 'Say that a task is done, and how; the first answer stands',
      params: byTask,
      body: outcomeGiven,
      command: true,
      answer: json(taskView),
      handle: async ({ actor, params, body }) =>
        taskViewOf(await finish(params.id, body.outcome, actor)),
    }),
  ];
}

export type TaskEndpoint = ReturnType<typeof taskEndpoints>[number];
