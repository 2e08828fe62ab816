import type { Price } from '../../../shared/money.ts';
import { fenFor } from '../../../shared/price.ts';
import { clock, dayAndWeekday, dayOf, kilograms, moment, yuan } from '../../format.ts';

/** The order sheet’s words for prices, drafts, lists and what to do when goods are short. */
export const sheetMore = {
  /** Beside the price: what a jin and a kilogram come to. */
  perWeight: (price: Price, nominalG: number) => {
    const jin = `${yuan(fenFor(price, nominalG, 500))}/斤`;
    const kg = `${yuan(fenFor(price, nominalG, 1_000))}/kg`;
    if (!('perG' in price)) return `${jin} · ${kg}`;
    return price.perG === 500 ? kg : jin;
  },
  contract: (no: string) => `合同价 ${no}`,
  tier: '已到阶梯价',
  nextTier: (from: number, pack: string, fen: number) => `满 ${from} ${pack} ${yuan(fen)}`,
  up: '↑ 比上次贵',
  down: '↓ 比上次便宜',
  history: '价格记录',
  section: (name: string, seller: string | null) =>
    seller === null ? name : `${name}（${seller}）`,
  closesShort: (at: string) => `${dayAndWeekday(dayOf(at), 'zh')} ${clock(at)} 截单`,
  firstClose: '最早截单',
  allCutoffs: (n: number) => `全部 ${n} 类截单时间`,
  lateKinds: (names: string) => `${names} 这天不送或已截单`,
  holidaysUnknown: '2027 年放假安排尚未公布，遇节假日请在送货日历里填写。',
  calendar: '送货日历',
  short: {
    title: '缺货时',
    choices: { refuse: '整单先不下，问我', partial: '有多少要多少', substitute: '换成别的' },
    instead: '换成',
    none: '请选一种',
  },
  preorder: (on: string) => `待采收·预订 ${dayAndWeekday(on, 'zh')}采收`,
  preorderLeft: (n: number, pack: string) => `田里还可订 ${n} ${pack}`,
  preorderRule:
    '待采收·预订：采收当天按批次绑定，合同价先足额，其余按订量比例分；不足的差额不收，并通知您。',
  findOther: '找替代',
  more: '再看一些',
  searching: '正在找……',
  minimum: (seller: string, min: number, lacking: number) =>
    `${seller} 每次送货满 ${yuan(min)}，还差 ${yuan(lacking)}`,
  saved: '草稿已保存，换一台设备也能接着填',
  unsaved: '草稿先存在本机，联网后再保存',
  conflict: (units: number) => `另一台设备改过；本机填的是 ${units}`,
  takeMine: (units: number) => `用 ${units}`,
  takeTheirs: '用那边的',
  placedElsewhere: (at: string) => `${moment(at, 'zh')} 已提交过一单，草稿从头开始`,
  import: {
    open: '粘贴 / 导入 Excel',
    title: '粘贴或导入采购单',
    hint: '每行一种：品名、数量（可带单位），如“酥梨 20 箱”。也可以选一个 .xlsx 文件。',
    paste: '粘贴在这里',
    file: 'Excel 文件（.xlsx，最多 2 MB、1 万行）',
    look: '看看对不对',
    close: '收起',
    found: (matched: number, doubtful: number, unmatched: number) =>
      `认出 ${matched} 种，${doubtful} 种要您选，${unmatched} 种没找到`,
    columns: { row: '行', text: '单子上写的', choice: '对应商品', units: '数量' },
    state: { matched: '已认出', doubtful: '请选择', unmatched: '没找到' },
    skip: '不填这一行',
    choice: (name: string, spec: string, units: number, pack: string, g: number) =>
      `${name} ${spec} · ${units} ${pack}（${kilograms(g)}）`,
    rounded: '已按起订量取整',
    apply: (n: number) => `填入 ${n} 种（不会下单）`,
    nothing: '没有可以填入的行。',
  },
};
