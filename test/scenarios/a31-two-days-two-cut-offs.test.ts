import { expect } from 'chai';
import { useTestApp } from '../support/app.ts';
import { aReleasedBatch } from '../support/batches.ts';
import { anOffer, aProduct } from '../support/catalogue.ts';
import { checkInvariantsAfter } from '../support/invariants.ts';
import { anOrganisation, enterOrganisation, theOperator } from '../support/people.ts';
import { aSeller } from '../support/sellers.ts';

interface Section {
  readonly key: string;
  readonly needOn: string | null;
  readonly isOnDay: boolean;
  readonly cutoffAt: string | null;
}
interface Part {
  readonly id: string;
  readonly needOn: string;
  readonly cutoffAt: string;
  readonly state: string;
}

const SHOWN = { fen: 500, perG: 1_000 };
/** A Thursday. Dry goods come on Tuesdays and Fridays, and Friday the 25th is Mid-Autumn. */
const [CABBAGE_DAY, RICE_DAY] = ['2026-09-24', '2026-09-29'];

describe('rice and cabbage of one cooperative (A31)', function () {
  this.timeout(60_000);
  checkInvariantsAfter(() => app());
  const app = useTestApp();
  let buyer = '';
  let rice = '';
  let cabbage = '';
  let parts: readonly Part[] = [];
  const send = (method: string, path: string, body?: object) =>
    app().client.send(method, path, { as: buyer, ...(body && { body }) });

  before(async () => {
    const sellerId = await aSeller(app());
    const operator = await theOperator(app().services);
    const { orgId } = await enterOrganisation(app().services, operator, anOrganisation());
    buyer = `canteen@${orgId}`;
    const dry = { id: 'yq-rice', category: 'grain', temperatureZone: 'ambient' } as const;
    await aProduct(app(), { ...dry, nameZh: '夹沟香稻米', supplyMonths: [9] });
    await aProduct(app(), { id: 'yq-cabbage', nameZh: '埇桥大白菜', supplyMonths: [9] });
    rice = await anOffer(app(), { sellerId, productId: 'yq-rice', channel: 'canteen' });
    cabbage = await anOffer(app(), { sellerId, productId: 'yq-cabbage', channel: 'canteen' });
    for (const productId of ['yq-rice', 'yq-cabbage']) {
      await aReleasedBatch(app(), { sellerId, productId, grams: 500_000 });
    }
  });

  it('says for each kind of goods until when, and on which day it can come', async () => {
    const { body } = await send('GET', `/api/canteen/sheet?day=${CABBAGE_DAY}&tab=all`);
    const { sections } = body as { sections: Section[] };
    const [dry, fresh] = ['dry', 'fresh'].map((key) => sections.find((each) => each.key === key));
    expect(fresh).to.include({ isOnDay: true, cutoffAt: '2026-09-22T04:00:00.000Z' });
    expect(dry).to.include({ isOnDay: false, needOn: RICE_DAY });
    expect(dry?.cutoffAt).to.equal('2026-09-26T04:00:00.000Z');
  });

  it('makes one sheet into two orders for two days, each with its own cut-off', async () => {
    const line = (offerId: string, needOn: string) => ({ offerId, units: 2, shown: SHOWN, needOn });
    const lines = [line(cabbage, CABBAGE_DAY), line(rice, RICE_DAY)];
    const placed = await send('POST', '/api/canteen/orders', { lines });
    expect(placed.status, JSON.stringify(placed.body)).to.equal(201);
    const { id } = placed.body as { id: string };
    parts = ((await send('GET', `/api/orders/${id}`)).body as { parts: Part[] }).parts.toSorted(
      (a, b) => (a.needOn < b.needOn ? -1 : 1),
    );
    expect(parts.map(({ needOn, cutoffAt }) => [needOn, cutoffAt])).to.deep.equal([
      [CABBAGE_DAY, '2026-09-22T04:00:00.000Z'],
      [RICE_DAY, '2026-09-26T04:00:00.000Z'],
    ]);
  });

  it('refuses to cancel each after its own cut-off, and not before', async () => {
    const [first, second] = parts;
    const cancel = (part: Part | undefined) =>
      send('POST', `/api/order-parts/${part?.id ?? ''}/cancel`, { reason: '菜谱改了' });
    app().clock.set('2026-09-22T04:00:00Z');
    expect((await cancel(first)).body).to.include({ status: 409 });
    expect((await cancel(second)).status).to.equal(204);
  });

  it('refuses an order for a day whose cut-off is over, with the time it ended', async () => {
    const lines = [{ offerId: cabbage, units: 1, shown: SHOWN, needOn: CABBAGE_DAY }];
    const { body } = await send('POST', '/api/canteen/orders', { lines });
    expect(body).to.include({ code: 'order.past-cutoff', cutoffAt: '2026-09-22T04:00:00.000Z' });
  });
});
