import { expect } from 'chai';
import {
  addDays,
  cutoffAt,
  instantOn,
  isDeliveryDay,
  monthOf,
  nextDeliveryDays,
  weekdayOf,
} from '../../src/shared/calendar.ts';

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

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
      cutoffAt(cutoffClass, '2026-11-27').toISOString().slice(0, 16),
    );
    const [second, third] = ['2026-11-25T04:00', '2026-11-24T04:00'];
    expect(ends).to.deep.equal([second, second, third, third, third]);
  });

  it('brings nothing on Sundays, dry goods on Tuesday and Friday, frozen on Wednesday and Saturday', () => {
    const week = Array.from({ length: 7 }, (_, day) => addDays('2026-11-23', day));
    const days = (cutoffClass: 'fresh' | 'dry' | 'frozen') =>
      week.filter((day) => isDeliveryDay(cutoffClass, day)).map(weekdayOf);

    expect(days('fresh')).to.deep.equal([1, 2, 3, 4, 5, 6]);
    expect([days('dry'), days('frozen')]).to.deep.equal([
      [2, 5],
      [3, 6],
    ]);
  });

  it('offers the next day that can still be ordered, never one whose time is up', () => {
    const next = (now: string, orgDays = EVERY_DAY) =>
      nextDeliveryDays('leaf', new Date(now), orgDays)[0];

    expect(next('2026-11-24T03:59:59Z')).to.equal('2026-11-26');
    expect(next('2026-11-24T04:00:00Z')).to.equal('2026-11-27');
    expect(next('2026-11-24T03:00:00Z', [1])).to.equal('2026-11-30');
    // 2026-11-24 at 23:30 in Hangzhou: the day there, not that of UTC
    expect(next('2026-11-24T15:30:00Z')).to.equal('2026-11-27');
  });
});
