import { expect } from 'chai';
import type { Aboard } from '../../src/features/fulfilment/index.ts';
import type { OrderLine } from '../../src/features/orders/index.ts';
import { billedOf, boundsOf } from '../../src/features/receiving/billing.ts';
import { retainUntil } from '../../src/features/receiving/inspection-record.ts';
import { linesAsShipped, receiptLines } from '../../src/features/receiving/receipt-lines.ts';
import { ledgerCsv } from '../../src/features/receiving/ledger-csv.ts';

type Price = OrderLine['price'];

function anOrderLine(no: number, orderedG: number, price: Price): OrderLine {
  return { no, orderedG, price, nominalG: 350, orderedUnits: orderedG / 350 } as OrderLine;
}
function aboard(line: number, orderedG: number, g = orderedG, batchId = 'LOT00000001'): Aboard {
  return { hid: `h${line}${batchId}`, line, orderedG, g, batchId } as unknown as Aboard;
}
function found(no: number, acceptedG: number, batchId = 'LOT00000001') {
  return { no, batchId, acceptedG, rejectedG: 0, photos: [], checks: [] };
}

describe('what a delivery costs', () => {
  const tolPermille = 20;
  const perJin = { fen: 300, perG: 500 };

  // 350 g pears by the box of 20 (7,000 g), ¥3.00 a jin, 2 %: accepted → billed, fen
  const TABLE = [
    { acceptedG: 7_000, billedG: 7_000, fen: 4_200 },
    { acceptedG: 7_140, billedG: 7_140, fen: 4_284 }, // at the cap
    { acceptedG: 7_141, billedG: 7_140, fen: 4_284 }, // a gram above
    { acceptedG: 6_801, billedG: 6_801, fen: 4_081 }, // 4080.6, below the floor
  ];
  for (const [place, { acceptedG, billedG, fen }] of TABLE.entries()) {
    it(`bills ${billedG} g of 7,000 when ${acceptedG} g are accepted (A22, line ${place + 1})`, () => {
      const line = anOrderLine(1, 7_000, perJin);
      const parts = [aboard(1, 7_000, acceptedG)];
      const excess = acceptedG > 7_140 ? [{ no: 1, choice: 'free' as const }] : [];
      const delivered = { aboard: parts, orderLines: [line], tolPermille };
      const lines = receiptLines(delivered, [found(1, acceptedG)], excess);
      const [billed] = billedOf([line], { aboard: parts, lines }, { tolPermille, excess });
      expect(billed).to.include({ billedG, fen, capG: 7_140, floorG: 6_860 });
    });
  }

  it('bills what was accepted when 3 kg are missing, and nothing else (A35)', () => {
    const line = anOrderLine(1, 30_000, { fen: 500, perG: 1_000 });
    const parts = [aboard(1, 30_000)];
    const delivered = { aboard: parts, orderLines: [line], tolPermille };
    const lines = receiptLines(delivered, [found(1, 27_000)], []);
    expect(lines[0]).to.include({ shortageG: 3_000, overG: 0, result: 'accepted' });
    const [billed] = billedOf([line], { aboard: parts, lines }, { tolPermille, excess: [] });
    expect(billed).to.include({ billedG: 27_000, fen: 13_500 });
  });

  it('rounds once for all lots of a delivery line', () => {
    const line = anOrderLine(1, 1_001, { fen: 1, perG: 2 });
    const parts = [aboard(1, 500, 501), aboard(1, 501, 501, 'LOT00000002')];
    const delivered = { aboard: parts, orderLines: [line], tolPermille };
    const lines = receiptLines(delivered, [found(1, 501), found(1, 501, 'LOT00000002')], []);
    const [billed] = billedOf([line], { aboard: parts, lines }, { tolPermille, excess: [] });
    expect(billed?.fen).to.equal(501); // not 251 + 251
  });

  it('sends back, gives or charges what is above the tolerance, as the buyer says', () => {
    const line = anOrderLine(1, 10_000, { fen: 500, perG: 1_000 });
    const parts = [aboard(1, 10_000, 10_500)];
    const delivered = { aboard: parts, orderLines: [line], tolPermille };
    const said = [found(1, 10_500)];
    expect(() => receiptLines(delivered, said, [])).to.throw('More came');
    const outcome = (choice: 'refuse' | 'free' | 'pay') => {
      const excess = [{ no: 1, choice }];
      const lines = receiptLines(delivered, said, excess);
      const [billed] = billedOf([line], { aboard: parts, lines }, { tolPermille, excess });
      return [lines[0]?.acceptedG, lines[0]?.rejectedG, billed?.billedG];
    };
    expect(outcome('refuse')).to.eql([10_200, 300, 10_200]);
    expect(outcome('free')).to.eql([10_500, 0, 10_200]);
    expect(outcome('pay')).to.eql([10_500, 0, 10_500]);
  });

  it('counts whole units where the price is by the unit', () => {
    const line = { ...anOrderLine(1, 10_000, { fen: 6_800, perUnit: 1 }), nominalG: 5_000 };
    const parts = [aboard(1, 10_000, 9_900)];
    const delivered = { aboard: parts, orderLines: [line], tolPermille };
    const lines = receiptLines(delivered, [{ ...found(1, 9_900), units: 2 }], []);
    const [billed] = billedOf([line], { aboard: parts, lines }, { tolPermille, excess: [] });
    expect(billed).to.include({ billedUnits: 2, fen: 13_600 });
    expect(linesAsShipped(delivered, true)[0]?.units).to.equal(2);
  });

  it('always adds up', () => {
    for (const got of [0, 1, 9_999, 10_000, 10_200]) {
      const line = anOrderLine(1, 10_000, perJin);
      const delivered = { aboard: [aboard(1, 10_000)], orderLines: [line], tolPermille };
      const [one] = receiptLines(delivered, [found(1, got)], []);
      const { shippedG = 0, overG = 0, acceptedG = 0, rejectedG = 0, shortageG = 0 } = one ?? {};
      expect(shippedG + overG).to.equal(acceptedG + rejectedG + shortageG);
      expect(Math.min(overG, shortageG)).to.equal(0);
    }
    expect(boundsOf(999, 20)).to.eql({ bookedG: 999, capG: 1_018, floorG: 980 });
  });
});

describe('the ledger', () => {
  it('keeps a record for three years, longer where the goods keep longer', () => {
    expect(retainUntil('2026-02-28', null)).to.equal('2029-02-28');
    expect(retainUntil('2026-02-28', new Date('2030-08-30T15:00:00Z'))).to.equal('2031-02-28');
  });

  it('never lets a cell become a formula', () => {
    const row = { name: '=1+1', certificates: [], inspectors: ['甲"乙'], acceptedG: 29_400 };
    const numbers = { orderedG: 0, deliveredG: 0, rejectedG: 0, shelfLifeDays: null };
    const texts = {
      on: '',
      spec: '',
      lot: '',
      supplier: '@x',
      supplierAddress: '',
      supplierContact: '',
    };
    const rest = { notes: [], madeOn: null, reason: null, result: 'accepted', recordNo: '' };
    const csv = ledgerCsv([{ ...row, ...numbers, ...texts, ...rest } as never]);
    expect(csv.startsWith('\uFEFF')).to.equal(true);
    expect(csv).to.contain("'=1+1").and.to.contain("'@x").and.to.contain('"甲""乙"');
    expect(csv).to.contain('29.400');
  });
});
