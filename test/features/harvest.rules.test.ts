import { expect } from 'chai';
import fc from 'fast-check';
import { sharesOf, wholeSharesOf, type Claim } from '../../src/features/harvest/sharing.ts';
import { shareOut } from '../../src/shared/rounding.ts';

const claim = (hid: string, g: number, more: Partial<Claim> = {}): Claim => ({
  ...{ hid, ref: `o-${hid}`, g, isContract: false, stepG: 1, t: new Date(0) },
  ...more,
});
const claims = fc.array(
  fc.record({ units: fc.integer({ min: 1, max: 40 }), isContract: fc.boolean(), kg: fc.boolean() }),
  { minLength: 1, maxLength: 12 },
);

describe('sharing a harvest', () => {
  it('gives largest remainders the left-over, a tie to the larger weight', () => {
    expect(shareOut(10, [{ weight: 1 }, { weight: 1 }, { weight: 1 }])).to.deep.equal([4, 3, 3]);
    expect(shareOut(5, [{ weight: 1 }, { weight: 3 }])).to.deep.equal([1, 4]);
  });

  it('serves contracts whole before the others, which share by what they ordered', () => {
    const wanted = [
      claim('a', 45_000),
      claim('b', 45_000, { isContract: true }),
      claim('c', 30_000),
    ];
    const got = new Map(sharesOf(wanted, 100_000).map(({ hid, g }) => [hid, g]));
    expect(got).to.deep.equal(
      new Map([
        ['b', 45_000],
        ['a', 33_000],
        ['c', 22_000],
      ]),
    );
  });

  it('gives whole pre-orders of a first batch and leaves the others to the next', () => {
    const wanted = [claim('a', 60), claim('b', 50), claim('c', 30)];
    expect(wholeSharesOf(wanted, 95).map(({ hid }) => hid)).to.deep.equal(['a', 'c']);
  });

  it('never gives more than there is or was wanted, nor a part of a box', () => {
    fc.assert(
      fc.property(claims, fc.integer({ min: 0, max: 400_000 }), (rows, harvestG) => {
        const wanted = rows.map(({ units, isContract, kg }, n) =>
          claim(String(n), units * 5_000, { isContract, stepG: kg ? 1 : 5_000 }),
        );
        const shares = sharesOf(wanted, harvestG);
        const sum = shares.reduce((all, { g }) => all + g, 0);
        const isWhole = shares.every(({ hid, g }) => {
          const of = wanted.find((each) => each.hid === hid);
          return of !== undefined && g <= of.g && g >= 0 && g % of.stepG === 0;
        });
        return sum <= harvestG && isWhole && shares.length === wanted.length;
      }),
    );
  });
});
