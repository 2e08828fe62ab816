import { expect } from 'chai';
import fc from 'fast-check';
import {
  agreedPrice,
  contractOn,
  indexPrice,
  type NewAgreement,
  type PriceAgreement,
} from '../../src/features/prices/agreement.ts';
import { checkShown, termsOf } from '../../src/features/prices/index.ts';
import { AppError } from '../../src/shared/errors.ts';
import { fenFor, isBelow, movedPermille, nextTier, resolvePrice } from '../../src/shared/price.ts';

const box = (fen: number) => ({ fen, perUnit: 1 }) as const;
const kilo = (fen: number) => ({ fen, perG: 1_000 });
const tiers = [
  { fromUnits: 10, price: box(6_500) },
  { fromUnits: 20, price: box(6_200) },
];
const offer = { id: 'coop:ds-pear-1.box5:canteen', price: box(6_800), tiers };
const DAY = '2026-09-24';

function anAgreement(overrides: Partial<PriceAgreement> = {}): PriceAgreement {
  const signed = (at: string) => ({ orgId: 'o', userId: 'u', at: new Date(at) });
  return {
    ...{ _id: 'a', no: 'HT-1', sellerId: 'coop', buyerId: 'school', offerId: offer.id },
    ...{ rule: 'fixed', price: box(6_000), validFrom: '2026-09-01', validTo: '2026-09-30' },
    ...{ state: 'agreed', why: '', at: new Date('2026-08-20T00:00:00Z') },
    approvals: [signed('2026-08-20T00:00:00Z'), signed('2026-08-21T00:00:00Z')],
    command: { key: 'k', reqHash: 'h' },
    ...overrides,
  };
}

describe('the price of a line', () => {
  const base = { price: offer.price, tiers: [], agreement: null };

  it('is the base price of the offer, and says so', () => {
    expect(resolvePrice(base, 2)).to.deep.equal({ price: offer.price, source: 'base' });
  });

  it('is the tier of that many units, and tells which comes next', () => {
    const terms = { ...base, tiers };
    const fens = [9, 10, 19, 20, 500].map((units) => resolvePrice(terms, units).price.fen);
    expect(fens).to.deep.equal([6_800, 6_500, 6_500, 6_200, 6_200]);
    expect(resolvePrice(terms, 20).source).to.equal('tier');
    expect(nextTier(terms, 10)?.fromUnits).to.equal(20);
    expect(nextTier(terms, 20)).to.equal(undefined);
  });

  it('is the contract price on its days only, with its number', () => {
    const on = (day: string) => resolvePrice(termsOf(offer, [anAgreement()], day), 30);
    expect(on(DAY)).to.deep.equal({
      price: box(6_000),
      source: 'agreement',
      agreement: { id: 'a', no: 'HT-1' },
    });
    expect(on('2026-08-31').source).to.equal('tier');
    expect(on('2026-10-01').source).to.equal('tier');
  });

  it('counts no contract that its buyer has not signed', () => {
    for (const state of ['proposed', 'declined', 'withdrawn'] as const) {
      expect(contractOn([anAgreement({ state })], offer.id, DAY)).to.equal(undefined);
    }
  });

  it('follows, of two contracts for one day, the one agreed last', () => {
    const later = { orgId: 'o', userId: 'u', at: new Date('2026-09-02T00:00:00Z') };
    const newer = anAgreement({ _id: 'b', no: 'HT-2', approvals: [later] });
    expect(contractOn([anAgreement(), newer], offer.id, DAY)?.no).to.equal('HT-2');
    expect(contractOn([newer, anAgreement()], offer.id, DAY)?.no).to.equal('HT-2');
  });

  it('is, under a cap, the offer’s price but never more than the cap', () => {
    const capped = (fen: number, units: number) =>
      resolvePrice(termsOf(offer, [anAgreement({ rule: 'cap', price: box(fen) })], DAY), units);
    expect(capped(6_400, 1)).to.include({ source: 'agreement' });
    expect(capped(6_400, 1).price.fen).to.equal(6_400);
    expect(capped(6_400, 20).price.fen).to.equal(6_200); // the tier is lower
    expect(capped(9_000, 1).price.fen).to.equal(6_800);
  });

  it('never rises with the amount, nor above the base price, where nothing is agreed', () => {
    const units = fc.integer({ min: 1, max: 400 });
    fc.assert(
      fc.property(units, units, (a, b) => {
        const fen = (n: number) => resolvePrice({ ...base, tiers }, n).price.fen;
        const [one, other] = [fen(Math.min(a, b)), fen(Math.max(a, b))];
        return one >= other && one <= offer.price.fen;
      }),
    );
  });

  it('is refused with both prices when another was shown', () => {
    const refused = () => {
      checkShown(offer.id, resolvePrice(base, 2), box(6_500));
    };
    expect(refused).to.throw(AppError).with.property('code', 'price.changed');
    expect(refused)
      .to.throw()
      .with.deep.property('facts', { offerId: offer.id, shown: box(6_500), price: offer.price });
  });

  it('is the same only by the same unit', () => {
    const byWeight = resolvePrice({ price: kilo(900), tiers: [], agreement: null }, 1);
    const shown = (price: Parameters<typeof checkShown>[2]) => () => {
      checkShown('x', byWeight, price);
    };
    expect(shown(kilo(900))).to.not.throw();
    expect(shown({ fen: 450, perG: 500 })).to.throw();
    expect(shown(box(900))).to.throw();
  });
});

