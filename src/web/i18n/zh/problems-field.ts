import type { ProblemText } from '../problems.ts';

/** Goods still in the field, and standing orders. */
export const fieldProblems = {
  'plan.not-found': '没有这一天的采收计划。',
  'plan.day-wrong': '采收日期要在今天或以后，120 天以内。',
  'plan.below-promised': (f) =>
    `已经订出 ${Number(f['promisedG'] ?? 0) / 1_000} kg，计划不能低于这个数。`,
  'plan.busy': '现在订的人多，请稍等片刻再试。',
  'binding.not-found': '没有正在分配的收成。',
  'binding.shared': '这批收成已经分配好了。',
  'standing.changed': '别的同事刚改过常规订单，请刷新后再改。',
} satisfies Record<string, ProblemText>;
