import { yuan } from '../../format.ts';
import type { moneyProblems as zh } from '../zh/problems-money.ts';
import type { ProblemText } from '../problems.ts';

/** Refusals of credit, budgets, windows, statements and payments. */
export const moneyProblems: Readonly<Record<keyof typeof zh, ProblemText>> = {
  'credit.not-enough': ({ availFen }) =>
    `The payer’s credit is used up${leftIn(availFen)}. It comes back with payment.`,
  'budget.not-enough': ({ availFen }) =>
    `Over budget${leftIn(availFen)}, and no rule says who may approve it: nothing was ordered.`,
  'window.full': 'All stops at that hour are taken. Please choose another day.',
  'plan.not-enough': 'That much will not be harvested.',
  'plan.closed': 'This harvest plan is closed.',
  'plan.expired': 'These goods do not keep until that day.',
  'limit.not-found': 'There is no such limit.',
  'approval.other-duty': 'This order waits for other duties; yours cannot take their place.',
  'organisation.payer-unknown': 'There is no such payer.',
  'statement.not-found': 'There is no such statement.',
  'statement.wrong-state': 'This statement has changed. Please reload it.',
  'statement.other-entry': 'One of these does not stand on this statement.',
  'statement.seller-answers-first': 'The supplier has five days to answer first.',
  'statement.busy': 'This statement is being closed. Please try again.',
  'bank-payment.not-found': 'There is no such payment.',
  'bank-payment.wrong-state': 'This payment was decided already. Please reload.',
  'bank-payment.duplicate': ({ bankRef }) =>
    `${text(bankRef)} was recorded before and is not booked twice.`,
  'bank-payment.busy': 'It is being booked. Please try again.',
};

function leftIn(fen: unknown): string {
  return typeof fen === 'number' ? `: ${yuan(fen)} left` : '';
}

function text(fact: unknown): string {
  return typeof fact === 'string' ? fact : '';
}