describe('a contract price', () => {
  const index = { fen: 333, permille: 1_055, addFen: 20, source: '新发地', month: '2026-09' };

  it('follows an index by permille and a sum on top, rounded half up once', () => {
    expect(indexPrice(index, { perG: 1_000 })).to.deep.equal(kilo(371)); // 351.315 + 20
    const half = { ...index, fen: 1, permille: 500, addFen: 0 };
    expect(indexPrice(half, { perG: 500 }).fen).to.equal(1);
  });

  it('is refused without a price, with the wrong unit, or with crossed dates', () => {
    const draft = {
      ...{ no: 'HT-1', buyerId: 'b', offerId: offer.id, rule: 'fixed' as const },
      per: { perUnit: 1 as const },
      ...{ validFrom: '2026-09-01', validTo: '2026-09-30' },
    } as const;
    const code = (over: Partial<NewAgreement>) => {
      try {
        return agreedPrice({ ...draft, ...over }, offer.price).fen;
      } catch (error) {
        return error instanceof AppError ? error.code : error;
      }
    };
    expect(code({ price: box(6_000) })).to.equal(6_000);
    expect(code({})).to.equal('agreement.formula-missing');
    expect(code({ price: kilo(600) })).to.equal('agreement.price-unit-wrong');
    expect(code({ price: box(1), validTo: '2026-08-01' })).to.equal('agreement.dates-crossed');
    expect(code({ rule: 'index', price: box(6_000) })).to.equal('agreement.formula-missing');
  });
});

describe('prices beside each other', () => {
  it('are compared by the gram, and not at all between weight and unit', () => {
    expect(isBelow({ fen: 449, perG: 500 }, kilo(900))).to.equal(true);
    expect(isBelow({ fen: 450, perG: 500 }, kilo(900))).to.equal(false);
    expect(isBelow(box(1), kilo(900))).to.equal(false);
    expect(movedPermille(kilo(900), { fen: 495, perG: 500 })).to.equal(100);
    expect(movedPermille(box(100), kilo(100))).to.equal(undefined);
  });

  it('are shown by the jin and by the kilogram', () => {
    expect(fenFor(kilo(905), 15_000, 500)).to.equal(453); // half up
    expect(fenFor(box(6_800), 5_000, 500)).to.equal(680);
    expect(fenFor({ fen: 450, perG: 500 }, 500, 1_000)).to.equal(900);
  });
});
