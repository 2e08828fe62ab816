import { expect } from 'chai';
import { readCount, readFen, readGrams } from '../../src/web/client/typed.ts';
import {
  clock,
  day,
  dayAndWeekday,
  dayOf,
  jin,
  kilograms,
  moment,
  yuan,
} from '../../src/web/format.ts';

describe('what people read', () => {
  it('writes money with two decimals and thousands', () => {
    expect([0, 5, 123_456, -3_990, 100_000_000].map((fen) => yuan(fen))).to.deep.equal([
      '¥0.00',
      '¥0.05',
      '¥1,234.56',
      '−¥39.90',
      '¥1,000,000.00',
    ]);
  });

  it('writes weights in kilograms, and in jin beside them', () => {
    expect([2_500, 238_600, 1_234_567, 40].map((g) => kilograms(g))).to.deep.equal([
      '2.5 kg',
      '238.6 kg',
      '1,234.567 kg',
      '0.04 kg',
    ]);
    expect([jin(2_500, 'zh'), jin(250, 'en')]).to.deep.equal(['5 斤', '0.5 jin']);
  });

  it('writes days as a calendar in China shows them', () => {
    expect(day('2026-09-20', 'zh')).to.equal('2026 年 9 月 20 日');
    expect(day('2026-09-20', 'en')).to.equal('20 Sep 2026');
    expect(dayAndWeekday('2026-09-20', 'zh')).to.equal('9 月 20 日（周日）');
    expect(dayAndWeekday('2026-09-21', 'en')).to.equal('Mon 21 Sep');
  });

  it('shows instants by the clock on a wall in China', () => {
    expect(clock('2026-09-20T16:05:00.000Z')).to.equal('00:05');
    expect(dayOf('2026-09-20T16:05:00.000Z')).to.equal('2026-09-21');
    expect(moment('2026-09-20T15:59:00.000Z', 'en')).to.equal('20 Sep 2026 23:59');
  });
});

describe('what people type', () => {
  it('is read without floats, full-width digits and stops included', () => {
    expect(['39.9', '１２．５', '0.07', '1,280', '¥3'].map((text) => readFen(text))).to.deep.equal([
      3_990, 1_250, 7, 128_000, 300,
    ]);
    expect(['12.5', '0.001', ' 7 '].map((text) => readGrams(text))).to.deep.equal([
      12_500, 1, 7_000,
    ]);
    expect(readCount('18')).to.equal(18);
  });

  it('is not guessed when it is no such number', () => {
    for (const text of ['', 'abc', '-3', '1.234', '1e3', '1.2.3']) {
      expect(readFen(text), text).to.be.undefined;
    }
    expect(readGrams('0.0001')).to.be.undefined;
    expect(readCount('1.5')).to.be.undefined;
  });
});
