import { expect } from 'chai';
import { useTestApp } from '../support/app.ts';
import { anOffer } from '../support/catalogue.ts';
import { anOrganisation, enterOrganisation, theOperator } from '../support/people.ts';
import { aSeller } from '../support/sellers.ts';

interface Sheet {
  readonly rows: readonly { offerId: string }[];
  readonly page: { readonly offerIds: readonly string[]; readonly next: string | null };
  readonly draft: { readonly rows: readonly { offerId: string; units: number; rev: number }[] };
}

const OFFERS = 10_000;

describe('an order sheet of 10,000 offers (A18)', function () {
  this.timeout(300_000);
  after('cleared in parts: dropping all at once takes longer than a connection waits', async () => {
    const { db } = app().services.world;
    for (let digit = 0; digit < 100; digit += 1) {
      const ends = String(digit).padStart(2, '0');
      for (const name of ['offers', 'skus', 'skuVersions']) {
        const _id = { $regex: `${ends}(:canteen|:v1)?$` };
        await db.collection<{ _id: string }>(name).deleteMany({ _id });
      }
    }
  });
  const app = useTestApp();
  let as = '';
  let first = '';
  const send = (method: string, path: string, body?: object) =>
    app().client.send(method, path, { as, ...(body && { body }) });
  const pageAfter = async (after: string | null, more = '') => {
    const where = after === null ? '' : `&after=${encodeURIComponent(after)}`;
    const { status, body } = await send(
      'GET',
      `/api/canteen/sheet?tab=all&limit=100${more}${where}`,
    );
    expect(status, JSON.stringify(body)).to.equal(200);
    return body as Sheet;
  };

  before(async () => {
    const sellerId = await aSeller(app());
    const operator = await theOperator(app().services);
    const { orgId } = await enterOrganisation(app().services, operator, anOrganisation());
    as = `canteen+buyer@${orgId}`;
    first = await anOffer(app(), { sellerId, channel: 'canteen' });
    await manyLike(first);
  });

  /** As many more, written as a migration would: each its own pack, all of one product. */
  async function manyLike(offerId: string): Promise<void> {
    const { db } = app().services.world;
    const read = async (name: string, _id: string) =>
      (await db.collection<{ _id: string }>(name).findOne({ _id })) ?? expect.fail(name);
    const offer = await read('offers', offerId);
    const [sellerId = '', skuId = ''] = offerId.split(':');
    const [sku, version] = [await read('skus', skuId), await read('skuVersions', `${skuId}:v1`)];
    const ids = Array.from(
      { length: OFFERS - 1 },
      (_, n) => `${skuId}${String(n).padStart(5, '0')}`,
    );
    for (let at = 0; at < ids.length; at += 500) {
      const some = ids.slice(at, at + 500);
      await db
        .collection<{ _id: string }>('skus')
        .insertMany(some.map((id) => ({ ...sku, _id: id })));
      await db
        .collection<{ _id: string }>('skuVersions')
        .insertMany(some.map((id) => ({ ...version, _id: `${id}:v1`, skuId: id })));
      await db.collection<{ _id: string }>('offers').insertMany(
        some.map((id) => ({
          ...offer,
          ...{ _id: `${sellerId}:${id}:canteen`, skuId: id, skuVersionId: `${id}:v1` },
        })),
      );
    }
  }

  it('comes page by page, every offer once', async () => {
    const seen = new Set<string>();
    let next: string | null = null;
    let pages = 0;
    do {
      const { page, rows } = await pageAfter(next);
      expect(rows.length).to.be.at.most(100);
      for (const id of page.offerIds) {
        expect(seen.has(id), id).to.equal(false);
        seen.add(id);
      }
      next = page.next;
      pages += 1;
    } while (next !== null);
    expect([seen.size, pages]).to.deep.equal([OFFERS, OFFERS / 100]);
  });

  it('is searched by the server, not by what happens to be loaded', async () => {
    const { page } = await pageAfter(null, '&q=suli');
    expect(page.offerIds).to.have.lengthOf(100);
    expect((await pageAfter(null, `&q=${encodeURIComponent('没有的菜')}`)).page.offerIds).to.be
      .empty;
  });

  it('keeps each row as it is typed, wherever it stands, and two devices’ rows side by side', async () => {
    const { page } = await pageAfter(null);
    const change = (offerId: string, units: number, seen = 0) => ({
      rows: [{ offerId, units, onShort: 'refuse', substitutes: [], seen }],
    });
    const [one = '', two = ''] = [page.offerIds.at(3), page.offerIds.at(70)];
    const save = (body: object) => send('PUT', '/api/canteen/draft', body);
    const answers = await Promise.all([save(change(one, 4)), save(change(two, 7))]);
    expect(answers.map(({ status }) => status)).to.deep.equal([200, 200]);
    const { draft, rows } = await pageAfter(null);
    const units = Object.fromEntries(draft.rows.map((row) => [row.offerId, row.units]));
    expect(units).to.deep.equal({ [one]: 4, [two]: 7 });
    expect(rows.map(({ offerId }) => offerId)).to.include.members([one, two]);

    const stale = (await save(change(one, 9))).body as { conflicts: string[] };
    expect(stale.conflicts).to.deep.equal([one]); // another device’s 4 is not overwritten
    const fresh = (await save(change(one, 9, 1))).body as { conflicts: string[] };
    expect(fresh.conflicts).to.deep.equal([]);
  });
});
