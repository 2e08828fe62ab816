import { expect } from 'chai';
import { newCommandKey } from '../../src/http/command.ts';
import { useTestApp } from '../support/app.ts';
import { aNewCrate, aNewProduct, aNewSku, anOffer, aProduct } from '../support/catalogue.ts';
import { aSeller } from '../support/sellers.ts';

interface Answer {
  status: number;
  body: unknown;
}

describe('catalogue API', () => {
  const app = useTestApp();
  const send: ReturnType<typeof app>['client']['send'] = (...args) => app().client.send(...args);
  const codeOf = ({ body }: Answer) => (body as { code?: string }).code;

  describe('products and packs', () => {
    it('are entered by the operator, once per command', async () => {
      const [key, body] = [newCommandKey(), aNewProduct({ id: 'xx-carrot', nameZh: '萧县胡萝卜' })];
      const post = (more = {}) =>
        send('POST', '/api/products', { as: 'operator', key, body: { ...body, ...more } });
      const answers = await Promise.all([post(), post(), post()]);

      expect(answers.map(({ status }) => status)).to.deep.equal([201, 201, 201]);
      expect(answers[0].body).to.deep.equal({ id: 'xx-carrot' });
      expect(codeOf(await post({ nameZh: '别的' }))).to.equal('request.key-reused');
      expect(codeOf(await send('POST', '/api/products', { as: 'operator', body }))).to.equal(
        'product.exists',
      );
      expect(await send('POST', '/api/products', { as: 'cooperative', body })).to.include({
        status: 403,
      });
    });

    it('say what is wrong with them', async () => {
      const post = (more: object) =>
        send('POST', '/api/products', {
          as: 'operator',
          body: { ...aNewProduct(more), id: 'x-1' },
        });
      expect(codeOf(await post({ storyZh: '润肺止咳' }))).to.equal('product.banned-words');
      expect(codeOf(await post({ papersRequired: [] }))).to.equal('product.papers-missing');
      expect(codeOf(await post({ countyId: 'HZ' }))).to.equal('request.invalid');
    });

    it('have a pack whose versions are numbered and never change', async () => {
      await aProduct(app());
      const sku = aNewSku({ id: 'ds-pear-1.gift' });
      const key = newCommandKey();
      const make = () => send('POST', '/api/skus', { as: 'operator', key, body: sku });
      expect([(await make()).status, (await make()).status]).to.deep.equal([201, 201]);
      expect(codeOf(await send('POST', '/api/skus', { as: 'operator', body: sku }))).to.equal(
        'sku.exists',
      );

      const revise = (grams: number, key = newCommandKey()) =>
        send('PUT', '/api/skus/ds-pear-1.gift/pack', {
          as: 'operator',
          key,
          body: { ...sku.pack, nominalG: grams, minG: grams, maxG: grams },
        });
      const again = newCommandKey();
      await Promise.all([revise(4_500), revise(4_600), revise(4_700, again), revise(4_700, again)]);

      const { catalogue } = app().services;
      const first = await catalogue.skuVersion('ds-pear-1.gift:v1');
      const newest = await catalogue.currentVersion('ds-pear-1.gift');
      expect(first).to.include({ nominalG: 5_000, cutoffClass: 'fresh', noReason: false });
      expect(newest).to.include({ n: 4 });
    });
  });

  describe('offers', () => {
    const priceOf = async (offerId: string) =>
      (await app().services.catalogue.offersByIds([offerId]))[0]?.offer.price;

    it('are made by a cooperative, once per command, and seen in the shop', async () => {
      const sellerId = await aSeller(app());
      await aProduct(app());
      const body = {
        skuId: 'ds-pear-1.box5',
        channel: 'retail',
        price: { fen: 6_800, perUnit: 1 },
        seasonFrom: 1,
        seasonTo: 12,
      };
      const key = newCommandKey();
      const as = `cooperative@${sellerId}`;
      const post = () => send('POST', '/api/offers', { as, key, body });
      const [one, other] = await Promise.all([post(), post()]);

      expect([one.status, other.status]).to.deep.equal([201, 201]);
      expect(one.body).to.deep.equal({ id: `${sellerId}:ds-pear-1.box5:retail` });
      expect(codeOf(await send('POST', '/api/offers', { as, body }))).to.equal('offer.exists');

      const page = await send('GET', '/api/products/ds-pear-1');
      const { offers } = page.body as { offers: { offerId: string; availUnits: number }[] };
      const mine = offers.find(({ offerId }) => offerId === `${sellerId}:ds-pear-1.box5:retail`);
      expect(mine).to.include({ availUnits: 0, batchCode: null });
    });

    it('refuse what may not be sold, and to whom', async () => {
      const sellerId = await aSeller(app());
      const as = `cooperative@${sellerId}`;
      const { catalogue } = app().services;
      const goods = { supplyMonths: [1], legalClass: 'wine', temperatureZone: 'ambient' } as const;
      const papersRequired = ['production_licence', 'factory_inspection'] as const;
      await aProduct(app(), { id: 'xx-wine', ...goods, papersRequired });
      await aProduct(app(), { id: 'ds-pear-raw', internal: true });
      const offer = async (skuId: string, channel: string, price = {}) =>
        codeOf(
          await send('POST', '/api/offers', {
            as,
            body: { skuId, channel, seasonFrom: 1, seasonTo: 12, price },
          }),
        );
      const byUnit = { fen: 8_800, perUnit: 1 };

      expect(await offer('xx-wine.box5', 'canteen', byUnit)).to.equal('wine.adult-consumers-only');
      expect(await offer('ds-pear-raw.box5', 'retail', byUnit)).to.equal('product.not-listed');
      expect(await offer('xx-wine.crate', 'retail', byUnit)).to.equal('offer.price-unit-wrong');
      expect(await offer('xx-wine.box6', 'retail', byUnit)).to.equal('sku.not-found');
      expect(await catalogue.offersByIds(['nobody:xx-wine.box5:retail'])).to.be.empty;
    });

    it('keep every price they had, each change once, however late a repeat comes', async () => {
      const sellerId = await aSeller(app());
      const id = await anOffer(app(), { sellerId });
      const as = `cooperative@${sellerId}`;
      const setPrice = (fen: number, key = newCommandKey()) =>
        send('PUT', `/api/offers/${id}/price`, { as, key, body: { fen, perUnit: 1 } });
      const key = newCommandKey();
      const first = await setPrice(7_000, key);
      await setPrice(7_200);

      expect((await setPrice(7_000, key)).body).to.deep.equal(first.body);
      expect(await priceOf(id)).to.deep.equal({ fen: 7_200, perUnit: 1 });
      expect(codeOf(await setPrice(7_100, key))).to.equal('request.key-reused');

      const { body } = await send('GET', '/api/offers', { as });
      const [own] = (body as { offers: { priceHistory: { price: { fen: number } }[] }[] }).offers;
      const prices = own?.priceHistory.map(({ price }) => price.fen);
      expect(prices).to.deep.equal([6_800, 7_000, 7_200]);
    });

    it('are out of reach of another cooperative, even behind the door', async () => {
      const id = await anOffer(app(), { sellerId: await aSeller(app()) });
      const as = `cooperative@${await aSeller(app())}`;
      const body = { fen: 1, perUnit: 1 } as const;
      expect(await send('PUT', `/api/offers/${id}/price`, { as, body })).to.include({
        status: 404,
      });

      const by = { sellerId: 'other', userId: 'u', command: { key: newCommandKey(), reqHash: '' } };
      const asked = app().services.catalogue.setPrice(id, body, by);
      expect(await asked.catch((error: unknown) => error)).to.include({ code: 'offer.not-found' });
      expect(await priceOf(id)).to.deep.equal({ fen: 6_800, perUnit: 1 });
    });

    it('leave the shelf, and come back on new terms and the newest version of the pack', async () => {
      const sellerId = await aSeller(app());
      const as = `cooperative@${sellerId}`;
      const id = await anOffer(app(), { sellerId, channel: 'canteen' });
      const withdraw = (key = newCommandKey()) =>
        send('PUT', `/api/offers/${id}/withdrawal`, { as, key, body: {} });
      const [key, standing] = [newCommandKey(), app().services.catalogue.offersByIds];
      expect([(await withdraw(key)).status, (await withdraw()).status]).to.deep.equal([204, 204]);
      expect((await standing([id]))[0]?.offer.standing).to.equal('withdrawn');

      const { pack } = aNewCrate();
      await send('PUT', '/api/skus/ds-pear-1.crate/pack', {
        as: 'operator',
        body: { ...pack, nominalG: 14_900 },
      });
      await anOffer(app(), { sellerId, channel: 'canteen', price: { fen: 520, perG: 1_000 } });
      expect((await withdraw(key)).status).to.equal(204); // late repeat
      const [again] = await standing([id]);
      expect(again?.offer).to.deep.include({ standing: 'offered', unitFen: 7_748 });
      expect(again?.version).to.include({ n: 2, nominalG: 14_900 });
    });
  });

  describe('shop', () => {
    interface Page {
      cards: { offerId: string; name: { zh: string } }[];
      next: string | null;
    }
    const shop = async (query: Record<string, string | number> = {}) => {
      const search = new URLSearchParams(Object.entries(query).map(([k, v]) => [k, String(v)]));
      const { status, body } = await send('GET', `/api/shop?${search.toString()}`);
      expect(status, JSON.stringify(body)).to.equal(200);
      return body as Page;
    };
    const namesOf = ({ cards }: Page) => [...new Set(cards.map(({ name }) => name.zh))].sort();

    before(async () => {
      const sellerId = await aSeller(app());
      await aProduct(app(), {
        id: 'yq-soy',
        nameZh: '埇桥大豆',
        countyId: 'YQ',
        category: 'grain',
      });
      await aProduct(app(), { id: 'lb-egg', nameZh: '灵璧鸡蛋', countyId: 'LB', category: 'egg' });
      await anOffer(app(), { sellerId, productId: 'yq-soy', price: { fen: 1_080, perUnit: 1 } });
      await anOffer(app(), { sellerId, productId: 'lb-egg', price: { fen: 2_000, perUnit: 1 } });
      await anOffer(app(), { sellerId, productId: 'lb-egg', channel: 'canteen' });
    });

    it('finds goods by characters, pinyin, initials and county', async () => {
      for (const q of ['大豆', 'dadou', 'yqdd', 'yq', '埇桥', '埇桥 5 kg'])
        expect(namesOf(await shop({ q })), q).to.deep.equal(['埇桥大豆']);
      expect(namesOf(await shop({ q: 'lbjd' }))).to.deep.equal(['灵璧鸡蛋']);
      expect(namesOf(await shop({ q: '豆大' }))).to.be.empty;
      expect(namesOf(await shop({ q: '.*' }))).to.be.empty;
    });

    it('filters by county and category, and takes an empty field for none', async () => {
      expect(namesOf(await shop({ county: 'YQ' }))).to.deep.equal(['埇桥大豆']);
      expect(namesOf(await shop({ category: 'egg', county: '', q: '' }))).to.deep.equal([
        '灵璧鸡蛋',
      ]);
    });

    it('shows offers to consumers only', async () => {
      const { cards } = await shop({ category: 'egg' });
      expect(cards.map(({ offerId }) => offerId.split(':')[2])).to.deep.equal(['retail']);
    });

    it('goes on from page to page, in every order, showing each offer once', async () => {
      const all = (await shop({ limit: 100 })).cards.length;
      for (const sort of ['season', 'price', 'newest']) {
        const seen: string[] = [];
        let after: string | null = null;
        do {
          const page: Page = await shop({ sort, limit: 2, ...(after !== null && { after }) });
          seen.push(...page.cards.map(({ offerId }) => offerId));
          after = page.next;
        } while (after !== null);
        expect(new Set(seen).size, sort).to.equal(all);
        expect(seen, sort).to.have.length(all);
      }
    });

    it('refuses filters it does not know', async () => {
      for (const query of ['?county=HZ', '?sort=luck', '?q[$ne]=x', '?after=!', '?surprise=1'])
        expect(await send('GET', `/api/shop${query}`), query).to.include({ status: 400 });
    });

    it('says of a product that is not sold that there is none', async () => {
      await aProduct(app(), { id: 'ds-pear-raw', internal: true });
      for (const id of ['ds-pear-raw', 'nothing-here']) {
        const { body } = await send('GET', `/api/products/${id}`);
        expect(body, id).to.include({ status: 404, code: 'product.not-found' });
      }
    });

    it('gives a basket its offers as they are today, without what is no longer offered', async () => {
      const { cards } = await shop({ q: 'yqdd' });
      const [id] = cards.map(({ offerId }) => offerId);
      const answer = await send('GET', `/api/basket?ids=${id ?? ''},nobody:x-1.box:retail`);
      const { cards: kept } = answer.body as Page;
      expect(kept.map(({ offerId }) => offerId)).to.deep.equal([id]);
      expect(await send('GET', '/api/basket?ids=')).to.deep.include({ status: 200 });
    });
  });
});
