import { expect } from 'chai';
import { newCommandKey } from '../../src/http/command.ts';
import { legalClassFact } from '../../src/shared/facts/legal-classes.ts';
import { useTestApp, type TestApp } from '../support/app.ts';
import { aReleasedBatch } from '../support/batches.ts';
import { anOffer, aProduct } from '../support/catalogue.ts';
import { checkInvariantsAfter } from '../support/invariants.ts';
import { anOrganisation, aCommand } from '../support/people.ts';
import { aSeller } from '../support/sellers.ts';

const operator = { userId: 'u-operator', role: 'operator', orgId: 'platform', duties: [] } as const;
const PRICE = { fen: 500, perG: 1_000 };
const BOX = { fen: 6_800, perUnit: 1 };
/** A Thursday: fresh goods come, ordering ends on the 22nd at noon. */
const DAY = '2026-09-24';

describe('ordering API', () => {
  checkInvariantsAfter(() => app()); // before the hook that drops the database
  const app = useTestApp();
  let sellerId = '';
  let canteenId = '';
  let crate = '';
  let box = '';
  const send: TestApp['client']['send'] = (...args) => app().client.send(...args);

  before(async () => {
    sellerId = await aSeller(app());
    const { orgId } = await app().services.organisations.enter(anOrganisation(), {
      actor: operator,
      command: aCommand(),
    });
    canteenId = orgId;
    crate = await anOffer(app(), { sellerId, channel: 'canteen' });
    box = await anOffer(app(), { sellerId });
    await aReleasedBatch(app(), { sellerId, grams: 1_000_000 });
  });

  const canteen = () => `canteen+buyer@${canteenId}`;
  const sheet = (line: object, key = newCommandKey()) =>
    send('POST', '/api/canteen/orders', {
      as: canteen(),
      key,
      body: { lines: [{ offerId: crate, units: 2, shown: PRICE, needOn: DAY, ...line }] },
    });
  const checkout = (line: object = {}, more: object = {}, as = 'consumer@ann') =>
    send('POST', '/api/checkout', {
      as,
      body: {
        lines: [{ offerId: box, units: 1, shown: BOX, ...line }],
        deliverTo: { name: '安', phone: '13800000000', address: '杭州市拱墅区某路 1 号' },
        ...more,
      },
    });
  const view = async (id: string, as: string) =>
    (await send('GET', `/api/orders/${id}`, { as })).body as {
      status: string;
      payUrl?: string;
      parts: { id: string; no: string; allocs: { batchId: string }[] }[];
    };

  it('makes an order of a sheet, on account, bound to a batch', async () => {
    const { status, body, headers } = await sheet({});
    expect(status).to.equal(201);
    const { id } = body as { id: string };
    expect(headers.get('location')).to.equal(`/api/orders/${id}`);
    const order = await view(id, canteen());
    expect(order.status).to.equal('placed');
    expect(order.parts[0]?.allocs[0]?.batchId).to.match(/^\w{11}$/);
  });

  it('answers the same command with the same order, and other content with 422', async () => {
    const key = newCommandKey();
    const [one, other] = [await sheet({}, key), await sheet({}, key)];
    expect(other.body).to.deep.equal(one.body);
    expect(await sheet({ units: 3 }, key)).to.include({ status: 422 });
  });

  it('answers a refused command with its stored refusal', async () => {
    const key = newCommandKey();
    const [one, other] = [await sheet({ units: 90_000 }, key), await sheet({ units: 90_000 }, key)];
    expect(one.body).to.include({ status: 409, code: 'order.not-enough-stock' });
    const { lines } = one.body as { lines: { offerId: string; neededG: number }[] };
    expect(lines[0]).to.include({ offerId: crate, neededG: 90_000 * 15_000 });
    expect((other.body as { lines: unknown }).lines).to.deep.equal(lines);
  });

  it('refuses another price than the one that counts, with both', async () => {
    const { body } = await sheet({ shown: { fen: 499, perG: 1_000 } });
    expect(body).to.include({ status: 409, code: 'price.changed' });
    expect((body as { price: unknown }).price).to.deep.equal(PRICE);
  });

  it('refuses a day on which nothing comes, and one whose cut-off is over', async () => {
    const sunday = (await sheet({ needOn: '2026-09-27' })).body;
    expect(sunday).to.include({ code: 'order.no-delivery-day' });
    expect((await sheet({ needOn: '2026-09-21' })).body).to.include({ code: 'order.past-cutoff' });
  });

  it('refuses a suspended seller by name, and goes on with open orders', async () => {
    const { id } = (await sheet({})).body as { id: string };
    const { organisations } = app().services;
    const by = () => ({ actor: operator, command: aCommand() });
    await organisations.setStanding(sellerId, { to: 'suspended', why: 'x' }, by());
    const { body } = await sheet({});
    expect(body).to.include({ code: 'seller.suspended', name: '砀山梨农合作社（示例）' });
    await organisations.setStanding(sellerId, { to: 'active', why: 'x' }, by());
    expect((await view(id, canteen())).status).to.equal('placed');
  });

  it('sells wine to adult consumers only', async () => {
    const productId = 'xx-wine-1';
    const { required } = legalClassFact('wine');
    await aProduct(app(), {
      ...{ id: productId, legalClass: 'wine', category: 'wine', temperatureZone: 'ambient' },
      papersRequired: required,
    });
    const offerId = await anOffer(app(), { sellerId, productId });
    const { body } = await checkout({ offerId });
    expect(body).to.include({ code: 'wine.adult-consumers-only', why: 'age' });
    const adult = (await checkout({ offerId }, { isAdult: true })).body;
    expect(adult).to.include({ code: 'order.not-enough-stock' }); // of age, but there is none
  });

  it('takes a consumer’s money on the demo page, and then it is an order', async () => {
    const { status, body } = await checkout();
    expect(status).to.equal(201);
    const { id } = body as { id: string };
    const { payUrl = '', status: before } = await view(id, 'consumer@ann');
    expect(before).to.equal('awaiting_payment');
    const ref = payUrl.split('/').at(-1) ?? '';
    expect((await send('GET', `/api/sandbox-pay/${ref}`, { as: 'consumer@bob' })).status).to.equal(
      404,
    );
    await send('POST', `/api/sandbox-pay/${ref}/pay`, { as: 'consumer@ann' });
    const paid = await view(id, 'consumer@ann');
    expect(paid.status).to.equal('placed');

    const part = paid.parts[0]?.id ?? '';
    const cancel = (as: string) =>
      send('POST', `/api/order-parts/${part}/cancel`, { as, body: { reason: '' } });
    expect((await cancel('consumer@bob')).status).to.equal(404);
    expect((await cancel('consumer@ann')).status).to.equal(204);
    expect((await view(id, 'consumer@ann')).status).to.equal('cancelled');
    await settle();
    const [refund] = await app().services.payments.refunds.ofGroup(id);
    expect(refund).to.include({ fen: 6_800, state: 'succeeded' });
  });

  it('asks the approver above the canteen’s limit, and nobody twice', async () => {
    const { organisations } = app().services;
    const org = await organisations.get(canteenId);
    const { termsDays, payerId, ...settings } = org?.settings ?? expect.fail('no canteen');
    await organisations.setSettings(
      {
        ...settings,
        approvals: [{ overFen: 10_000, role: 'approver', count: 1 }],
        address: '杭州',
        contact: { name: '林', phone: '1' },
      },
      { actor: { ...operator, role: 'canteen', orgId: canteenId }, command: aCommand() },
    );
    const { id } = (await sheet({})).body as { id: string };
    expect((await view(id, canteen())).status).to.equal('awaiting_approval');

    const own = await send('POST', `/api/approvals/${id}/sign`, {
      as: `canteen+approver@${canteenId}`,
    });
    expect(own.body).to.include({ status: 403, code: 'approval.own-order' });
    const boss = {
      userId: 'u-boss',
      orgId: canteenId,
      role: 'canteen',
      duties: ['approver'],
    } as const;
    await app().services.orders.approvals.sign(id, boss);
    expect((await view(id, canteen())).status).to.equal('placed');
  });

  /** Background work, as the loops would do it. */
  async function settle(): Promise<void> {
    app().clock.advanceMs(61_000);
    const { orders, payments } = app().services;
    for (let round = 0; round < 4; round += 1) {
      await orders.groups.resume();
      await orders.orders.resume();
      await payments.desk.resume();
      await payments.refunds.resume();
    }
  }
});
