import type { Owners } from '../../shared/actor.ts';
import { AppError } from '../../shared/errors.ts';

/** What a person may have to decide. Each kind has its words in `web/i18n/*\/tasks.ts`. */
export const TASK_KINDS = [
  'agreement-proposed',
  'receipt-conflict',
  'receipt-waiting',
  'receipt-late',
  'receipt-silence',
  'claim-filed',
  'claim-disputed',
  'grams-on-hand',
  'cold-chain',
  'refund-failed',
  'saga-stuck',
  'harvest-short',
  'harvest-missing',
] as const;
type TaskKind = (typeof TASK_KINDS)[number];

export const TASK_STATES = ['open', 'done'] as const;

/** Facts of a task or notice, printed into its words; plain values only. */
export type Facts = Readonly<Record<string, string | number>>;

/** Something only a person can decide 待办. `_id` is its cause, so that the cause makes it once. */
export interface Task {
  readonly _id: string;
  readonly kind: TaskKind;
  /** Whose it is; null: the operator's. */
  readonly orgId: string | null;
  /** What it is about, where to go: a path of the site. */
  readonly href: string;
  readonly facts: Facts;
  readonly state: (typeof TASK_STATES)[number];
  readonly at: Date;
  readonly doneAt: Date | null;
  readonly doneBy: string | null;
  /** What was decided, in words. */
  readonly outcome: string;
}

export type NewTask = Pick<Task, '_id' | 'kind' | 'orgId' | 'href' | 'facts'>;

/** Both sides of trade may own one; the operator sees all of them. */
export function ownersOfTask({ orgId }: Pick<Task, 'orgId'>): Owners {
  return orgId === null ? {} : { cooperative: orgId, canteen: orgId, consumer: orgId };
}

export function taskNotFound(id: string): AppError {
  return new AppError('not-found', 'task.not-found', `There is no task ${id}.`, { facts: { id } });
}
