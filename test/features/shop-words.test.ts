import { expect } from 'chai';
import { bannedPhraseIn } from '../../src/shared/facts/must-not-print.ts';
import { COUNTY_IDS, placeOf } from '../../src/shared/facts/places.ts';
import { facts } from '../../seeds/facts.ts';
import { words as offersEn } from '../../src/web/i18n/en/offers.ts';
import { words as shopEn } from '../../src/web/i18n/en/shop.ts';
import { words as offersZh } from '../../src/web/i18n/zh/offers.ts';
import { words as shopZh } from '../../src/web/i18n/zh/shop.ts';
import { useTestApp } from '../support/app.ts';
import { anOffer, aProduct } from '../support/catalogue.ts';
import { aSeller } from '../support/sellers.ts';

/** Every text in a dictionary; of a function what it is made of. */
function textsIn(words: unknown): string[] {
  if (typeof words === 'string') return [words];
  if (typeof words === 'function') return [String(words)];
  return typeof words === 'object' && words !== null ? Object.values(words).flatMap(textsIn) : [];
}

describe('what the shop prints', () => {
  const app = useTestApp();

  it('has no phrase that must not be printed, in either language', () => {
    const texts = [shopZh, shopEn, offersZh, offersEn].flatMap(textsIn);
    expect(texts).to.have.length.above(80);
    expect(texts.filter((text) => bannedPhraseIn(text) !== undefined)).to.be.empty;
  });

  it('calls the counties what the facts call them', () => {
    for (const id of COUNTY_IDS) {
      const { nameZh, nameEn } = placeOf(id) ?? { nameZh: '', nameEn: '' };
      expect([shopZh.counties[id], shopEn.counties[id]]).to.deep.equal([nameZh, nameEn]);
    }
  });

  it('has none in the names of goods and packs of the demonstration', () => {
    const names = facts.products.flatMap(({ nameZh, skus }) => [
      nameZh,
      ...skus.map((sku) => sku.nameZh),
    ]);
    expect(names.filter((name) => bannedPhraseIn(name) !== undefined)).to.be.empty;
  });

  it('has none on its pages, no mark without its holder, and no title of a base', async () => {
    const sellerId = await aSeller(app());
    const markIds = ['gi-dspear-2003', 'gi-dspear-2017'];
    await aProduct(app(), { id: 'ds-pear-1', markIds });
    await anOffer(app(), { sellerId });
    for (const path of ['/', '/p/ds-pear-1', '/cart', '/?lang=en', '/p/ds-pear-1?lang=en']) {
      const { status, body } = await app().client.send('GET', path);
      const html = String(body);
      expect(status, path).to.equal(200);
      expect(bannedPhraseIn(html), path).to.be.undefined;
      expect(html, path).to.not.match(/地理标志|菜篮子|gi-dspear|geographical/);
    }
  });
});
