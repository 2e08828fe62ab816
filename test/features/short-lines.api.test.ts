import { expect } from 'chai';
import { newCommandKey } from '../../src/http/command.ts';
import { useTestApp } from '../support/app.ts';
import { aReleasedBatch } from '../support/batches.ts';
import { anOffer } from '../support/catalogue.ts';
import { checkInvariantsAfter } from '../support/invariants.ts';
import { aCommand, anOrganisation } from '../support/people.ts';
import { aSeller } from '../support/sellers.ts';

const operator = { userId: 'u-operator', role: 'operator', orgId: 'platform', duties: [] } as const;
const DAY = '2026-09-24';

describe('a line that is short', function () {
  this.timeout(120_000);
  checkInvariantsAfter(() => app());
  const app = useTestApp();
  let sellerId = '';
  let buyer = '';
  const offers = { scarce: '', plenty: '', box: '' };

  before(async () => {
    sellerId = await aSeller(app());
    offers.scarce = await anOffer(app(), { sellerId, channel: 'canteen' });
    offers.plenty = await anOffer(app(), { sellerId, productId: 'ds-pear-3', channel: 'canteen' });
    offers.box = await anOffer(app(), { sellerId });
    await aReleasedBatch(app(), { sellerId, productId: 'ds-pear-1', grams: 30_000 });
    await aReleasedBatch(app(), { sellerId, productId: 'ds-pear-3', grams: 300_000 });
    const draft = anOrganisation({ firstLogin: 'canteen@example.com' });
    const by = { actor: operator, command: aCommand() };
    buyer = (await app().services.organisations.enter(draft, by)).orgId;
  });

  it('becomes the goods its canteen takes instead, at their price, and holds nothing of the first', async () => {
    const shown = { fen: 500, perG: 1_000 };
    const line = { offerId: offers.scarce, units: 5, shown, needOn: DAY };
    const placed = await app().client.send('POST', '/api/canteen/orders', {
      as: `canteen+buyer@${buyer}`,
      key: newCommandKey(),
      body: { lines: [{ ...line, onShort: 'substitute', substitutes: [offers.plenty] }] },
    });
    expect(placed.status, JSON.stringify(placed.body)).to.equal(201);
    const { orders, batches } = app().services;
    const group = await orders.groups.get((placed.body as { id: string }).id);
    const [own] = group.lines;
    expect(own).to.include({ offerId: offers.plenty, orderedG: 75_000, dropped: false });
    expect(own?.lineFen).to.equal(group.totalFen);
    expect(group.plan.changes).to.have.length(1);
    const [left] = await batches.onSale(['ds-pear-1']);
    expect(left).to.include({ availG: 30_000 });
  });

  it('is asked of a consumer before any payment: both sums, nothing held, nothing opened', async () => {
    const shown = { fen: 6_800, perUnit: 1 };
    const deliverTo = { name: '安', phone: '13800000000', address: '杭州市拱墅区某路 1 号' };
    const checkout = await app().client.send('POST', '/api/checkout', {
      as: 'consumer@ann',
      key: newCommandKey(),
      body: { lines: [{ offerId: offers.box, units: 9, shown, onShort: 'partial' }], deliverTo },
    });
    expect(checkout).to.include({ status: 409 });
    const { groupId, ...facts } = checkout.body as { groupId: string; totalFen: number };
    expect(facts).to.include({
      ...{ code: 'order.changed', totalFen: 9 * 6_800, newTotalFen: 6 * 6_800 },
    });
    const { orders, batches } = app().services;
    const group = await orders.groups.get(groupId);
    expect(group.state).to.equal('rejected');
    expect(group.pay?.sessionId ?? null).to.equal(null);
    const [left] = await batches.onSale(['ds-pear-1']);
    expect(left).to.include({ availG: 30_000 });
  });
});
