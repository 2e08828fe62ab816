import { expect } from 'chai';
import { checkShown, resolvePrice } from '../../src/features/prices/index.ts';
import { AppError } from '../../src/shared/errors.ts';

const offer = { id: 'coop:ds-pear-1.box5:retail', price: { fen: 6_800, perUnit: 1 } as const };
const ask = { offer, units: 2, needAt: new Date('2026-09-20T04:00:00Z'), buyerId: 'c:1' };

describe('the price of a line', () => {
  it('is the base price of the offer, and says so', () => {
    expect(resolvePrice(ask)).to.deep.equal({ price: offer.price, source: 'base' });
  });

  it('is refused with both prices when another was shown', () => {
    const refused = () => {
      checkShown(offer.id, resolvePrice(ask), { fen: 6_500, perUnit: 1 });
    };
    expect(refused).to.throw(AppError).with.property('code', 'price.changed');
    expect(refused)
      .to.throw()
      .with.deep.property('facts', {
        offerId: offer.id,
        shown: { fen: 6_500, perUnit: 1 },
        price: offer.price,
      });
  });

  it('is the same only by the same unit', () => {
    const byWeight = { ...ask, offer: { id: 'x', price: { fen: 900, perG: 1_000 } } };
    const shown = (price: Parameters<typeof checkShown>[2]) => () => {
      checkShown('x', resolvePrice(byWeight), price);
    };
    expect(shown({ fen: 900, perG: 1_000 })).to.not.throw();
    expect(shown({ fen: 450, perG: 500 })).to.throw();
    expect(shown({ fen: 900, perUnit: 1 })).to.throw();
  });
});
