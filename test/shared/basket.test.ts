import { expect } from 'chai';
import { readBasket, shownOf, shownPrice } from '../../src/shared/basket.ts';

describe('basket', () => {
  it('remembers a price as it was shown', () => {
    for (const price of [
      { fen: 6_800, perUnit: 1 },
      { fen: 450, perG: 500 },
    ] as const) {
      expect(shownPrice({ offerId: 'o', units: 1, ...shownOf(price) })).to.deep.equal(price);
    }
  });

  it('reads what a browser kept, and drops what is no line', () => {
    const line = { offerId: 'o', units: 2, shownFen: 6_800, shownPer: 'unit' };
    const kept = JSON.stringify([line, { ...line, units: 0 }, { ...line, shownPer: 1.5 }, null, 7]);
    expect(readBasket(kept)).to.deep.equal([line]);
    for (const other of [null, '', '{', '{"a":1}']) expect(readBasket(other)).to.be.empty;
  });
});
