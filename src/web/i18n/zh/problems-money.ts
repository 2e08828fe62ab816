import { yuan } from '../../format.ts';
import type { ProblemText } from '../problems.ts';

const texts = {
  'credit.not-enough': ({ availFen }) =>
    `付款方的授信额度不够${leftIn(availFen)}。付清到期货款后额度恢复。`,
  'budget.not-enough': ({ availFen }) =>
    `超出预算${leftIn(availFen)}，本单位也没有设定由谁审批，没有下单。`,
  'window.full': '这个时段的送货车次已满，请换一天。',
  'plan.not-enough': '这批预计采收的量不够了。',
  'plan.closed': '这批采收计划已截止。',
  'plan.expired': '这批货放不到那一天。',
  'limit.not-found': '没有设这项额度。',
  'approval.other-duty': '这张订单等的是别的职责的签字，您的签字不能代替。',
  'organisation.payer-unknown': '没有这个付款单位。',
  'statement.not-found': '没有这张对账单。',
  'statement.wrong-state': '对账单已有变化，请刷新后再看。',
  'statement.other-entry': '有一笔不在这张对账单上。',
  'statement.seller-answers-first': '供货单位有 5 天时间答复，之后平台才能处理。',
  'statement.busy': '对账单正在结账，请稍后再试。',
  'bank-payment.not-found': '没有这笔付款。',
  'bank-payment.wrong-state': '这笔付款已经处理过了，请刷新。',
  'bank-payment.duplicate': ({ bankRef }) => `流水号 ${text(bankRef)} 已经登记过，没有重复记账。`,
  'bank-payment.busy': '正在记账，请稍后再试。',
} satisfies Record<string, ProblemText>;

/** Refusals of credit, budgets, windows, statements and payments. */
export const moneyProblems: Readonly<Record<keyof typeof texts, ProblemText>> = texts;

function leftIn(fen: unknown): string {
  return typeof fen === 'number' ? `：还剩 ${yuan(fen)}` : '';
}

function text(fact: unknown): string {
  return typeof fact === 'string' ? fact : '';
}
