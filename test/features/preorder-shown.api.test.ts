import { expect } from 'chai';
import { newCommandKey } from '../../src/http/command.ts';
import { useTestApp } from '../support/app.ts';
import { anOffer } from '../support/catalogue.ts';
import { aPlan, HARVEST } from '../support/harvest.ts';
import { checkInvariantsAfter } from '../support/invariants.ts';
import { aCommand, anOrganisation } from '../support/people.ts';
import { aSeller } from '../support/sellers.ts';

const DAY = '2026-09-24';
const operator = { userId: 'u-operator', role: 'operator', orgId: 'platform', duties: [] } as const;

interface Row {
  readonly offerId: string;
  readonly availUnits: number;
  readonly preorder: { readonly units: number; readonly harvestOn: string } | null;
  readonly batchCode: string | null;
  readonly price: { readonly fen: number };
}

describe('goods that are still in the field', function () {
  this.timeout(120_000);
  checkInvariantsAfter(() => app());
  const app = useTestApp();
  let crate = '';
  let box = '';
  let buyer = '';

  before(async () => {
    const sellerId = await aSeller(app());
    crate = await anOffer(app(), { sellerId, channel: 'canteen' });
    box = await anOffer(app(), { sellerId });
    const draft = anOrganisation({ firstLogin: 'canteen@example.com' });
    const by = { actor: operator, command: aCommand() };
    buyer = `canteen+buyer@${(await app().services.organisations.enter(draft, by)).orgId}`;
    await aPlan(app(), { sellerId, expectedG: 100_000 });
  });

  const rowOn = async (day: string): Promise<Row | undefined> => {
    const path = `/api/canteen/sheet?day=${day}&tab=all`;
    const { body } = await app().client.send('GET', path, { as: buyer });
    const { needOn, rows } = body as { needOn: string; rows: Row[] };
    expect(needOn).to.equal(day);
    return rows.find(({ offerId }) => offerId === crate);
  };

  it('stand on the order sheet with their harvest and what is still free, and can be ordered', async () => {
    const before = await rowOn(DAY);
    expect(before).to.include({ availUnits: 6, batchCode: null });
    expect(before?.preorder).to.deep.equal({ units: 6, harvestOn: HARVEST });
    const shown = before?.price ?? {};
    const placed = await app().client.send('POST', '/api/canteen/orders', {
      as: buyer,
      key: newCommandKey(),
      body: { lines: [{ offerId: crate, units: 4, shown, needOn: DAY }] },
    });
    expect(placed.status, JSON.stringify(placed.body)).to.equal(201);
    const after = await rowOn(DAY);
    expect(after?.preorder).to.deep.equal({ units: 2, harvestOn: HARVEST });
    const { id } = placed.body as { id: string };
    const view = await app().client.send('GET', `/api/orders/${id}`, { as: buyer });
    const { parts } = view.body as { parts: { state: string; allocs: object[] }[] };
    expect(parts.map(({ state }) => state)).to.deep.equal(['awaiting_harvest']);
    expect(parts[0]?.allocs[0]).to.include({ harvestOn: HARVEST });
  });

  it('do not stand there for a day before their harvest', async () => {
    expect(await rowOn(HARVEST)).to.deep.include({ availUnits: 0, preorder: null });
  });

  it('stand in the shop once they could come on its first day, and their page says the rule', async () => {
    const { body } = await app().client.send('GET', '/api/products/ds-pear-1');
    const { offers } = body as { offers: (Row & { deliverOn: string })[] };
    const own = offers.find(({ offerId }) => offerId === box);
    expect(own?.preorder).to.deep.include({ harvestOn: HARVEST });
    expect(own?.deliverOn).to.equal(DAY);
  });
});
