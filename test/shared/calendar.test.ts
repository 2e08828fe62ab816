import { expect } from 'chai';
import {
  addDays,
  CONSUMER_DAYS,
  cutoffAt,
  instantOn,
  isDeliveryDay,
  monthOf,
  nextDeliveryDays,
  ruleOf,
  takesGoods,
  USUAL_RULES,
  weekdayOf,
} from '../../src/shared/calendar.ts';
import { CUTOFF_RULES } from '../../src/shared/facts/delivery-rules.ts';
import { HOLIDAYS, isAnnounced } from '../../src/shared/facts/holidays.ts';

const EVERY_DAY = CONSUMER_DAYS.weekdays;
/** A canteen that is there on working days. */
const CANTEEN = { weekdays: [1, 2, 3, 4, 5], onHolidays: false, closed: [], terms: [] };

describe('calendar', () => {
  it('counts days across months, leap days and years', () => {
    expect(addDays('2028-02-28', 1)).to.equal('2028-02-29');
    expect(addDays('2026-12-31', 1)).to.equal('2027-01-01');
    expect(addDays('2026-03-01', -1)).to.equal('2026-02-28');
    expect(monthOf('2026-11-24')).to.equal(11);
  });

  it('calls Monday 1 and Sunday 7', () => {
    expect(['2026-11-23', '2026-11-29'].map(weekdayOf)).to.deep.equal([1, 7]);
  });

  it('reads the wall clock of Hangzhou', () => {
    expect(instantOn('2026-06-10', '06:00').toISOString()).to.equal('2026-06-09T22:00:00.000Z');
  });

  it('ends ordering at noon, two days before fresh goods and three before meat, dry and frozen', () => {
    const ends = (['leaf', 'fresh', 'meat', 'dry', 'frozen'] as const).map((cutoffClass) =>
      cutoffAt(CUTOFF_RULES[cutoffClass], '2026-11-27').toISOString().slice(0, 16),
    );
    const [second, third] = ['2026-11-25T04:00', '2026-11-24T04:00'];
    expect(ends).to.deep.equal([second, second, third, third, third]);
  });

  it('brings nothing on Sundays, dry goods on Tuesday and Friday, frozen on Wednesday and Saturday', () => {
    const week = Array.from({ length: 7 }, (_, day) => addDays('2026-11-23', day));
    const days = (cutoffClass: 'fresh' | 'dry' | 'frozen') =>
      week.filter((day) => isDeliveryDay(CUTOFF_RULES[cutoffClass], day)).map(weekdayOf);

    expect(days('fresh')).to.deep.equal([1, 2, 3, 4, 5, 6]);
    expect([days('dry'), days('frozen')]).to.deep.equal([
      [2, 5],
      [3, 6],
    ]);
  });

  it('offers the next day that can still be ordered, never one whose time is up', () => {
    const next = (now: string, weekdays = EVERY_DAY) =>
      nextDeliveryDays(CUTOFF_RULES.leaf, new Date(now), { ...CONSUMER_DAYS, weekdays })[0];

    expect(next('2026-11-24T03:59:59Z')).to.equal('2026-11-26');
    expect(next('2026-11-24T04:00:00Z')).to.equal('2026-11-27');
    expect(next('2026-11-24T03:00:00Z', [1])).to.equal('2026-11-30');
    // 2026-11-24 at 23:30 in Hangzhou: the day there, not that of UTC
    expect(next('2026-11-24T15:30:00Z')).to.equal('2026-11-27');
  });

  it('brings canteens nothing on public holidays, unless they say so', () => {
    const days = ['2026-09-24', '2026-09-25', '2026-10-01', '2026-10-08'];
    const open = (onHolidays: boolean) =>
      days.filter((day) => takesGoods({ ...CANTEEN, onHolidays }, day));
    expect(open(false)).to.deep.equal(['2026-09-24', '2026-10-08']);
    expect(open(true)).to.deep.equal(days);
  });

  it('takes a weekend day that is worked 调休 for a weekday, for canteens and lorries alike', () => {
    expect(takesGoods(CANTEEN, '2026-10-10')).to.equal(true); // a Saturday, worked for National Day
    expect(takesGoods(CANTEEN, '2026-10-17')).to.equal(false);
    expect(isDeliveryDay(CUTOFF_RULES.leaf, '2026-09-20')).to.equal(true); // a Sunday
    expect(isDeliveryDay(CUTOFF_RULES.dry, '2026-09-20')).to.equal(false); // comes on two days only
  });

  it('leaves out the days a canteen is closed, and a school all days outside its terms', () => {
    const closed = [{ from: '2026-11-24', to: '2026-11-26' }];
    const terms = [{ from: '2026-09-01', to: '2027-01-22' }];
    expect(takesGoods({ ...CANTEEN, closed }, '2026-11-25')).to.equal(false);
    expect(takesGoods({ ...CANTEEN, closed }, '2026-11-27')).to.equal(true);
    expect(takesGoods({ ...CANTEEN, terms }, '2026-11-27')).to.equal(true);
    expect(takesGoods({ ...CANTEEN, terms }, '2027-01-25')).to.equal(false);
  });

  it('finds the first day after the longest holiday', () => {
    const now = new Date('2026-02-13T05:00:00Z');
    const [first] = nextDeliveryDays(CUTOFF_RULES.leaf, now, CANTEEN);
    expect(first).to.equal('2026-02-24');
  });

  it('knows the holidays that were announced, and says where none are yet', () => {
    expect(isAnnounced('2026')).to.equal(true);
    expect(isAnnounced('2027')).to.equal(false);
    const off = (HOLIDAYS['2026'] ?? []).flatMap(({ worked }) => worked);
    expect(off.every((day) => weekdayOf(day) >= 6)).to.equal(true);
  });

  it('lets a seller have a cut-off of his own for a kind of goods', () => {
    const late = { daysBefore: 1, time: '16:00', weekdays: [1, 2, 3, 4, 5] };
    const sellers = { lake: { classes: { leaf: late }, minOrderFen: 0 } };
    const rules = { ...USUAL_RULES, sellers };
    expect(ruleOf(rules, { sellerId: 'lake', cutoffClass: 'leaf' })).to.equal(late);
    expect(ruleOf(rules, { sellerId: 'lake', cutoffClass: 'dry' })).to.equal(CUTOFF_RULES.dry);
    expect(ruleOf(rules, { sellerId: 'hill', cutoffClass: 'leaf' })).to.equal(CUTOFF_RULES.leaf);
  });
});
