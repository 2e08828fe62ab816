import type { Connection } from 'mongoose';
import { isDuplicate } from '../../platform/database.ts';
import type { Facts, Task } from './task.ts';
import { taskModel, type TaskDoc } from './task.model.ts';

/** Tasks are made once by their cause and done once. */
export function createTaskStore(db: Connection) {
  const Tasks = taskModel(db);

  return {
    /** False when the cause made one before. */
    async insert(task: Task): Promise<boolean> {
      try {
        await Tasks.create(task);
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },

    async byId(id: string): Promise<Task | undefined> {
      return toTask(await Tasks.findOne({ _id: id }).lean());
    },

    /** The newest first, at most 200. */
    async ofOrg(orgId: string | null, state: Task['state']): Promise<Task[]> {
      const docs = await Tasks.find({ orgId, state }).sort({ at: -1, _id: 1 }).limit(200).lean();
      return docs.map((doc) => toTask(doc));
    },

    countOpen(orgId: string | null): Promise<number> {
      return Tasks.countDocuments({ orgId, state: 'open' });
    },

    /** False when it is done already, or not there. */
    async close(_id: string, done: { at: Date; by: string; outcome: string }): Promise<boolean> {
      const { matchedCount } = await Tasks.updateOne(
        { _id, state: 'open' },
        { $set: { state: 'done', doneAt: done.at, doneBy: done.by, outcome: done.outcome } },
      );
      return matchedCount === 1;
    },
  };
}

export type TaskStore = ReturnType<typeof createTaskStore>;

function toTask(doc: TaskDoc): Task;
function toTask(doc: TaskDoc | null): Task | undefined;
function toTask(doc: TaskDoc | null): Task | undefined {
  if (!doc) return undefined;
  const { orgId = null, doneAt = null, doneBy = null } = doc;
  return { ...doc, orgId, doneAt, doneBy, facts: doc.facts as Facts }; // written by `insert` alone
}
