import { day, yuan } from '../../format.ts';
import type { ProblemText } from '../problems.ts';

const text = (value: unknown) => (typeof value === 'string' ? value : '');
const sum = (value: unknown) => (typeof value === 'number' ? yuan(value) : '');

const texts = {
  'agreement.buyer-unknown': '没有这家食堂，或它现在不能下单。',
  'agreement.dates-crossed': '结束日期在开始日期之前。',
  'agreement.formula-missing': '请填价格；随行就市的请把行情价、比例、来源和月份填全。',
  'agreement.not-found': '没有这份合同价。',
  'agreement.price-unit-wrong': '计价单位和报价的不一样。',
  'agreement.wrong-state': '这份合同价已经有结果了，请刷新看看。',
  'calendar.days-crossed': '有一段日子的结束在开始之前。',
  'import.empty': '没有认出写着品名的行，请检查内容。',
  'import.too-large': '这个表格太大，读不了。请只留要用的那一页。',
  'import.too-many-rows': '最多一万行，请分几次导入。',
  'import.unreadable': '读不了这个文件，请用 Excel 存成 .xlsx 再试。',
  'offer.tiers-crossed': '阶梯价要数量越多越便宜，并且比现价低。请先改阶梯价。',
  'order.below-minimum': ({ name, needOn, minFen, fen }) =>
    `${text(name)} ${day(text(needOn), 'zh')} 这次送货不足起送 ${sum(minFen)}（现在 ${sum(fen)}），没有下单。`,
  'order.substitute-wrong': '缺货时要换的商品不能下单，请重新选。',
  'rule.busy': '别人正在改这一条，请稍等片刻再试。',
  'sku.step-wrong': '起订量或步长不对：成件的要整数，散称的要能称出整克。',
} satisfies Record<string, ProblemText>;

/** Refusals about prices, cut-offs, calendars and lists. */
export const tradeProblems: Record<keyof typeof texts, ProblemText> = texts;
