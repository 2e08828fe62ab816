import { expect } from 'chai';
import { cardOf, sheetRowOf, type Stock } from '../../src/features/catalogue/card.ts';
import {
  checkChannel,
  isInSeason,
  monthsBetween,
  unitFenOf,
  type Offer,
} from '../../src/features/catalogue/offer.ts';
import {
  cutoffClassOf,
  hasNoReasonReturn,
  startProduct,
  type Product,
} from '../../src/features/catalogue/product.ts';
import { readPlace, writePlace } from '../../src/features/catalogue/shelf.ts';
import { checkPriceUnit, startVersion, type SkuVersion } from '../../src/features/catalogue/sku.ts';
import { AppError } from '../../src/shared/errors.ts';
import { aCommand, aNewCrate, aNewProduct, aNewSku } from '../support/catalogue.ts';

const NOW = new Date('2026-09-20T04:00:00Z');

function aProductOf(overrides: Partial<Product> = {}): Product {
  return { ...aNewProduct(), createdAt: NOW, command: aCommand(), ...overrides };
}

function aVersion(pack = aNewCrate().pack, product = aProductOf()): SkuVersion {
  const which = { id: 'ds-pear-1.crate', n: 1, product };
  return startVersion(which, pack, { now: NOW, command: aCommand() });
}

function anOfferOf(overrides: Partial<Offer> = {}): Offer {
  return {
    id: 'coop:ds-pear-1.crate:canteen',
    sellerId: 'coop',
    skuId: 'ds-pear-1.crate',
    productId: 'ds-pear-1',
    skuVersionId: 'ds-pear-1.crate:v1',
    channel: 'canteen',
    price: { fen: 500, perG: 1_000 },
    tiers: [],
    unitFen: 7_500,
    seasonFrom: 1,
    seasonTo: 12,
    months: [9, 10, 11],
    standing: 'offered',
    changes: [],
    offeredAt: NOW,
    ...overrides,
  };
}

