import { expect } from 'chai';
import { newCommandKey } from '../../src/http/command.ts';
import { useTestApp } from '../support/app.ts';
import { aBy, aReadyDraft } from '../support/batches.ts';
import { anOffer } from '../support/catalogue.ts';
import { aPlan, HARVEST, settleHarvest } from '../support/harvest.ts';
import { checkInvariantsAfter } from '../support/invariants.ts';
import { anOrganisation, aCommand } from '../support/people.ts';
import { aSeller } from '../support/sellers.ts';

const operator = { userId: 'u-operator', role: 'operator', orgId: 'platform', duties: [] } as const;
const DAY = '2026-09-24';
const SHOWN = { fen: 500, perG: 1_000 };
const BOX = { fen: 6_800, perUnit: 1 };

describe('pre-orders and a short harvest (A30)', function () {
  this.timeout(120_000);
  checkInvariantsAfter(() => app());
  const app = useTestApp();
  let sellerId = '';
  let crate = '';
  let box = '';
  let plotId = '';
  const [contract, plain] = ['', ''];
  const canteens = { contract, plain };
  const orders = { contract: '', plain: '', consumer: '' };
  const send = (...args: Parameters<ReturnType<typeof app>['client']['send']>) =>
    app().client.send(...args);
  const coop = () => `cooperative@${sellerId}`;

  before(async () => {
    sellerId = await aSeller(app());
    crate = await anOffer(app(), { sellerId, channel: 'canteen' });
    box = await anOffer(app(), { sellerId });
    for (const name of ['contract', 'plain'] as const) {
      const draft = anOrganisation({ firstLogin: `${name}@example.com` });
      const by = { actor: operator, command: aCommand() };
      canteens[name] = (await app().services.organisations.enter(draft, by)).orgId;
    }
    const agreed = await send('POST', '/api/price-agreements', {
      as: coop(),
      key: newCommandKey(),
      body: {
        ...{ no: 'HT-2026-001', buyerId: canteens.contract, offerId: crate, rule: 'fixed' },
        ...{ price: { fen: 480, perG: 1_000 }, per: { perG: 1_000 } },
        ...{ validFrom: '2026-09-20', validTo: '2026-12-31' },
      },
    });
    expect(agreed.status, JSON.stringify(agreed.body)).to.equal(201);
    const { id } = agreed.body as { id: string };
    const signed = await send('PUT', `/api/price-agreements/${id}/approval`, {
      as: `canteen+admin@${canteens.contract}`,
      key: newCommandKey(),
    });
    expect(signed.status, JSON.stringify(signed.body)).to.be.lessThan(300);
    ({ plotId } = await aPlan(app(), { sellerId, expectedG: 120_000 }));
  });

  const sheet = (buyer: string, shown = SHOWN) =>
    send('POST', '/api/canteen/orders', {
      as: `canteen+buyer@${buyer}`,
      key: newCommandKey(),
      body: { lines: [{ offerId: crate, units: 3, shown, needOn: DAY }] },
    });

  async function pay(id: string) {
    const { payments, orders: all } = app().services;
    const { pay: session } = await all.groups.get(id);
    const { raw, signature } = await payments.sandbox.act(session?.sessionId ?? '', 'pay');
    await payments.desk.receive(raw, signature);
  }

  const partOf = async (id: string) => {
    const placed = await app().services.orders.history.one(id);
    const [order] = placed?.orders ?? [];
    if (!order) throw new Error('it became no order');
    return order;
  };

  it('are taken from the plan, wait for the harvest, and never exceed it', async () => {
    orders.plain = ((await sheet(canteens.plain)).body as { id: string }).id;
    const agreedPrice = { fen: 480, perG: 1_000 };
    orders.contract = ((await sheet(canteens.contract, agreedPrice)).body as { id: string }).id;
    const checkout = await send('POST', '/api/checkout', {
      as: 'consumer@ann',
      key: newCommandKey(),
      body: {
        lines: [{ offerId: box, units: 6, shown: BOX, needOn: DAY }],
        deliverTo: { name: '安', phone: '13800000000', address: '杭州市拱墅区某路 1 号' },
      },
    });
    orders.consumer = (checkout.body as { id: string }).id;
    await pay(orders.consumer);
    for (const id of Object.values(orders)) {
      expect((await partOf(id)).state).to.equal('awaiting_harvest');
    }
    expect((await sheet(canteens.plain)).status).to.equal(409);
  });

  it('let no forecast go below what is promised', async () => {
    const body = {
      ...{ baseId: plotId.slice(0, plotId.indexOf('.')), productId: 'ds-pear-1' },
      ...{ harvestOn: HARVEST, expectedG: 110_000, confidence: 'low' },
    };
    const answer = await send('PUT', '/api/harvest/plans', {
      ...{ as: coop(), key: newCommandKey(), body },
    });
    expect(answer).to.include({ status: 409 });
    expect(answer.body).to.include({ code: 'plan.below-promised', promisedG: 120_000 });
  });

  it('wait for a word where less was harvested, and nothing of it is sold before', async () => {
    app().clock.set('2026-09-23T02:00:00Z');
    const { services } = app();
    const { code } = await aReadyDraft(app(), { sellerId, plotId, grams: 100_000 });
    await services.batches.submit(code, aBy(sellerId));
    await settleHarvest(app());
    const view = await services.batches.view(code);
    expect(view.status).to.equal('submitted');
    expect(view.missing).to.deep.equal(['preorders_bound']);
    expect(await services.batches.onSale(['ds-pear-1'])).to.deep.equal([]);

    const week = await send('GET', '/api/harvest?from=2026-09-21', { as: coop() });
    const { waiting } = week.body as { waiting: { id: string; promisedG: number }[] };
    expect(waiting).to.have.length(1);
    expect(waiting[0]).to.include({ promisedG: 120_000, harvestG: 100_000 });

    const said = await send('POST', `/api/harvest/bindings/${code}/word`, {
      ...{ as: coop(), key: newCommandKey(), body: { isLast: true } },
    });
    expect(said.status, JSON.stringify(said.body)).to.be.lessThan(300);
    await settleHarvest(app());
    expect((await services.batches.view(code)).status).to.equal('released');
  });

  it('are served contracts first, the others by what they ordered, in whole boxes', async () => {
    const grams = async (id: string) =>
      (await partOf(id)).allocs.map(({ orderedG, pool, batchId }) => ({
        ...{ orderedG, pool },
        isPlan: batchId.includes(':'),
      }));
    const stock = { pool: 'stock', isPlan: false };
    expect(await grams(orders.contract)).to.deep.equal([{ orderedG: 45_000, ...stock }]);
    expect(await grams(orders.plain)).to.deep.equal([{ orderedG: 35_000, ...stock }]);
    expect(await grams(orders.consumer)).to.deep.equal([{ orderedG: 20_000, ...stock }]);
    for (const id of Object.values(orders)) {
      expect((await partOf(id)).state).to.be.oneOf(['placed', 'confirmed']);
    }
  });

  it('cost a consumer only what comes, and a canteen nothing that does not', async () => {
    const consumer = await partOf(orders.consumer);
    const plain = await partOf(orders.plain);
    const { accounts } = app().services.orders;
    const back = (await accounts.get(consumer._id)).rows.at(-1);
    expect(back).to.include({ kind: 'credit', fen: 2 * 6_800 });
    const cut = (await accounts.get(plain._id)).rows.at(-1);
    expect(cut).to.include({ kind: 'cut', fen: 0 });
    const refunds = await app().services.payments.refunds.ofGroup(orders.consumer);
    expect(refunds.map(({ fen }) => fen)).to.deep.equal([2 * 6_800]);
  });

  it('tell every buyer who gets less', async () => {
    const { notifications } = app().services;
    const inbox = await notifications.inboxOf(canteens.plain);
    expect(inbox.filter(({ kind }) => kind === 'preorder-cut')).to.have.length(1);
    const whole = await notifications.inboxOf(canteens.contract);
    expect(whole.filter(({ kind }) => kind === 'preorder-cut')).to.have.length(0);
  });
});
