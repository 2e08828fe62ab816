import { expect } from 'chai';
import { fold } from '../../src/features/ledger/fold.ts';
import type { Entry } from '../../src/features/ledger/entry.ts';
import { dayAfter, issuesAt, nextPeriod, periodOf } from '../../src/features/ledger/statement.ts';
import { rmbWords } from '../../src/shared/rmb.ts';

describe('amounts in words', () => {
  const samples: readonly (readonly [number, string])[] = [
    [0, '零元整'],
    [5, '伍分'],
    [30, '叁角整'],
    [100_530, '壹仟零伍元叁角整'],
    [1_000, '壹拾元整'],
    [1_000_005, '壹万元零伍分'],
    [10_010_000, '壹拾万零壹佰元整'],
    [123_456_789, '壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分'],
    [10_000_000_100, '壹亿零壹元整'],
    [-4_200, '负肆拾贰元整'],
  ];
  for (const [fen, words] of samples) {
    it(`writes ${fen} fen as ${words}`, () => {
      expect(rmbWords(fen)).to.equal(words);
    });
  }
});

describe('periods', () => {
  it('are months, or halves of them, each after the other', () => {
    expect(periodOf('2026-09-30', 'month')).to.equal('2026-09');
    expect(periodOf('2026-09-15', 'half')).to.equal('2026-09-a');
    expect(periodOf('2026-09-16', 'half')).to.equal('2026-09-b');
    expect(['2026-12', '2026-02-a', '2026-02-b'].map(nextPeriod)).to.deep.equal([
      '2027-01',
      '2026-02-b',
      '2026-03-a',
    ]);
    expect(dayAfter('2026-02')).to.equal('2026-03-01');
  });

  it('are issued on the 5th and the 20th', () => {
    expect(issuesAt('2026-09').toISOString()).to.equal('2026-10-04T16:00:00.000Z');
    expect(issuesAt('2026-09-a').toISOString()).to.equal('2026-09-19T16:00:00.000Z');
  });
});

describe('what is paid', () => {
  const entry = (key: string, fen: number, more: Partial<Entry> = {}): Entry => ({
    ...{ _id: key, kind: fen > 0 ? 'charge' : 'credit', at: new Date(0), on: '2026-09-01' },
    ...{ payerId: 'p', sellerId: 's', fen, postings: [], acceptedOn: null, dueOn: null },
    ...{ orderId: null, orderNo: null, buyerId: null, lines: [], corrects: [], reverses: null },
    ...{ statementId: null, ...more },
  });

  it('is set against the oldest due first, after each charge’s own credits', () => {
    const found = fold(
      [
        entry('late', 1_000, { dueOn: '2026-10-20', acceptedOn: '2026-09-20' }),
        entry('early', 1_000, { dueOn: '2026-09-30', acceptedOn: '2026-08-01' }),
        entry('credit', -300, { corrects: ['late'] }),
        entry('pay', -1_200, { kind: 'payment' }),
      ],
      '2026-10-01',
    );
    expect(found.charges.map(({ key, openFen }) => [key, openFen])).to.deep.equal([
      ['early', 0],
      ['late', 500],
    ]);
    expect(found).to.include({ owedFen: 500, overdueFen: 0, nextDueOn: '2026-10-20' });
    expect(found.ageing).to.deep.equal([500, 0, 0]);
  });

  it('ages what is open from the day of acceptance', () => {
    const found = fold(
      [
        entry('a', 100, { acceptedOn: '2026-09-25', dueOn: '2026-10-25' }),
        entry('b', 200, { acceptedOn: '2026-08-20', dueOn: '2026-09-20' }),
        entry('c', 400, { acceptedOn: '2026-07-01', dueOn: '2026-08-01' }),
      ],
      '2026-10-01',
    );
    expect(found.ageing).to.deep.equal([100, 200, 400]);
    expect(found.overdueFen).to.equal(600);
  });
});
