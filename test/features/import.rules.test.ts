import { expect } from 'chai';
import {
  cellsOfText,
  coreOf,
  matchRows,
  wantedRows,
  type Candidate,
} from '../../src/features/ordering/import.ts';
import { searchForms } from '../../src/platform/pinyin.ts';

function aCandidate(name: string, overrides: Partial<Candidate> = {}): Candidate {
  return {
    ...{ offerId: name, name, varieties: [], spec: '周转筐15 kg', pack: '筐', isUsual: false },
    ...{ nominalG: 15_000, stepUnits: 1, minUnits: 1 },
    forms: searchForms(name.split(' ')[0] ?? name),
    ...overrides,
  };
}

const goods = [
  aCandidate('砀山酥梨 一级果', { offerId: 'pear', varieties: ['金盖酥'] }),
  aCandidate('灵璧番茄', { offerId: 'tomato' }),
  aCandidate('泗县山芋粉丝', { offerId: 'noodles', spec: '袋装500 g', pack: '袋', nominalG: 500 }),
  aCandidate('大棚小青菜', {
    offerId: 'greens',
    spec: '散装',
    pack: 'kg',
    nominalG: 1_000,
    stepUnits: 0.5,
  }),
  aCandidate('灵璧鸡蛋', { offerId: 'egg30', spec: '托盘30枚', pack: '盘', nominalG: 1_800 }),
  aCandidate('灵璧鸡蛋', { offerId: 'egg360', spec: '整箱360枚', pack: '箱', nominalG: 21_600 }),
];

const matched = (text: string) =>
  matchRows(wantedRows(cellsOfText(text)), goods).map(({ state, choices, amount }) => ({
    ...{ state, amount },
    ...choices[0],
  }));

describe('a list that is read into the sheet', () => {
  it('finds goods by name, kitchen word, variety, pinyin and initials', () => {
    const texts = ['砀山酥梨 2', '西红柿 3', '金盖酥 1', 'sixianshanyufensi 4', '上海青 5'];
    const found = matched(texts.join('\n'));
    expect(found.map(({ offerId }) => offerId)).to.deep.equal([
      ...['pear', 'tomato', 'pear', 'noodles', 'greens'],
    ]);
    expect(found.every(({ state }) => state === 'matched')).to.equal(true);
  });

  it('is not put off by specs, grades, praise and full-width figures', () => {
    const found = matched('新鲜酥梨（一级）\t１２筐\n番茄 散装 15kg\t2\n优质粉丝\t10袋');
    expect(found.map(({ offerId, units }) => [offerId, units])).to.deep.equal([
      ['pear', 12],
      ['tomato', 2],
      ['noodles', 10],
    ]);
    expect(coreOf('【本地】新鲜番茄 5kg/箱')).to.equal('番茄');
  });

  it('turns weights into units, rounding up to what can be ordered, and says so', () => {
    expect(matched('酥梨 45 kg')[0]).to.include({ units: 3, isExact: true });
    expect(matched('酥梨 40公斤')[0]).to.include({ units: 3, isExact: false });
    expect(matched('小青菜 5 斤')[0]).to.include({ units: 2.5, isExact: true });
  });

  it('asks where two come close, unless spec or unit decides', () => {
    const [both] = matched('鸡蛋 2');
    expect(both).to.include({ state: 'doubtful' });
    expect(matched('鸡蛋 2盘')[0]).to.include({ state: 'matched', offerId: 'egg30' });
    expect(matched('鸡蛋360枚 2')[0]).to.include({ offerId: 'egg360' });
  });

  it('lists what nothing fits, and what has no amount is never filled in by itself', () => {
    expect(matched('三文鱼 2')[0]).to.include({ state: 'unmatched' });
    expect(matched('酥梨')[0]).to.include({ state: 'doubtful', amount: null });
  });

  it('reads columns by their heads, wherever they stand', () => {
    const cells = [
      ['第三小学采购单', null, null, null],
      ['序号', '数量', '单位', '品名'],
      [1, 4, '筐', '酥梨'],
      [2, 30, '公斤', '番茄'],
      [null, null, null, null],
    ];
    const rows = matchRows(wantedRows(cells), goods);
    expect(
      rows.map(({ row, choices }) => [row, choices[0]?.offerId, choices[0]?.units]),
    ).to.deep.equal([
      [3, 'pear', 4],
      [4, 'tomato', 2],
    ]);
  });

  it('goes through 10,000 rows in a moment', () => {
    const text = Array.from({ length: 10_000 }, (_, n) => `酥梨${n % 50} ${n + 1}`).join('\n');
    expect(matched(text)).to.have.lengthOf(10_000);
  });
});
