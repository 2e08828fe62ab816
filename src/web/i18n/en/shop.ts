import type { Price } from '../../../shared/money.ts';
import { day, yuan } from '../../format.ts';
import type { words as zh } from '../zh/shop.ts';

const per = (price: Price, pack: string) =>
  'perUnit' in price
    ? pack
    : price.perG === 1000
      ? 'kg'
      : price.perG === 500
        ? 'jin'
        : `${price.perG} g`;

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const month = (n: number) => MONTHS[n - 1] ?? '';

export const words: typeof zh = {
  title: 'Shop',
  lead: 'Farm goods of Suzhou in Anhui; every batch leads back to its plot and papers',
  searchLabel: 'Find goods',
  searchHint: 'Chinese name or pinyin, such as suli',
  county: 'Origin',
  counties: {
    DS: 'Dangshan County',
    XX: 'Xiaoxian County',
    LB: 'Lingbi County',
    SX: 'Sixian County',
    YQ: 'Yongqiao District',
  },
  category: 'Category',
  sort: 'Order',
  sorts: { season: 'In season', price: 'Price', newest: 'Newest' },
  onlyInSeason: 'In season only',
  found: (q) => `Results for “${q}”`,
  noneFound: (q) => (q === '' ? 'There is nothing here yet.' : `Nothing found for “${q}”.`),
  tryThese: 'Try:',
  suggestions: ['酥梨', '鸡蛋', '粉丝'],
  showAll: 'See all goods',
  goods: 'Goods',
  price: (price, pack) => ({ sum: yuan(price.fen), per: per(price, pack) }),
  perJin: (sum) => `${sum} per jin (500 g)`,
  perKg: (sum) => `${sum} a kg`,
  tier: (from, pack, price) => `${price} from ${from} ${pack} on`,
  history: { title: 'Price history', from: 'Since', price: 'Price' },
  about: (sum, pack) => `about ${sum} per ${pack}`,
  verified: 'Batch verified',
  soldOut: 'Sold out',
  outOfSeason: 'Out of season',
  preorder: (n, pack, on) =>
    `Pre-order · harvested ${day(on, 'en')} · ${n} still free, by the ${pack}`,
  preorderRule:
    'It is bound to its batch on the day of harvest: contracts first, the rest pro rata to what was ordered. What falls short is not charged, or paid back.',
  left: (n, pack) => `${n} left, by the ${pack}`,
  adults: 'Adults only',
  add: 'Add to basket',
  addNamed: (name) => `Add to basket: ${name}`,
  inBasket: 'In the basket',
  toBasket: 'To the basket',
  buyNow: 'Check out',
  earliest: (day) => `In Hangzhou on ${day} at the earliest`,
  product: {
    title: (names) => names.nameEn,
    packs: 'Packs and prices',
    noPacks: 'Nobody offers this at the moment.',
    batch: 'Present batch',
    batchCode: 'Batch',
    harvested: 'Harvested',
    made: 'Made',
    seller: 'Supplied by',
    trace: 'See where this batch comes from',
    noBatch: 'No batch is on sale at the moment.',
    story: 'About it',
    keeping: 'Keeping',
    keepAt: (min, max) => `${min}–${max} °C`,
    keepDays: (days) => `${days} days`,
    keeps: 'Usually keeps',
    keepNote: 'General knowledge, for guidance; what the pack and the batch page say counts.',
    varieties: 'Varieties',
    season: 'Months of supply',
    months: (runs) =>
      runs
        .map(([from, to]) => (from === to ? month(from) : `${month(from)}–${month(to)}`))
        .join(', '),
    allYear: 'all year',
    papers: 'Papers each batch must have',
    origin: 'Origin',
    wine: 'Drinking too much harms your health. Not sold to anybody under 18.',
    description: (name, county) =>
      `${name} from ${county}: packs, prices, present batch and origin`,
  },
  cart: {
    title: 'Basket',
    loading: 'Reading the basket',
    empty: 'The basket is empty.',
    failed: 'Prices did not come: the network is down. The basket is unchanged; try again.',
    shop: 'To the shop',
    separately: 'Each cooperative delivers on its own',
    remove: 'Remove',
    removeNamed: (name) => `Remove: ${name}`,
    subtotal: 'Subtotal',
    total: 'Total',
    checkout: (n) => `Check out (${n})`,
    rose: (sum) => `${sum} more than when added`,
    fell: (sum) => `${sum} less than when added`,
    only: (n, pack) => `only ${n} left, by the ${pack}`,
    gone: (n) => `${n} no longer offered, taken out of the basket.`,
    byWeight: 'Charged by the weight delivered; shown at nominal weight',
    unitPrice: 'Price',
  },
};
