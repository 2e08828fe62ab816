import { fenFor } from '../../../shared/price.ts';
import { clock, dayAndWeekday, dayOf, kilograms, moment, yuan } from '../../format.ts';
import type { sheetMore as zh } from '../zh/sheet-more.ts';

export const sheetMore: typeof zh = {
  perWeight: (price, nominalG) => {
    const jin = `${yuan(fenFor(price, nominalG, 500))} a jin`;
    const kg = `${yuan(fenFor(price, nominalG, 1_000))} a kg`;
    if (!('perG' in price)) return `${jin} · ${kg}`;
    return price.perG === 500 ? kg : jin;
  },
  contract: (no) => `Contract ${no}`,
  tier: 'Quantity price',
  nextTier: (from, pack, fen) => `${yuan(fen)} from ${from} ${pack} on`,
  up: '↑ dearer than last time',
  down: '↓ cheaper than last time',
  history: 'Price history',
  section: (name, seller) => (seller === null ? name : `${name} (${seller})`),
  closesShort: (at) => `until ${dayAndWeekday(dayOf(at), 'en')} ${clock(at)}`,
  firstClose: 'First cut-off',
  allCutoffs: (n) => `All ${n} cut-offs`,
  lateKinds: (names) => `${names}: not on this day, or closed`,
  holidaysUnknown: 'Holidays of 2027 are not announced yet; enter closed days in the calendar.',
  calendar: 'Delivery calendar',
  short: {
    title: 'When short',
    choices: {
      refuse: 'Do not place the order, ask me',
      partial: 'Take what is there',
      substitute: 'Take something else',
    },
    instead: 'Instead',
    none: 'Please choose',
  },
  preorder: (on) => `pre-order, harvested ${dayAndWeekday(on, 'en')}`,
  preorderLeft: (n, pack) => `${n} still free in the field, by the ${pack}`,
  preorderRule:
    'Pre-orders are bound to their batch on the day of harvest: contracts first, the rest pro rata to what was ordered. What falls short is not charged, and you are told.',
  findOther: 'Find another',
  more: 'Show more',
  searching: 'Searching…',
  minimum: (seller, min, lacking) =>
    `${seller} delivers from ${yuan(min)} on; ${yuan(lacking)} to go`,
  saved: 'Draft saved; go on from any device',
  unsaved: 'Draft kept on this device; saved once online',
  conflict: (units) => `Changed on another device; here it was ${units}`,
  takeMine: (units) => `Take ${units}`,
  takeTheirs: 'Take the other',
  placedElsewhere: (at) => `An order was placed at ${moment(at, 'en')}; the draft begins anew`,
  import: {
    open: 'Paste / import Excel',
    title: 'Paste or import a list',
    hint: 'One kind a line: name and amount, with a unit if you like, such as “酥梨 20 箱”. Or choose an .xlsx file.',
    paste: 'Paste here',
    file: 'Excel file (.xlsx, at most 2 MB and 10,000 rows)',
    look: 'Look at it first',
    close: 'Close',
    found: (matched, doubtful, unmatched) =>
      `${matched} recognised, ${doubtful} for you to choose, ${unmatched} not found`,
    columns: { row: 'Row', text: 'As written', choice: 'Goods', units: 'Amount' },
    state: { matched: 'Recognised', doubtful: 'Please choose', unmatched: 'Not found' },
    skip: 'Leave this row out',
    choice: (name, spec, units, pack, g) => `${name} ${spec} · ${units} ${pack} (${kilograms(g)})`,
    rounded: 'rounded up to what can be ordered',
    apply: (n) => `Fill in ${n} (orders nothing)`,
    nothing: 'There is no row to fill in.',
  },
};
