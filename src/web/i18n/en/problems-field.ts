import type { ProblemText } from '../problems.ts';

/** Goods still in the field, and standing orders. */
export const fieldProblems = {
  'plan.not-found': 'There is no harvest plan for that day.',
  'plan.day-wrong': 'A harvest is planned for today or later, at most 120 days ahead.',
  'plan.below-promised': (f) =>
    `${Number(f['promisedG'] ?? 0) / 1_000} kg are promised already; the plan cannot go below.`,
  'plan.busy': 'Many are ordering just now. Please try again in a moment.',
  'binding.not-found': 'No such harvest is being shared out.',
  'binding.shared': 'This harvest is shared out already.',
  'standing.changed': 'A colleague has just changed the standing order. Please load it again.',
} satisfies Record<string, ProblemText>;
