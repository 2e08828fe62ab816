import type { Price } from '../../../shared/money.ts';
import { day, yuan } from '../../format.ts';

/** What one of it is called when no pack has a name of its own. */
const per = (price: Price, pack: string) =>
  'perUnit' in price
    ? pack
    : price.perG === 1000
      ? 'kg'
      : price.perG === 500
        ? '斤'
        : `${price.perG} g`;

/** Months from one to another; a later one first goes over the new year. */
type Run = readonly [from: number, to: number];
const nextYear = (from: number, to: number) => (to < from ? '次年 ' : '');

export const words = {
  title: '选购',
  lead: '宿州四县一区的农产品，每一批都能查到地块和证明',
  searchLabel: '找商品',
  searchHint: '品名或拼音，如 酥梨、suli',
  county: '产地',
  counties: { DS: '砀山县', XX: '萧县', LB: '灵璧县', SX: '泗县', YQ: '埇桥区' },
  category: '分类',
  sort: '排序',
  sorts: { season: '应季', price: '价格', newest: '新到' },
  onlyInSeason: '只看当季',
  found: (q: string) => `“${q}”的结果`,
  noneFound: (q: string) => (q === '' ? '这里还没有商品。' : `没有找到“${q}”。`),
  tryThese: '试试：',
  suggestions: ['酥梨', '鸡蛋', '粉丝'],
  showAll: '看全部商品',
  goods: '商品',
  price: (price: Price, pack: string) => ({ sum: yuan(price.fen), per: per(price, pack) }),
  perJin: (sum: string) => `合 ${sum}/斤`,
  perKg: (sum: string) => `${sum}/kg`,
  tier: (from: number, pack: string, price: string) => `满 ${from} ${pack} ${price}`,
  history: { title: '价格记录', from: '起', price: '价格' },
  about: (sum: string, pack: string) => `约 ${sum}/${pack}`,
  verified: '本批已核验',
  soldOut: '售罄',
  outOfSeason: '过季',
  preorder: (n: number, pack: string, on: string) =>
    `待采收·预订 · ${day(on, 'zh')}采收 · 还可订 ${n} ${pack}`,
  preorderRule:
    '现采的货先预订，采收当天按批次绑定：合同价先足额，其余按订量比例分；不足的差额不收，已付的退款。',
  left: (n: number, pack: string) => `还有 ${n} ${pack}`,
  adults: '限成年人',
  add: '加入篮子',
  addNamed: (name: string) => `加入篮子：${name}`,
  inBasket: '在篮子里',
  toBasket: '去篮子',
  buyNow: '去结算',
  earliest: (day: string) => `最早 ${day} 送达杭州`,
  product: {
    title: (names: { readonly nameZh: string; readonly nameEn: string }) => names.nameZh,
    packs: '规格与价格',
    noPacks: '这件商品现在没有人供应。',
    batch: '当前批次',
    batchCode: '批次',
    harvested: '采收',
    made: '生产',
    seller: '供货单位',
    trace: '看这一批怎样来的',
    noBatch: '现在没有在售的批次。',
    story: '来历',
    keeping: '存放',
    keepAt: (min: number, max: number) => `${min}–${max} ℃`,
    keepDays: (days: number) => `${days} 天`,
    keeps: '一般可放',
    keepNote: '存放与保质为一般常识，供参考；以包装标示和批次页为准。',
    varieties: '品种',
    season: '供应月份',
    months: (runs: readonly Run[]) =>
      runs
        .map(([from, to]) =>
          from === to ? `${from} 月` : `${from} 月—${nextYear(from, to)}${to} 月`,
        )
        .join('、'),
    allYear: '全年',
    papers: '每批须有的证明',
    origin: '产地',
    wine: '过量饮酒有害健康。未满 18 周岁者不得购买。',
    description: (name: string, county: string) =>
      `${county}${name}：规格、价格、当前批次与产地追溯`,
  },
  cart: {
    title: '篮子',
    loading: '正在读取篮子',
    empty: '篮子是空的。',
    failed: '没取到最新价格：网络断了。篮子没变，点重试。',
    shop: '去选购',
    separately: '各合作社分开送货',
    remove: '删除',
    removeNamed: (name: string) => `删除：${name}`,
    subtotal: '小计',
    total: '合计',
    checkout: (n: number) => `去结算（${n}）`,
    rose: (sum: string) => `比加入时涨 ${sum}`,
    fell: (sum: string) => `比加入时便宜 ${sum}`,
    only: (n: number, pack: string) => `只剩 ${n} ${pack}`,
    gone: (n: number) => `${n} 件商品已不再供应，从篮子里拿走了。`,
    byWeight: '按实际称重结算，此处为标称重量',
    unitPrice: '单价',
  },
};
