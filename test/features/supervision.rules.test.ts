import { expect } from 'chai';
import { checksOf, findingOf, type Checked } from '../../src/features/supervision/verification.ts';
import { mustReadCode } from '../../src/shared/code.ts';

const GOOD: Checked = {
  released: true,
  submitted: true,
  county: { id: 'DS', paired: true },
  bornOn: '2026-09-18',
  today: '2026-09-20',
  inSeason: true,
  capKnown: true,
  hasPlot: true,
  missingPapers: [],
  tests: [{ verdict: 'pass' }],
  stops: [],
  photos: 3,
};

function found(overrides: Partial<Checked> = {}) {
  const checked = { ...GOOD, ...overrides };
  const checks = checksOf(checked);
  const notOk = checks.filter(({ outcome }) => outcome !== 'ok').map(({ id }) => id);
  return [findingOf(checks, checked), ...notOk];
}

describe('an officer’s check', () => {
  it('calls true what has nothing against it', () => {
    expect(found()).to.deep.equal(['true']);
  });

  it('calls a mismatch what contradicts itself, and names each reason', () => {
    expect(found({ bornOn: '2026-09-21' })).to.deep.equal(['mismatch', 'date']);
    expect(found({ inSeason: false })).to.deep.equal(['mismatch', 'date']);
    expect(found({ tests: [{ verdict: 'pass' }, { verdict: 'fail' }] })).to.include('test');
    const stopped = { stops: [{ rank: 'seller', reason: '退货' }], missingPapers: ['rapid_test'] };
    expect(found(stopped)).to.deep.equal(['mismatch', 'papers', 'stops']);
  });

  it('waits for a person where nobody can say yet, and never calls that wrong', () => {
    expect(found({ capKnown: false })).to.deep.equal(['pending', 'cap']);
    expect(found({ county: { id: 'YQ', paired: false } })).to.deep.equal(['pending', 'origin']);
    expect(found({ released: false })).to.deep.equal(['pending']);
    expect(found({ photos: 0 })).to.deep.equal(['true', 'photos']);
  });

  it('reads a code as typed, as printed, and as a scanner gun sends it', () => {
    for (const typed of ['7KQ2M9XW4A2', '7kq2-m9xw-4a2', 'HTTPS://T.EXAMPLE.CN/B/7KQ2M9XW4A2 ']) {
      expect(mustReadCode(typed)).to.equal('7KQ2M9XW4A2');
    }
    expect(() => mustReadCode('7KQ2-M9XW-4A3'))
      .to.throw()
      .that.includes({ code: 'code.mistyped' });
  });
});
