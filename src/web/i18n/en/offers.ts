import { yuan } from '../../format.ts';
import type { words as zh } from '../zh/offers.ts';

export const words: typeof zh = {
  title: 'Goods and prices',
  lead: 'The packs you offer and their prices. A new price is for later orders; those placed keep theirs.',
  table: 'Goods on offer',
  goods: 'Goods',
  channel: 'For',
  channels: { retail: 'Consumers', canteen: 'Canteens' },
  price: 'Price',
  priceOf: (price, pack) =>
    `${yuan(price.fen)} per ${'perUnit' in price ? pack : price.perG === 1000 ? 'kg' : 'jin'}`,
  changedOn: (day) => `since ${day}`,
  history: (n) => (n === 1 ? 'changed once' : `changed ${n} times`),
  newPrice: (unit) => `New price (yuan per ${unit})`,
  unit: (soldBy, pack) => (soldBy === 'kg' || soldBy === 'jin' ? soldBy : pack),
  change: 'Change price',
  withdraw: 'Withdraw',
  withdrawn: 'Withdrawn',
  offerAgain: 'May be offered again below',
  empty: 'Nothing is on offer yet. Choose a pack below and give its price.',
  add: {
    title: 'Offer a pack',
    pack: 'Pack',
    channel: 'For',
    price: 'Price (yuan)',
    hint: 'For goods sold by weight the price of a kg, otherwise of one box, bag or bottle',
    submit: 'Offer',
    none: 'There is no pack of your county to offer. Ask the platform to enter new products.',
  },
  actions: 'Actions',
};
