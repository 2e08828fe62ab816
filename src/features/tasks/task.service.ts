import type { Actor, Owners } from '../../shared/actor.ts';
import { ownersOfTask, taskNotFound, type NewTask, type Task } from './task.ts';
import type { TaskStore } from './task.store.ts';

interface Deps {
  tasks: TaskStore;
  now: () => Date;
}

/** What a person must decide 待办: made by its cause, once; done by a person, once. */
export function createTaskService({ tasks, now }: Deps) {
  /** The same cause again makes nothing, also when the task is done by now. */
  async function add(task: NewTask): Promise<void> {
    const open = { state: 'open', doneAt: null, doneBy: null, outcome: '' } as const;
    await tasks.insert({ ...task, ...open, at: now() });
  }

  /** Done already: the first outcome stands. A task that is not there is no fault: its cause is gone. */
  async function done(id: string, how: { by: string; outcome: string }): Promise<void> {
    await tasks.close(id, { ...how, at: now() });
  }

  /** @throws AppError `task.not-found` */
  async function finish(id: string, outcome: string, actor: Actor): Promise<Task> {
    await done(id, { by: actor.userId, outcome });
    const task = await tasks.byId(id);
    if (!task) throw taskNotFound(id);
    return task;
  }

  /** Open ones first to last, and what was decided lately. Operators see those of nobody else. */
  async function listOf(actor: Actor): Promise<{ open: Task[]; done: Task[] }> {
    const orgId = ownerOf(actor);
    return { open: await tasks.ofOrg(orgId, 'open'), done: await tasks.ofOrg(orgId, 'done') };
  }

  async function ownersOf(id: string): Promise<Owners | undefined> {
    const task = await tasks.byId(id);
    return task && ownersOfTask(task);
  }

  return {
    add,
    done,
    finish,
    listOf,
    ownersOf,
    countOpen: (a: Actor) => tasks.countOpen(ownerOf(a)),
  };
}

export type TaskService = ReturnType<typeof createTaskService>;

function ownerOf({ role, orgId }: Actor): string | null {
  return role === 'operator' ? null : orgId;
}
