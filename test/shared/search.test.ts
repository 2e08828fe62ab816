import { expect } from 'chai';
import { searchForms } from '../../src/platform/pinyin.ts';
import { searchEntry, searchQuery } from '../../src/shared/search.ts';

const names = ['砀山酥梨 一级果 箱装5 kg（18–20枚）', '埇桥大豆 袋25 kg', '灵璧鸡蛋 托盘30枚'];
const entries = names.map((name) => searchEntry(searchForms(name)));

/** As the database does it: all grams, then every word. */
function found(typed: string): string[] {
  const query = searchQuery(typed);
  return names.filter((_, place) => {
    const { search, searchText } = entries[place] ?? { search: [], searchText: '' };
    if (!query) return true;
    const { grams, words } = query;
    return grams.every((gram) => search.includes(gram)) && words.every((w) => w.test(searchText));
  });
}

describe('search', () => {
  it('finds a name by characters, pinyin and initials', () => {
    for (const typed of ['酥梨', 'suli', 'dssl', '梨', 'SuLi', '酥梨　5KG', 'dangshan 梨']) {
      expect(found(typed), typed).to.deep.equal([names[0]]);
    }
    for (const typed of ['埇桥', 'yq', 'yongqiao', 'yqdd'])
      expect(found(typed), typed).to.deep.equal([names[1]]);
    expect(found('30枚')).to.deep.equal([names[2]]);
  });

  it('finds substrings only: letters in another order are another name', () => {
    expect(found('梨酥')).to.be.empty;
    expect(found('ilus')).to.be.empty;
  });

  it('takes whatever is typed for text', () => {
    expect(found('.*')).to.be.empty;
    expect(found('（18')).to.deep.equal([names[0]]);
    expect(searchQuery('  ')).to.be.undefined;
  });
});
