import { sheetMore } from './sheet-more.ts';
import type { Price } from '../../../shared/money.ts';
import { clock, day, dayAndWeekday, dayOf, kilograms, yuan } from '../../format.ts';
import type { words as zh } from '../zh/canteen.ts';

const per = (price: Price, pack: string) =>
  'perUnit' in price
    ? pack
    : price.perG === 500
      ? 'jin'
      : price.perG === 1000
        ? 'kg'
        : `${price.perG} g`;

const plural = (n: number, one: string) => `${n} ${one}${n === 1 ? '' : 's'}`;

export const words: typeof zh = {
  sheet: {
    ...sheetMore,
    title: 'Order sheet',
    delivery: (on, from, to) => `Delivered ${dayAndWeekday(on, 'en')}, ${from}–${to}`,
    changeDay: 'Change day',
    day: 'Delivery day',
    dayOption: (on) => dayAndWeekday(on, 'en'),
    cutoffs: 'Cut-offs',
    classes: { leaf: 'Leaf', meat: 'Chilled meat', fresh: 'Fresh', dry: 'Dry', frozen: 'Frozen' },
    closes: (at) => `closes ${dayAndWeekday(dayOf(at), 'en')} ${clock(at)}`,
    left: (minutes) =>
      minutes >= 2_880
        ? `${Math.floor(minutes / 1_440)} days left`
        : minutes >= 60
          ? `${Math.floor(minutes / 60)} h ${minutes % 60} min left`
          : `${minutes} min left`,
    notThatDay: (on) => `not that day, or closed; earliest ${dayAndWeekday(on, 'en')}`,
    never: 'not in the next weeks',
    takeDay: (on) => `Take these on ${dayAndWeekday(on, 'en')}`,
    tabs: { usual: 'Usual', week: 'Same day last week', all: 'All goods' },
    tabsLabel: 'Which goods to see',
    search: 'Find goods',
    searchHint: 'Name or pinyin, such as suli',
    fillLast: 'Fill in last quantities',
    columns: {
      name: 'Name · pack · origin',
      price: 'Price',
      last: 'Last',
      units: 'Quantity',
      sum: 'Sum',
    },
    price: (price, pack) => `${yuan(price.fen)}/${per(price, pack)}`,
    only: (n, pack) => `only ${n} × ${pack} there`,
    cutTo: (wanted) => `you typed ${wanted}`,
    soldOut: 'not in stock',
    outOfSeason: (month) =>
      month === null ? 'out of season' : `out of season until month ${month}`,
    priceChanged: 'The price changed: reload and check',
    comes: (on) => `comes ${dayAndWeekday(on, 'en')}`,
    rail: 'This order',
    kinds: 'Kinds',
    kindsOf: (n) => String(n),
    delivered: 'Delivery',
    free: 'free',
    total: 'Total',
    weight: (g) => `about ${kilograms(g)}`,
    note: 'Note to the cooperatives',
    noteHint: 'For example: trim the roots',
    submit: 'Submit order',
    clear: 'Clear',
    needsApproval: (fen) =>
      `Above ${yuan(fen)} an approver signs; the goods are set aside meanwhile.`,
    empty: 'There are no goods here.',
    emptyUsual: 'First order: choose from “All goods”.',
    showAll: 'See all goods',
    keys: '↑↓ rows · Enter next · / search · Ctrl+Enter submit',
  },
  orders: {
    unit: 'unit',
    title: 'Orders',
    sub: 'Newest first',
    empty: 'No orders yet.',
    order: 'Order',
    columns: {
      placed: 'Placed',
      no: 'Number',
      need: 'Delivery',
      goods: 'Goods',
      sum: 'Sum',
      state: 'Status',
    },
    accepted: (g) => `accepted ${kilograms(g)}`,
    day: (on) => day(on, 'en'),
    goods: (names, more) => names.join(', ') + (more > 0 ? ` and ${more} more` : ''),
    status: {
      working: 'Working',
      awaiting_payment: 'To be paid',
      awaiting_approval: 'To be approved',
      rejected: 'Not placed',
      expired: 'Expired',
      cancelled: 'Cancelled',
      declined: 'Declined',
      placed: 'Placed',
      preparing: 'Being prepared',
      dispatched: 'On its way',
      closed: 'Done',
    },
    parts: {
      awaiting_harvest: 'Awaiting harvest',
      placed: 'Placed',
      confirmed: 'Confirmed',
      picking: 'Being picked',
      packed: 'Packed',
      closed: 'Closed',
      cancelling: 'Being cancelled',
      cancelled: 'Cancelled',
    },
    placed: (id) => `Submitted, number ${id.slice(0, 8)}.`,
    cancel: 'Cancel order',
    cancelUntil: (at) => `can be cancelled until ${dayAndWeekday(dayOf(at), 'en')} ${clock(at)}`,
    reason: 'Reason',
  },
  approvals: {
    roles: {
      admin: 'admin',
      buyer: 'buyer',
      approver: 'approver',
      receiver: 'receiver',
      accountant: 'accountant',
      packer: 'packer',
    },
    signed: (role) => `signed: ${role}`,
    waits: (role) => `waits for: ${role}`,
    isOver: 'Over budget: everybody named in a rule signs.',
    credit: 'Credit',
    budget: (period) => `Budget ${period}`,
    left: (avail, limit) => `${avail} left with this order (limit ${limit})`,
    title: 'To be approved',
    sub: 'Goods are set aside until then, and given back when nobody signs. Nobody approves their own order.',
    empty: 'Nothing waits for your signature.',
    until: (at) => `set aside until ${dayAndWeekday(dayOf(at), 'en')} ${clock(at)}`,
    lines: 'Lines',
    sign: 'Approve',
    decline: 'Decline',
    reason: 'Why not',
    units: (n) => `× ${plural(n, 'unit')}`,
  },
};
