import type { Price } from '../../../shared/money.ts';
import { yuan } from '../../format.ts';

type SoldBy = 'kg' | 'jin' | 'piece' | 'box' | 'bag';

export const words = {
  title: '商品与价格',
  lead: '您供应的规格和价格。改价只影响以后的订单，已下的单不变。',
  table: '在供的商品',
  goods: '商品',
  channel: '面向',
  channels: { retail: '市民', canteen: '食堂' },
  price: '价格',
  priceOf: (price: Price, pack: string) =>
    `${yuan(price.fen)}/${'perUnit' in price ? pack : price.perG === 1000 ? 'kg' : '斤'}`,
  changedOn: (day: string) => `${day} 起`,
  history: (n: number) => `改过 ${n} 次价`,
  newPrice: (unit: string) => `新价格（元/${unit}）`,
  unit: (soldBy: SoldBy, pack: string) => (soldBy === 'kg' ? 'kg' : soldBy === 'jin' ? '斤' : pack),
  change: '改价',
  withdraw: '下架',
  withdrawn: '已下架',
  offerAgain: '可在下面重新上架',
  empty: '还没有上架的商品。在下面选一个规格，填上价格。',
  add: {
    title: '上架一个规格',
    pack: '规格',
    channel: '面向',
    price: '价格（元）',
    hint: '散称商品按每 kg 填，成件商品按每件（箱、袋、瓶）填',
    submit: '上架',
    none: '本县没有可以上架的规格。新品请联系平台登记。',
  },
  actions: '操作',
};
