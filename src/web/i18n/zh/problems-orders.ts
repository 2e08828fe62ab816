import { clock, dayAndWeekday, dayOf } from '../../format.ts';
import type { ProblemText } from '../problems.ts';

const when = (instant: unknown) =>
  typeof instant === 'string' ? `${dayAndWeekday(dayOf(instant), 'zh')} ${clock(instant)}` : '';
const text = (value: unknown) => (typeof value === 'string' ? value : '');

const texts = {
  'order.not-found': '没有这张订单。',
  'order.not-enough-stock': '有几种货不够了，没有成单。数量已按现货改好，请核对后再提交。',
  'order.changed': '货只剩一部分，金额变了。请核对后再下单，这次没有扣款。',
  'order.past-cutoff': ({ cutoffAt }) => `已过截单时间 ${when(cutoffAt)}。请换一天，或去掉这几种。`,
  'order.no-delivery-day': '这一天不送这类货，请换一天。',
  'order.units-wrong': '数量不对：请按起订量和整件数填写。',
  'order.wrong-state': '这张订单已经走到下一步，这样做不了了。请刷新看看。',
  'order.busy': '这张订单正在处理，请稍等片刻再试。',
  'order.not-weighed': '还有货没过秤。',
  'approval.own-order': '自己下的单不能自己审批，请别的审批人签字。',
  'price.changed': '有商品的价格变了，没有下单。请刷新后核对新价格。',
  'seller.suspended': ({ name }) => `${text(name)}暂停接单，请去掉它的商品。`,
  'offer.not-offered': '有商品已不再供应，请刷新后再下单。',
  'offer.out-of-season': ({ name }) => `${text(name)}过季了，请去掉它。`,
  'wine.adult-consumers-only': ({ why }) =>
    why === 'age' ? '买酒请先确认已满 18 周岁。' : '酒只卖给成年个人，单位不能下单。',
  'organisation.suspended': '您的单位现在不能下单，请联系平台。',
  'payment.not-configured': '现在还不能在线付款。',
  'payment.not-found': '没有这笔付款。',
  'payment.bad-signature': '这条付款通知不可信，没有采用。',
  'pool.busy': '抢的人太多，请稍等片刻再试。',
} satisfies Record<string, ProblemText>;

/** Refusals on the way from basket and sheet to an order. */
export const ordersProblems: Record<keyof typeof texts, ProblemText> = texts;
