import { expect } from 'chai';
import type { ReceiptView } from '../../src/features/receiving/index.ts';
import type { Actor } from '../../src/shared/actor.ts';
import { useTestApp } from '../support/app.ts';
import { aStoredPhoto } from '../support/batches.ts';
import { checkInvariantsAfter } from '../support/invariants.ts';
import { PASSWORD, aCommand, addMember } from '../support/people.ts';
import { aConfirmedOrder, aPackedDelivery, aTrade, type Trade } from '../support/shipping.ts';

const PLATE = { by: 'u-packer', plate: '皖L·示例', driver: '' };

describe('shipping and receiving', function () {
  this.timeout(60_000);
  after('the record is written', async () => {
    while ((await app().services.trace.drain()) > 0);
  });
  checkInvariantsAfter(() => app()); // before the hook that drops the database
  const app = useTestApp();
  let trade: Trade;

  before(async () => {
    trade = await aTrade(app());
  });

  const asCanteen = () => `canteen@${trade.canteen.orgId}`;
  const asSeller = () => `cooperative@${trade.sellerId}`;

  async function arrived(weighedG?: number): Promise<{ orderId: string; id: string }> {
    const orderId = await aConfirmedOrder(app(), trade);
    const id = await aPackedDelivery(app(), orderId, weighedG);
    await app().services.fulfilment.dispatch(id, PLATE);
    return { orderId, id };
  }

  function found(overrides: object = {}) {
    const line = { no: 1, batchId: trade.batch, acceptedG: 30_000, rejectedG: 0 };
    return { name: '林老师', lines: [{ ...line, checks: ['look', 'papers'], ...overrides }] };
  }

  function post(path: string, body?: unknown, as = asCanteen()) {
    return app().client.send('POST', path, { as, ...(body !== undefined && { body }) });
  }

  it('shows a cooperative what to pick, by product and by receiver', async () => {
    const orderId = await aConfirmedOrder(app(), trade);
    const { body } = await app().client.send('GET', '/api/fulfilment', { as: asSeller() });
    const list = body as { products: { orderedG: number }[]; orders: { id: string }[] };
    expect(list.orders.map(({ id }) => id)).to.include(orderId);
    expect(list.products[0]?.orderedG).to.be.at.least(30_000);
  });

  it('asks again for a weight ten times off, with both figures', async () => {
    const orderId = await aConfirmedOrder(app(), trade);
    await post(`/api/order-parts/${orderId}/pick`, undefined, asSeller());
    const { allocs } = await app().services.orders.orders.get(orderId);
    const weight = { hid: allocs[0]?.hid, g: 300_000 };
    const path = `/api/order-parts/${orderId}/weights`;
    const refused = await post(path, weight, asSeller());
    expect(refused.body).to.include({ code: 'weight.confirm', g: 300_000, nominalG: 30_000 });
    const confirm = { g: 300_000, nominalG: 30_000 };
    expect((await post(path, { ...weight, confirm }, asSeller())).status).to.equal(204);
    const again = { hid: allocs[0]?.hid, g: 30_000 };
    expect((await post(path, again, asSeller())).status).to.equal(204);
  });

  it('takes a delivery from the scale to the ledger', async () => {
    const { orderId, id } = await arrived(29_500);
    const made = await post(`/api/deliveries/${id}/receipts`, found({ acceptedG: 29_400 }));
    expect(made.status).to.equal(201);
    const { id: receiptId } = made.body as { id: string };
    const { body } = await app().client.send('GET', `/api/receipts/${receiptId}`, {
      as: asCanteen(),
    });
    const receipt = body as ReceiptView;
    expect(receipt.state).to.equal('final');
    expect(receipt.lines[0]).to.include({ shippedG: 29_500, acceptedG: 29_400, shortageG: 100 });
    expect(receipt.billed[0]).to.include({ billedG: 29_400, fen: 14_700 });
    const account = await app().services.orders.accounts.get(orderId);
    expect(account.chargedFen).to.equal(14_700);
    expect((await app().services.orders.orders.get(orderId)).state).to.equal('closed');
    const ledger = await app().client.send('GET', '/api/ledger', { as: asCanteen() });
    expect((ledger.body as { rows: object[] }).rows).to.have.length(1);
    const csv = await app().client.send('GET', '/api/ledger.csv', { as: asCanteen() });
    expect(csv.body).to.contain('29.400').and.to.contain('林老师');
  });

  it('wants a reason and a photo for a refusal, and writes the record of it', async () => {
    const { id } = await arrived();
    const path = `/api/deliveries/${id}/receipts`;
    const bad = await post(path, found({ acceptedG: 20_000, rejectedG: 10_000 }));
    expect(bad.body).to.include({ code: 'receipt.reason-missing' });
    const photo = await aStoredPhoto(app(), trade.canteen.orgId);
    const good = found({ acceptedG: 0, rejectedG: 30_000, reason: 'spoiled', photos: [photo] });
    expect((await post(path, good)).status).to.equal(201);
    const ledger = await app().client.send('GET', '/api/ledger', { as: asCanteen() });
    const { rows } = ledger.body as { rows: { result: string; acceptedG: number }[] };
    expect(rows.find(({ result }) => result === 'rejected')?.acceptedG).to.equal(0);
  });

  it('makes one of two phones final and keeps the other as evidence', async () => {
    const { id, orderId } = await arrived();
    const path = `/api/deliveries/${id}/receipts`;
    const [one, other] = await Promise.all([
      post(path, found({ acceptedG: 29_000 })),
      post(path, found({ acceptedG: 28_000 })),
    ]);
    expect([one.status, other.status]).to.eql([201, 201]);
    const receipts = await app().services.receiving.ofDeliveries([id]);
    expect(receipts.map(({ state }) => state).sort()).to.eql(['conflicting', 'final']);
    expect((await app().services.orders.accounts.get(orderId)).rows).to.have.length.at.most(3);
  });

  it('leaves once, however many ask at once', async () => {
    const id = await aPackedDelivery(app(), await aConfirmedOrder(app(), trade));
    const { fulfilment, pool } = app().services;
    const before = (await pool.get(trade.batch))?.shippedG ?? 0;
    const all = await Promise.all([1, 2, 3].map(() => fulfilment.dispatch(id, PLATE)));
    expect(all.map(({ state }) => state)).to.eql(['dispatched', 'dispatched', 'dispatched']);
    expect((await pool.get(trade.batch))?.shippedG).to.equal(before + 30_000);
    await post(`/api/deliveries/${id}/receipts`, found());
  });

  it('never ships what is stopped: on the road or stopped, not both', async () => {
    const stopped = await aTrade(app(), { productId: 'ds-pear-2' });
    const id = await aPackedDelivery(app(), await aConfirmedOrder(app(), stopped));
    const { fulfilment, batches, pool } = app().services;
    const actor: Actor = {
      ...{ userId: 'u-seller', orgId: stopped.sellerId, role: 'cooperative', duties: [] },
    };
    const stop = batches.stop(stopped.batch, '怀疑', { actor, command: aCommand() });
    const [left] = await Promise.all([fulfilment.dispatch(id, PLATE), stop]);
    const hold = (await pool.get(stopped.batch))?.holds.find(({ kind }) => kind === 'sale');
    expect([left.state, hold?.s]).to.be.deep.oneOf([
      ['dispatched', 'shipped'],
      ['void', 'sold'],
    ]);
  });

  it('wants two signatures in a school, the second by password or session', async () => {
    const school = await aTrade(app(), { school: true, productId: 'ds-pear-3' });
    const orderId = await aConfirmedOrder(app(), school);
    const id = await aPackedDelivery(app(), orderId);
    await app().services.fulfilment.dispatch(id, PLATE);
    const second = await addMember(app().services, school.canteen, ['receiver']);
    const as = `canteen@${school.canteen.orgId}`;
    const line = { no: 1, batchId: school.batch, acceptedG: 30_000, rejectedG: 0 };
    const made = await post(`/api/deliveries/${id}/receipts`, { name: '甲', lines: [line] }, as);
    const { id: receiptId } = made.body as { id: string };
    const state = async () => (await app().services.receiving.get(receiptId)).state;
    expect(await state()).to.equal('signed_once');
    const path = `/api/receipts/${receiptId}/sign-with`;
    const wrong = { name: '乙', login: second.login, password: 'not the password' };
    expect((await post(path, wrong, as)).body).to.include({ code: 'receipt.wrong-inspector' });
    expect((await post(path, { ...wrong, password: PASSWORD }, as)).status).to.equal(204);
    expect(await state()).to.equal('final');
  });

  it('accepts a canteen delivery after 7 days of silence, and says so', async () => {
    const { id } = await arrived();
    await app().services.fulfilment.arrive(id);
    app().clock.advanceMs(8 * 24 * 3_600_000);
    await app().services.receiving.acceptSilence();
    const [receipt] = await app().services.receiving.ofDeliveries([id]);
    expect(receipt).to.include({ state: 'final', by: 'silence' });
    expect(receipt?.lines[0]?.result).to.equal('not_inspected');
  });
});
