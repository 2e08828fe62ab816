import { expect } from 'chai';
import type { PublicTraceView } from '../../src/features/trace/public-trace.schema.ts';
import { useTestApp } from '../support/app.ts';
import { aBaseWithPlot, aNewAuthorisation } from '../support/bases.ts';
import { aBy, aReleasedBatch, aStoredPhoto } from '../support/batches.ts';
import { aCommand, aProduct } from '../support/catalogue.ts';
import { checkInvariantsAfter } from '../support/invariants.ts';
import { aSeller } from '../support/sellers.ts';
import { aConfirmedOrder, aPackedDelivery, aTrade } from '../support/shipping.ts';

const PLANTED = ['钱小满', '13800138000', '望湖坞小学', '西湖区示例路'];
const TITLE = '杭州市西湖区菜篮子生产基地';

describe('the public trace', function () {
  this.timeout(60_000);
  after('the record is written', async () => {
    while ((await app().services.trace.drain()) > 0);
  });
  checkInvariantsAfter(() => app()); // before the hook that drops the database
  const app = useTestApp();
  const session = (as: string) => ({ cookie: `__Host-session=${as}` });

  async function lotOf(code: string) {
    const { body } = await app().client.send('GET', `/api/trace/${code}`);
    return (body as PublicTraceView).lot ?? expect.fail(`nothing public of ${code}`);
  }

  it('gives the title of a base to goods of that base, of its scope, inside its dates', async () => {
    const { bases, batches } = app().services;
    const sellerId = await aSeller(app());
    const plot = { productIds: ['ds-melon', 'ds-pear-1'], areaMu100: 1_000_000 };
    const keji = await aBaseWithPlot(app(), { orgId: sellerId, plot });
    const by = { orgId: sellerId, command: aCommand() };
    await bases.addAuthorisation(keji.baseId, aNewAuthorisation(), by);
    const { plotId } = keji;
    const keeps = { shelfLifeDays: null };
    const melon = await aReleasedBatch(app(), {
      sellerId,
      productId: 'ds-melon',
      plotId,
      product: keeps,
    });
    const pear = await aReleasedBatch(app(), { sellerId, productId: 'ds-pear-1', plotId });
    const elsewhere = await aReleasedBatch(app(), { sellerId, productId: 'ds-melon' });

    const title = { words: TITLE, from: '2023-03-04', no: null, to: null };
    expect((await lotOf(melon)).title).to.deep.equal(title);
    expect((await lotOf(pear)).title).to.equal(null);
    expect((await lotOf(elsewhere)).title).to.equal(null);
    const { body: page } = await app().client.send('GET', `/b/${melon}`);
    expect(page)
      .to.contain(TITLE)
      .and.to.match(/文号未公布/)
      .and.to.match(/期限未公布/);
    expect((await app().client.send('GET', `/b/${pear}`)).body).not.to.contain(TITLE);
    expect(await bases.titleOn(keji.baseId, 'ds-melon', '2023-03-03')).to.equal(undefined);

    await aProduct(app(), { id: 'ds-melon-dry', ...keeps });
    const made = {
      kind: 'made',
      ...{ productId: 'ds-melon-dry', baseId: keji.baseId, plotId: null, note: null },
      ...{ harvestedOn: null, works: null, producedOn: '2026-09-19', grams: 1_000 },
    } as const;
    const { code } = await batches.draft(made, aBy(sellerId));
    await batches.setPhotos(code, [await aStoredPhoto(app(), sellerId)], aBy(sellerId));
    await batches.submit(code, aBy(sellerId));
    expect((await lotOf(code)).title).to.equal(null);
  });

  it('shows no title for a harvest before the base had one', async () => {
    const { bases } = app().services;
    const now = app().clock.now();
    const sellerId = await aSeller(app());
    app().clock.set('2023-03-03T04:00:00Z');
    const plot = { productIds: ['ds-melon'], areaMu100: 1_000_000 };
    const { baseId, plotId } = await aBaseWithPlot(app(), { orgId: sellerId, plot });
    const by = { orgId: sellerId, command: aCommand() };
    await bases.addAuthorisation(baseId, aNewAuthorisation(), by);
    const early = await aReleasedBatch(app(), { sellerId, productId: 'ds-melon', plotId });
    app().clock.set(now);
    expect((await lotOf(early)).title).to.equal(null);
  });

  it('shows no grams, no buyers, no persons, no phones', async () => {
    const { services, client } = app();
    const trade = await aTrade(app(), { grams: 123_457 });
    const orderId = await aConfirmedOrder(app(), trade);
    const delivery = await aPackedDelivery(app(), orderId, 29_873);
    const leaving = { by: '钱小满', plate: '皖L·13800138000', driver: '钱小满' };
    await services.fulfilment.dispatch(delivery, leaving);
    const line = { no: 1, batchId: trade.batch, acceptedG: 29_873, rejectedG: 0 };
    const found = { name: '钱小满', lines: [{ ...line, checks: ['look', 'papers'] }] };
    const as = `canteen@${trade.canteen.orgId}`;
    await client.send('POST', `/api/deliveries/${delivery}/receipts`, { as, body: found });
    while ((await services.trace.drain()) > 0);

    for (const path of ['/b/', '/api/trace/']) {
      const { status, body } = await client.send('GET', `${path}${trade.batch}`);
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      expect(status).to.equal(200);
      const canaries = [...PLANTED, trade.canteen.orgId, orderId, '123457', '123.457'];
      for (const planted of [...canaries, '29873', '29.873', '林老师']) {
        expect(text, `${path} shows ${planted}`).not.to.contain(planted);
      }
      expect(text).to.contain('砀山');
    }
  });

  it('lets an officer stop what he checks, and lift his own stop', async () => {
    const { client } = app();
    const code = await aReleasedBatch(app());
    const look = async (who: string) =>
      (await client.send('GET', `/officer/check/${code}`, { headers: session(who) }))
        .body as string;
    expect(await look('officer@office'))
      .to.contain('停用本批')
      .and.not.to.contain('解除停用');
    const body = { reason: '抽检可疑' };
    await client.send('POST', `/api/batches/${code}/stops`, { as: 'officer@office', body });
    expect(await look('officer@office'))
      .to.contain('抽检可疑')
      .and.to.contain('解除停用');
    expect(await look('officer@other'))
      .to.contain('抽检可疑')
      .and.not.to.contain('解除停用');
  });
});
