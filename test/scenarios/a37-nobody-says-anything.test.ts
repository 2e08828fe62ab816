import { expect } from 'chai';
import { aParcel, aShop, onItsWay, settle, voices } from '../support/after-sale.ts';
import { useTestApp } from '../support/app.ts';
import { checkInvariantsAfter } from '../support/invariants.ts';
import { aTrade, type Trade } from '../support/shipping.ts';

const DAY_MS = 86_400_000;

describe('nobody says anything (A37)', function () {
  this.timeout(60_000);
  checkInvariantsAfter(() => app());
  const app = useTestApp();
  let trade: Trade;
  const { see } = voices(
    () => app(),
    () => trade,
  );

  before(async () => {
    trade = await aTrade(app(), { productId: 'ds-pear-60' });
  });

  const kinds = async () => {
    const { open } = await app().services.tasks.listOf(trade.buyer);
    return open.map(({ kind }) => kind);
  };
  const told = async () =>
    (await app().services.notifications.inboxOf(trade.canteen.orgId)).map(({ kind }) => kind);

  it('a canteen is asked after 48 hours, warned on day five, and has received on day seven', async () => {
    const { id, orderId } = await onItsWay(app(), trade);
    const { fulfilment, receiving, orders } = app().services;
    app().clock.advanceMs(9 * DAY_MS);
    await receiving.acceptSilence();
    expect(await receiving.ofDeliveries([id])).to.have.length(0); // never without an arrival

    await fulfilment.arrive(id);
    app().clock.advanceMs(2 * DAY_MS + 1);
    await receiving.acceptSilence();
    expect(await kinds()).to.include('receipt-late');
    expect(await told()).not.to.include('receipt-silent-soon');
    app().clock.advanceMs(3 * DAY_MS);
    await receiving.acceptSilence();
    await receiving.acceptSilence();
    expect((await told()).filter((kind) => kind === 'receipt-silent-soon')).to.have.length(1);
    app().clock.advanceMs(2 * DAY_MS);
    await receiving.acceptSilence();
    await settle(app());
    const [receipt] = await receiving.ofDeliveries([id]);
    expect(receipt).to.include({ state: 'final', by: 'silence', _id: `auto:${id}` });
    expect(await kinds()).to.include('receipt-silence');
    expect((await orders.accounts.get(orderId)).chargedFen).to.equal(15_000);
    const { rows } = await see<{ rows: { result: string; inspectors: string[] }[] }>('/api/ledger');
    expect(rows[0]).to.deep.include({ result: 'not_inspected', inspectors: [] });
  });

  it('a parcel counts as received after ten days, unless it is claimed as missing', async () => {
    const shop = await aShop(app());
    const [quiet, missed] = [
      await aParcel(app(), shop.offerId),
      await aParcel(app(), shop.offerId),
    ];
    app().clock.advanceMs(4 * DAY_MS);
    const body = { kind: 'missing', words: '没收到', lines: [{ no: 1 }] };
    const path = `/api/order-parts/${missed.orderId}/claims`;
    const filed = await app().client.send('POST', path, { as: 'consumer@org-1', body });
    expect(filed.status, JSON.stringify(filed.body)).to.equal(201);
    app().clock.advanceMs(7 * DAY_MS);
    await app().services.receiving.acceptSilence();
    await settle(app());
    const { orders } = app().services;
    const account = await orders.accounts.get(quiet.orderId);
    expect(account.rows.map(({ key }) => key)).to.deep.equal(['order:open', 'order:accept']);
    expect((await orders.orders.get(missed.orderId)).state).to.equal('packed');
  });
});
