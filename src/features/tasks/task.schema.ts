import Joi from 'joi';
import { instant, list, maybe, object, oneOf, words, type Infer } from '../../shared/schema.ts';
import { TASK_KINDS, TASK_STATES, type Task } from './task.ts';

export const byTask = object({ id: Joi.string().max(200) });
export const outcomeGiven = object({ outcome: words(300) });

const facts = Joi.object().pattern(Joi.string(), Joi.alternatives(Joi.string(), Joi.number()));

export const taskView = object({
  id: Joi.string(),
  kind: oneOf(...TASK_KINDS),
  href: Joi.string(),
  facts: facts as Joi.ObjectSchema<Record<string, string | number>>, // Joi's types know no pattern
  state: oneOf(...TASK_STATES),
  at: instant(),
  doneAt: maybe(instant()),
  outcome: Joi.string().allow(''),
});
export type TaskView = Infer<typeof taskView>;

export const taskListView = object({ open: list(taskView), done: list(taskView) });

export function taskViewOf({ _id, at, doneAt, facts: told, ...task }: Task): TaskView {
  const { kind, href, state, outcome } = task;
  const shown = { id: _id, kind, href, state, outcome, facts: { ...told } };
  return { ...shown, at: at.toISOString(), doneAt: doneAt?.toISOString() ?? null };
}
