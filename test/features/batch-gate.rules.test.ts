import { expect } from 'chai';
import { missingFor, type GatePaper, type GateProduct } from '../../src/features/batches/gate.ts';

const pear: GateProduct = {
  id: 'ds-pear-1',
  legalClass: 'vegetable_fruit',
  papersRequired: ['conformity_certificate'],
};

const harvest = { kind: 'harvested', productId: 'ds-pear-1', grams: 100_000, tests: [] } as const;

function aCertificate(
  certificate: Partial<NonNullable<GatePaper['certificate']>> = {},
  paper: Partial<GatePaper> = {},
): GatePaper {
  return {
    ...{ id: 'p1', kind: 'conformity_certificate', isValid: true, grams: 100_000 },
    certificate: { style: 'producer', basis: ['control'], productId: 'ds-pear-1', ...certificate },
    ...paper,
  };
}

function missing(papers: readonly GatePaper[], product = pear, batch = {}) {
  return missingFor({ ...harvest, ...batch }, { product, papers, lifted: [] });
}

describe('the release gate', () => {
  it('lets goods through whose certificate fits', () => {
    expect(missing([aCertificate()])).to.deep.equal([]);
  });

  it('names the certificate of another product', () => {
    expect(missing([aCertificate({ productId: 'ds-pear-2' })])).to.deep.equal([
      'valid_certificate',
    ]);
  });

  it('names a collector’s certificate on what was harvested here', () => {
    expect(missing([aCertificate({ style: 'buyer' })])).to.deep.equal(['producer_certificate']);
    const made = { kind: 'made' };
    expect(missing([aCertificate({ style: 'buyer' })], pear, made)).to.deep.equal([]);
  });

  it('names a certificate of fewer grams than the batch', () => {
    for (const grams of [99_999, null]) {
      expect(missing([aCertificate({}, { grams })])).to.deep.equal(['certificate_grams']);
    }
  });

  it('names the test that a certificate speaks of', () => {
    expect(missing([aCertificate({ basis: ['selfTest'] })])).to.deep.equal([
      'test_for_certificate',
    ]);
    const report: GatePaper = {
      ...{ id: 'p2', kind: 'rapid_test', isValid: true, grams: null, certificate: null },
    };
    expect(missing([aCertificate({ basis: ['selfTest'] }), report])).to.deep.equal([]);
    expect(missing([aCertificate({ basis: ['entrustedTest'] }), report])).to.deep.equal([
      'test_for_certificate',
    ]);
  });

  it('names a production licence that was not valid on the day of production', () => {
    const wine = { ...pear, legalClass: 'wine', papersRequired: [] } as const;
    const licence: GatePaper = {
      ...{ id: 'p3', kind: 'production_licence', isValid: false, grams: null, certificate: null },
    };
    const made = { kind: 'made' };
    expect(missing([licence], wine, made)).to.include('licence_on_the_day');
    expect(missing([{ ...licence, isValid: true }], wine, made)).not.to.include(
      'licence_on_the_day',
    );
    expect(missing([], wine, made))
      .to.include('production_licence')
      .and.not.include('licence_on_the_day');
  });
});
