import { sheetMore } from './sheet-more.ts';
import type { Price } from '../../../shared/money.ts';
import { clock, day, dayAndWeekday, dayOf, kilograms, yuan } from '../../format.ts';

/** What one of it is called when the price counts grams. */
const per = (price: Price, pack: string) =>
  'perUnit' in price
    ? pack
    : price.perG === 500
      ? '斤'
      : price.perG === 1000
        ? 'kg'
        : `${price.perG} g`;

const CLASSES = {
  leaf: '叶菜',
  meat: '冷鲜肉',
  fresh: '鲜品',
  dry: '干货',
  frozen: '冷冻',
};

export const words = {
  sheet: {
    ...sheetMore,
    title: '快速下单',
    delivery: (on: string, from: string, to: string) =>
      `${dayAndWeekday(on, 'zh')}${from}–${to} 送达`,
    changeDay: '改日期',
    day: '送达日期',
    dayOption: (on: string) => dayAndWeekday(on, 'zh'),
    cutoffs: '截单时间',
    classes: CLASSES,
    closes: (at: string) => `${dayAndWeekday(dayOf(at), 'zh')} ${clock(at)} 截单`,
    left: (minutes: number) =>
      minutes >= 2_880
        ? `还剩 ${Math.floor(minutes / 1_440)} 天`
        : minutes >= 60
          ? `还剩 ${Math.floor(minutes / 60)} 小时${minutes % 60 > 0 ? ` ${minutes % 60} 分` : ''}`
          : `还剩 ${minutes} 分钟`,
    notThatDay: (on: string) => `这天不送或已截单，最早 ${dayAndWeekday(on, 'zh')}`,
    never: '近期不送',
    takeDay: (on: string) => `这一类改为 ${dayAndWeekday(on, 'zh')} 送`,
    tabs: { usual: '常购', week: '上周同日', all: '全部商品' },
    tabsLabel: '看哪些商品',
    search: '找商品',
    searchHint: '品名或拼音，如 suli',
    fillLast: '按上次数量填入',
    columns: {
      name: '品名 · 规格 · 产地',
      price: '单价',
      last: '上次',
      units: '数量',
      sum: '小计',
    },
    price: (price: Price, pack: string) => `${yuan(price.fen)}/${per(price, pack)}`,
    only: (n: number, pack: string) => `只到 ${n} ${pack}`,
    cutTo: (wanted: number) => `原填 ${wanted}`,
    soldOut: '暂无货',
    outOfSeason: (month: number | null) => (month === null ? '过季' : `过季，${month} 月再来`),
    priceChanged: '价格变了，请刷新后核对',
    comes: (on: string) => `${dayAndWeekday(on, 'zh')}送`,
    rail: '本单',
    kinds: '品种',
    kindsOf: (n: number) => `${n} 种`,
    delivered: '配送',
    free: '免',
    total: '合计',
    weight: (g: number) => `约 ${kilograms(g)}`,
    note: '给合作社的话',
    noteHint: '例：香葱请去根',
    submit: '提交订单',
    clear: '清空',
    needsApproval: (fen: number) => `超过 ${yuan(fen)}，提交后由审批人签字，货先留着。`,
    empty: '这里没有商品。',
    emptyUsual: '第一次下单：从“全部商品”里选。',
    showAll: '看全部商品',
    keys: '↑↓ 换行 · Enter 下一行 · / 搜索 · Ctrl+Enter 提交',
  },
  orders: {
    unit: '件',
    title: '订单',
    sub: '按下单时间，新的在前',
    empty: '还没有订单。',
    order: '去下单',
    columns: {
      placed: '下单',
      no: '订单号',
      need: '送达',
      goods: '货品',
      sum: '金额',
      state: '状态',
    },
    accepted: (g: number) => `实收 ${kilograms(g)}`,
    day: (on: string) => day(on, 'zh'),
    goods: (names: readonly string[], more: number) =>
      names.join('、') + (more > 0 ? ` 等 ${names.length + more} 种` : ''),
    status: {
      working: '处理中',
      awaiting_payment: '待付款',
      awaiting_approval: '待审批',
      rejected: '未成单',
      expired: '已过期',
      cancelled: '已取消',
      declined: '未批准',
      placed: '已下单',
      preparing: '备货中',
      dispatched: '已发货',
      closed: '已完成',
    },
    parts: {
      awaiting_harvest: '待采收',
      placed: '已下单',
      confirmed: '已接单',
      picking: '分拣中',
      packed: '已打包',
      closed: '已关闭',
      cancelling: '取消中',
      cancelled: '已取消',
    },
    placed: (id: string) => `已提交，编号 ${id.slice(0, 8)}。`,
    cancel: '取消订单',
    cancelUntil: (at: string) => `${dayAndWeekday(dayOf(at), 'zh')} ${clock(at)} 前可取消`,
    reason: '原因',
  },
  approvals: {
    roles: {
      admin: '管理员',
      buyer: '采购员',
      approver: '审批人',
      receiver: '验收员',
      accountant: '会计',
      packer: '分拣员',
    },
    signed: (role: string) => `${role}已签`,
    waits: (role: string) => `待${role}签字`,
    isOver: '超出预算：需全部规矩的人签字。',
    credit: '授信额度',
    budget: (period: string) => `预算 ${period}`,
    left: (avail: string, limit: string) => `含本单后剩 ${avail}（上限 ${limit}）`,
    title: '待审批',
    sub: '签字前货先留着；到时没有签字，货放回。不能审批自己下的单。',
    empty: '没有等您签字的订单。',
    until: (at: string) => `货留到 ${dayAndWeekday(dayOf(at), 'zh')} ${clock(at)}`,
    lines: '明细',
    sign: '同意',
    decline: '不同意',
    reason: '不同意的原因',
    units: (n: number) => `× ${n}`,
  },
};
