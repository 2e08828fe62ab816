import { expect } from 'chai';
import { useTestApp } from '../support/app.ts';
import { aReleasedBatch } from '../support/batches.ts';
import { anOffer } from '../support/catalogue.ts';
import { checkInvariantsAfter } from '../support/invariants.ts';
import { anOrganisation, enterOrganisation, theOperator } from '../support/people.ts';
import { aSeller } from '../support/sellers.ts';

interface Row {
  readonly offerId: string;
  readonly price: object;
  readonly tiers: readonly { fromUnits: number; price: object }[];
  readonly contract: { no: string; price: object } | null;
}
interface Line {
  readonly price: object;
  readonly agreementNo?: string;
}

const kilo = (fen: number) => ({ fen, perG: 1_000 });
const [BASE, TIER, CONTRACT] = [kilo(500), kilo(480), kilo(465)];
const DAY = '2026-09-24';

describe('one price from sheet, import and API (A10)', function () {
  this.timeout(60_000);
  checkInvariantsAfter(() => app());
  const app = useTestApp();
  let [seller, canteen, other, offerId] = ['', '', '', ''];

  const send = (as: string, method: string, path: string, body?: object) =>
    app().client.send(method, path, { as, ...(body && { body }) });
  const order = (as: string, units: number, shown: object, needOn = DAY) =>
    send(as, 'POST', '/api/canteen/orders', { lines: [{ offerId, units, shown, needOn }] });
  const rowOf = async (as: string) => {
    const { body } = await send(as, 'GET', `/api/canteen/sheet?day=${DAY}&tab=all`);
    return (body as { rows: Row[] }).rows.find((row) => row.offerId === offerId);
  };
  const lineOf = async (as: string, answer: { body: unknown }) => {
    const { id } = answer.body as { id: string };
    return ((await send(as, 'GET', `/api/orders/${id}`)).body as { lines: Line[] }).lines[0];
  };

  before(async () => {
    const sellerId = await aSeller(app());
    const operator = await theOperator(app().services);
    const enter = () => enterOrganisation(app().services, operator, anOrganisation());
    const [one, two] = [(await enter()).orgId, (await enter()).orgId];
    [seller, canteen, other] = [`cooperative@${sellerId}`, `canteen@${one}`, `canteen@${two}`];
    offerId = await anOffer(app(), { sellerId, channel: 'canteen' });
    await aReleasedBatch(app(), { sellerId, grams: 2_000_000 });
    const tiers = [{ fromUnits: 20, price: TIER }];
    await send(seller, 'PUT', `/api/offers/${offerId}/tiers`, { tiers });
  });

  it('shows the next tier on the sheet, and charges it from that many on', async () => {
    expect(await rowOf(other)).to.deep.include({ price: BASE, contract: null });
    expect((await rowOf(other))?.tiers).to.deep.equal([{ fromUnits: 20, price: TIER }]);
    expect((await order(other, 20, BASE)).body).to.include({ code: 'price.changed' });
    expect((await order(other, 20, TIER)).status).to.equal(201);
    expect((await order(other, 19, BASE)).status).to.equal(201);
  });

  it('charges a contract price only once the buyer’s approver consented, then everywhere', async () => {
    const proposed = await send(seller, 'POST', '/api/price-agreements', {
      ...{ no: 'HT-2026-09', buyerId: canteen.split('@')[1], offerId, rule: 'fixed' },
      ...{ price: CONTRACT, per: { perG: 1_000 } },
      ...{ validFrom: '2026-09-21', validTo: '2026-09-24' },
    });
    expect(proposed.status, JSON.stringify(proposed.body)).to.equal(201);
    const { id } = proposed.body as { id: string };
    expect((await rowOf(canteen))?.contract).to.equal(null);

    const approve = (as: string) => send(as, 'PUT', `/api/price-agreements/${id}/approval`, {});
    expect((await approve(other)).status).to.equal(404);
    expect((await approve(canteen.replace('canteen@', 'canteen+buyer@'))).status).to.equal(403);
    expect((await approve(canteen)).status).to.equal(204);
    expect((await approve(canteen)).status).to.equal(204); // twice is once

    const row = await rowOf(canteen);
    expect(row?.contract).to.deep.include({ no: 'HT-2026-09', price: CONTRACT });
    expect((await rowOf(other))?.contract).to.equal(null);
    expect((await order(canteen, 2, BASE)).body).to.include({ code: 'price.changed' });
    const placed = await order(canteen, 2, CONTRACT);
    expect(placed.status).to.equal(201);
    expect(await lineOf(canteen, placed)).to.deep.include({
      price: CONTRACT,
      agreementNo: 'HT-2026-09',
    });
  });

  it('charges the same after an import as by hand', async () => {
    const { body } = await send(canteen, 'POST', '/api/canteen/sheet-paste', {
      text: '酥梨\t45kg',
    });
    const [row] = (
      body as { rows: { state: string; choices: { offerId: string; units: number }[] }[] }
    ).rows;
    expect(row).to.deep.include({ state: 'matched' });
    const [choice] = row?.choices ?? [];
    expect(choice).to.include({ offerId, units: 3 });
    expect((await order(canteen, choice?.units ?? 0, CONTRACT)).status).to.equal(201);
  });

  it('goes back to the tier and the base on the day after the contract', async () => {
    expect((await order(canteen, 2, CONTRACT, '2026-09-28')).body).to.include({
      code: 'price.changed',
    });
    expect((await order(canteen, 2, BASE, '2026-09-28')).status).to.equal(201);
  });

  it('keeps what the price was for the buyer to read', async () => {
    const page = await send(canteen, 'GET', `/canteen/prices/${offerId}`);
    expect(page.status).to.equal(200);
    expect(page.body).to.contain('HT-2026-09');
  });
});
