import { clock, dayAndWeekday, dayOf } from '../../format.ts';
import type { ProblemText } from '../problems.ts';
import type { ordersProblems as zh } from '../zh/problems-orders.ts';

const when = (instant: unknown) =>
  typeof instant === 'string' ? `${dayAndWeekday(dayOf(instant), 'en')} ${clock(instant)}` : '';
const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** Refusals on the way from basket and sheet to an order. */
export const ordersProblems: Record<keyof typeof zh, ProblemText> = {
  'order.not-found': 'There is no such order.',
  'order.not-enough-stock':
    'Some goods are short, so nothing was ordered. The quantities now are what is there; check and submit again.',
  'order.changed':
    'Only part of it is there, so the sum changed. Check and order again; nothing was charged.',
  'order.past-cutoff': ({ cutoffAt }) =>
    `The cut-off was ${when(cutoffAt)}. Choose another day, or leave these goods out.`,
  'order.no-delivery-day': 'Such goods do not come on that day; choose another.',
  'order.units-wrong': 'Order at least the minimum, in whole packs.',
  'order.wrong-state': 'This order has moved on, so that is no longer possible. Reload to see.',
  'order.busy': 'This order is being worked on. Please try again in a moment.',
  'order.not-weighed': 'Some of it is not weighed yet.',
  'approval.own-order': 'Nobody approves an order of their own; ask another approver.',
  'price.changed': 'A price changed, so nothing was ordered. Reload and check the new prices.',
  'seller.suspended': ({ name }) => `${text(name)} takes no orders now; leave its goods out.`,
  'offer.not-offered': 'Something is no longer offered. Reload and order again.',
  'offer.out-of-season': ({ name }) => `${text(name)} is out of season; leave it out.`,
  'wine.adult-consumers-only': ({ why }) =>
    why === 'age'
      ? 'Confirm first that you are 18 or older.'
      : 'Wine is sold to adult persons only, not to organisations.',
  'organisation.suspended': 'Your organisation cannot order now; ask the platform.',
  'payment.not-configured': 'Nobody takes payments here yet.',
  'payment.not-found': 'There is no such payment.',
  'payment.bad-signature': 'This notice of payment is not to be trusted.',
  'pool.busy': 'Too many buyers at once. Please try again in a moment.',
};
