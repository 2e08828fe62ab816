import { expect } from 'chai';
import {
  carriedGainG,
  checkMaking,
  mostOutG,
  outputsOf,
  type InputLot,
  type NewMaking,
} from '../../src/features/making/making.ts';
import { AppError } from '../../src/shared/errors.ts';

const BASE = { baseId: 'base-1', countyId: 'DS', g: 100_000 };

function aLot(overrides: Partial<InputLot> = {}): InputLot {
  return {
    batchId: 'lot-1',
    g: 50_000,
    productId: 'ds-pear-1',
    incomingG: 100_000,
    gainG: 0,
    origins: [BASE],
    usableUntil: new Date('2026-10-01T00:00:00Z'),
    ...overrides,
  };
}

function aMaking(overrides: Partial<NewMaking> = {}): NewMaking {
  return {
    kind: 'pack',
    works: null,
    note: null,
    inputs: [{ batchId: 'lot-1', g: 50_000 }],
    outputs: [{ productId: 'ds-pear-1', g: 49_000 }],
    wasteG: 1_000,
    outMaxPermille: null,
    ...overrides,
  };
}

function refusal(wanted: NewMaking, lots: readonly InputLot[]): string {
  try {
    checkMaking(wanted, lots);
    return 'passes';
  } catch (error) {
    return error instanceof AppError ? error.code : 'a bug';
  }
}

describe('rules of making', () => {
  it('lets out what went in and what scales differ by, and not a gram more', () => {
    expect(mostOutG([aLot()], aMaking())).to.deep.equal({ mostG: 50_250, toleranceG: 250 });
    const out = (g: number) => aMaking({ outputs: [{ productId: 'ds-pear-1', g }], wasteG: 0 });
    expect(refusal(out(50_250), [aLot()])).to.equal('passes');
    expect(refusal(out(50_251), [aLot()])).to.equal('transformation.mass-gained');
    expect(refusal({ ...out(50_250), wasteG: 1 }, [aLot()])).to.equal('transformation.mass-gained');
  });

  it('does not let what scales gained grow from lot to lot', () => {
    const gained = aLot({ gainG: 400, incomingG: 100_000 });
    expect(carriedGainG(gained)).to.equal(200);
    expect(mostOutG([gained], aMaking()).mostG).to.equal(50_050);
    expect(mostOutG([aLot({ gainG: 10_000 })], aMaking()).mostG).to.equal(50_000);
    expect(carriedGainG(aLot({ gainG: 1, g: 1 }))).to.equal(1); // rounded up: never lost
  });

  it('lets a recipe add something, as much as it says', () => {
    const canned = aMaking({ kind: 'process', outMaxPermille: 1_600, wasteG: 3_000 });
    const out = (g: number) => ({ ...canned, outputs: [{ productId: 'ds-can-1', g }] });
    expect(refusal(out(80_000), [aLot()])).to.equal('passes');
    expect(refusal(out(80_001), [aLot()])).to.equal('transformation.mass-gained');
  });

  it('takes one lot to pack, each lot once, and the same product unless it is processed', () => {
    const two = [
      { batchId: 'lot-1', g: 1 },
      { batchId: 'lot-2', g: 1 },
    ];
    expect(refusal(aMaking({ inputs: two }), [aLot(), aLot({ batchId: 'lot-2' })])).to.equal(
      'transformation.one-lot',
    );
    const twice = [...two.slice(0, 1), ...two.slice(0, 1)];
    expect(refusal(aMaking({ kind: 'mix', inputs: twice }), [aLot(), aLot()])).to.equal(
      'transformation.lot-twice',
    );
    const other = [{ productId: 'ds-apple-1', g: 1 }];
    expect(refusal(aMaking({ outputs: other }), [aLot()])).to.equal('transformation.one-product');
  });

  it('shares every gram among the bases it came from, to the gram', () => {
    const lots = [
      aLot({ g: 20_000 }),
      aLot({ batchId: 'lot-2', g: 10_001, origins: [{ ...BASE, baseId: 'base-2' }] }),
    ];
    const outputs = [10_000, 7_777, 12_000].map((g) => ({ productId: 'ds-pear-1', g }));
    const made = outputsOf({ outputs, wasteG: 0 }, lots, ['a', 'b', 'c']);
    for (const { g, origins } of made) {
      expect(origins.reduce((all, origin) => all + origin.g, 0)).to.equal(g);
    }
    expect(made[0]?.origins).to.deep.equal([
      { baseId: 'base-1', countyId: 'DS', g: 6_666 },
      { baseId: 'base-2', countyId: 'DS', g: 3_334 },
    ]);
  });
});