function codeOf(work: () => unknown): string {
  try {
    work();
    return 'nothing was refused';
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
}

describe('products', () => {
  it('need the papers of their class', () => {
    const draft = aNewProduct({ legalClass: 'meat', papersRequired: ['quarantine_product_a'] });
    const start = () => startProduct(draft, { now: NOW, command: aCommand() });
    expect(codeOf(start)).to.equal('product.papers-missing');
  });

  it('are refused when their words promise health, or what is not so', () => {
    for (const storyZh of ['梨膏润肺', '区块链溯源', '已接入浙食链']) {
      const start = () => startProduct(aNewProduct({ storyZh }), { now: NOW, command: aCommand() });
      expect(codeOf(start), storyZh).to.equal('product.banned-words');
    }
  });

  it('end ordering by what they are: leaf, meat, frozen, dry, else fresh', () => {
    const classes = (
      [
        ['ds-leaf-qc', 'vegetable_fruit', 'chilled'],
        ['xx-goat', 'meat', 'chilled'],
        ['ds-duck', 'meat', 'frozen'],
        ['sx-noodles', 'processed', 'ambient'],
        ['lb-egg', 'egg', 'warm_veg'],
      ] as const
    ).map(([id, legalClass, temperatureZone]) =>
      cutoffClassOf({ id, legalClass, temperatureZone }),
    );
    expect(classes).to.deep.equal(['leaf', 'meat', 'frozen', 'dry', 'fresh']);
  });

  it('go back without a reason only where nothing spoils', () => {
    expect(hasNoReasonReturn({ temperatureZone: 'ambient' })).to.be.true;
    expect(hasNoReasonReturn({ temperatureZone: 'chilled' })).to.be.false;
  });
});

describe('packs', () => {
  it('weigh between their least and their most', () => {
    expect(codeOf(() => aVersion({ ...aNewSku().pack, minG: 5_001 }))).to.equal(
      'sku.weights-crossed',
    );
  });

  it('have a price by what they are sold by', () => {
    const crate = aVersion();
    const box = aVersion(aNewSku().pack);
    expect(
      codeOf(() => {
        checkPriceUnit(crate, { fen: 1, perUnit: 1 });
      }),
    ).to.equal('offer.price-unit-wrong');
    checkPriceUnit(box, { fen: 1, perUnit: 1 });
    checkPriceUnit(box, { fen: 1, perG: 500 }); // by the box, paid by weight
    checkPriceUnit(crate, { fen: 500, perG: 1_000 });
    expect(unitFenOf({ fen: 500, perG: 1_000 }, crate)).to.equal(7_500);
  });
});

describe('offers', () => {
  it('never put live animals or raw goods on a shelf, nor wine before a canteen', () => {
    const live = aProductOf({ legalClass: 'live_animal' });
    const raw = aProductOf({ internal: true });
    const wine = aProductOf({ legalClass: 'wine', canteenAllowed: true });
    const morel = aProductOf({ canteenAllowed: false });

    expect(
      codeOf(() => {
        checkChannel(live, 'retail');
      }),
    ).to.equal('product.not-listed');
    expect(
      codeOf(() => {
        checkChannel(raw, 'canteen');
      }),
    ).to.equal('product.not-listed');
    expect(
      codeOf(() => {
        checkChannel(wine, 'canteen');
      }),
    ).to.equal('wine.adult-consumers-only');
    expect(
      codeOf(() => {
        checkChannel(morel, 'canteen');
      }),
    ).to.equal('product.not-for-canteens');
    checkChannel(wine, 'retail');
  });

  it('have a season that may go over the new year', () => {
    expect(monthsBetween(11, 2)).to.deep.equal([11, 12, 1, 2]);
    expect(monthsBetween(1, 12)).to.have.length(12);
    expect(monthsBetween(6, 6)).to.deep.equal([6]);
    expect(isInSeason({ months: [11, 12] }, '2026-11-01')).to.be.true;
    expect(isInSeason({ months: [11, 12] }, '2026-10-31')).to.be.false;
  });
});

describe('cards', () => {
  const TODAY = { today: '2026-09-20', deliverOn: '2026-09-22' };
  const seller = { zh: '合作社（示例）', en: 'Co-op (sample)' };
  const stock = { sellerId: 'coop', productId: 'ds-pear-1', batchCode: 'X', madeOn: '2026-09-18' };
  const stocked = (availG: number): Stock => ({ ...stock, availG, verified: false });
  const joined = (offer = anOfferOf(), version = aVersion()) => ({
    offer,
    version,
    sku: { ...aNewCrate(), version: 1 },
    product: aProductOf(),
  });

  it('offer whole units of what is there, in steps, and no fewer than the least', () => {
    const units = (availG: number, version?: SkuVersion) =>
      cardOf(joined(undefined, version), {
        stock: stocked(availG),
        inField: undefined,
        seller,
        ...TODAY,
      }).availUnits;
    const step = { ...aVersion(), stepUnits: 2, minUnits: 4 };

    expect([units(44_999), units(45_000)]).to.deep.equal([2, 3]);
    expect([units(75_000, step), units(45_000, step)]).to.deep.equal([4, 0]);
  });

  it('offer nothing out of season, however much is there', () => {
    const at = {
      stock: stocked(100_000),
      inField: undefined,
      seller,
      today: '2026-06-20',
      deliverOn: null,
    };
    expect(cardOf(joined(), at)).to.include({ availUnits: 0, inSeason: false });
  });

  it('say on the sheet when ordering ends and when goods come back', () => {
    const known = { stock: undefined, inField: undefined, seller, lastUnits: 3 };
    const rule = { daysBefore: 2, time: '12:00', weekdays: [5] };
    const at = { needDate: '2026-12-04', rule, now: new Date('2026-12-02T04:00:00Z') };
    expect(sheetRowOf(joined(), known, at)).to.include({
      cutoffAt: '2026-12-02T04:00:00.000Z',
      isOpen: false,
      seasonFrom: 9,
      lastUnits: 3,
    });
  });
});

describe('places in the shop', () => {
  it('are read as they were written, and nothing else is', () => {
    const offer = anOfferOf();
    expect(readPlace(writePlace({ phase: 1, offer }, 'price'))).to.deep.equal({
      phase: 1,
      value: 7_500,
      id: offer.id,
    });
    expect(codeOf(() => readPlace('W10'))).to.equal('request.invalid');
    expect(codeOf(() => readPlace('not json'))).to.equal('request.invalid');
  });
});
