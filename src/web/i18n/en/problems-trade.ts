import { day, yuan } from '../../format.ts';
import type { tradeProblems as zh } from '../zh/problems-trade.ts';

const text = (value: unknown) => (typeof value === 'string' ? value : '');
const sum = (value: unknown) => (typeof value === 'number' ? yuan(value) : '');

export const tradeProblems: typeof zh = {
  'agreement.buyer-unknown': 'There is no such canteen, or it cannot order now.',
  'agreement.dates-crossed': 'It ends before it begins.',
  'agreement.formula-missing':
    'Please say the price; by an index: its price, the percentage, its source and month.',
  'agreement.not-found': 'There is no such contract price.',
  'agreement.price-unit-wrong': 'The offer is priced by another unit.',
  'agreement.wrong-state': 'This contract price was decided already. Please reload.',
  'calendar.days-crossed': 'One run of days ends before it begins.',
  'import.empty': 'No row with a name was found. Please look at the list.',
  'import.too-large': 'This workbook is too large to read. Please keep only the sheet you need.',
  'import.too-many-rows': 'At most 10,000 rows. Please import in parts.',
  'import.unreadable': 'This file cannot be read. Please save it as .xlsx and try again.',
  'offer.tiers-crossed':
    'More units must cost less each, and less than the price. Please change the tiers first.',
  'order.below-minimum': ({ name, needOn, minFen, fen }) =>
    `${text(name)} delivers from ${sum(minFen)} on; ${day(text(needOn), 'en')} comes to ${sum(fen)}. Nothing was ordered.`,
  'order.substitute-wrong': 'What should come instead cannot be ordered. Please choose again.',
  'rule.busy': 'Somebody else is changing this. Please try again in a moment.',
  'sku.step-wrong': 'That step is not possible: whole packs, or whole grams of what is weighed.',
};
