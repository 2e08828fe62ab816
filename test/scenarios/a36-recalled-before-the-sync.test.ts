import { expect } from 'chai';
import type { ClaimList } from '../../src/features/claims/index.ts';
import type { ReceiptView } from '../../src/features/receiving/index.ts';
import { aRecall, found, onItsWay, settle, voices } from '../support/after-sale.ts';
import { useTestApp } from '../support/app.ts';
import { checkInvariantsAfter } from '../support/invariants.ts';
import { aTrade, type Trade } from '../support/shipping.ts';

describe('a receipt made offline, its lot recalled before the sync (A36)', function () {
  this.timeout(60_000);
  checkInvariantsAfter(() => app());
  const app = useTestApp();
  let trade: Trade;
  const { canteen, see } = voices(
    () => app(),
    () => trade,
  );

  beforeEach(async () => {
    trade = await aTrade(app(), { productId: `ds-pear-${(products += 1)}` });
  });
  let products = 10;

  async function recalledOnTheWay() {
    const { orderId, id } = await onItsWay(app(), trade);
    const madeAt = app().clock.now().toISOString();
    app().clock.advanceMs(3_600_000);
    await aRecall(app(), trade.batch);
    const body = { ...found(trade, { acceptedG: 29_800 }), madeAt, recallListAt: madeAt };
    const key = `offline-${trade.batch}-0001`;
    const made = await canteen(`/api/deliveries/${id}/receipts`, body, key);
    expect(made.status).to.equal(201);
    await settle(app());
    return { orderId, id, body, key, receiptId: (made.body as { id: string }).id };
  }

  async function theClaim() {
    const { claims } = await see<ClaimList>('/api/claims');
    expect(claims).to.have.length(1);
    return claims[0] ?? expect.fail('no claim');
  }

  it('is stored, its grams are not billed, claim and task are open; synced twice it is once', async () => {
    const { orderId, id, body, key, receiptId } = await recalledOnTheWay();
    const again = await canteen(`/api/deliveries/${id}/receipts`, body, key);
    expect(again.body).to.include({ id: receiptId });
    const receipt = await see<ReceiptView>(`/api/receipts/${receiptId}`);
    expect(receipt.state).to.equal('final');
    expect(receipt.lines[0]).to.include({ result: 'accepted_before_notice', acceptedG: 29_800 });
    const account = await app().services.orders.accounts.get(orderId);
    expect(account.chargedFen).to.equal(0);
    const claim = await theClaim();
    expect(claim).to.include({ kind: 'recall', state: 'filed', held: true });
    const { open } = await app().services.tasks.listOf(trade.buyer);
    expect(open.map(({ kind }) => kind)).to.include('grams-on-hand');
  });

  it('is paid for what was used when the canteen says so, once, and not otherwise', async () => {
    const used = await recalledOnTheWay();
    const claim = await theClaim();
    const path = `/api/claims/${claim.id}/answer`;
    const said = { usedG: 29_800, onHandG: 0, destroyedG: 0, pays: true };
    const tooMuch = await canteen(path, { ...said, onHandG: 1 });
    expect(tooMuch.body).to.include({ code: 'claim.answer-too-much' });
    const all = await Promise.all([canteen(path, said), canteen(path, said)]);
    expect(all.map(({ status }) => status)).to.deep.equal([204, 204]);
    await settle(app());
    const account = await app().services.orders.accounts.get(used.orderId);
    expect(account.chargedFen).to.equal(14_900);
    expect(account.rows.map(({ key }) => key)).to.include(
      `bill:${used.receiptId}:1:${trade.batch}`,
    );
    expect((await theClaim()).state).to.equal('resolved');
  });

  it('charges nothing for goods that are destroyed', async () => {
    const { orderId } = await recalledOnTheWay();
    const claim = await theClaim();
    const said = { usedG: 0, onHandG: 0, destroyedG: 29_800, pays: false };
    expect((await canteen(`/api/claims/${claim.id}/answer`, said)).status).to.equal(204);
    await settle(app());
    expect((await app().services.orders.accounts.get(orderId)).chargedFen).to.equal(0);
    expect((await theClaim()).state).to.equal('granted');
  });

  it('makes one of two phones final and keeps the other as evidence, with a task', async () => {
    const { id } = await onItsWay(app(), trade);
    const path = `/api/deliveries/${id}/receipts`;
    await Promise.all([canteen(path, found(trade)), canteen(path, found(trade))]);
    await settle(app());
    const receipts = await app().services.receiving.ofDeliveries([id]);
    expect(receipts.map(({ state }) => state).sort()).to.deep.equal(['conflicting', 'final']);
    const { open } = await app().services.tasks.listOf(trade.buyer);
    expect(open.map(({ kind }) => kind)).to.include('receipt-conflict');
  });

  it('waits for a delivery that has not left, and counts what left in the end', async () => {
    const { fulfilment } = app().services;
    const { id } = await notLeft();
    const made = await canteen(`/api/deliveries/${id}/receipts`, found(trade));
    expect(made.status).to.equal(201);
    const { id: receiptId } = made.body as { id: string };
    app().clock.advanceMs(61 * 60_000);
    await app().services.receiving.resume();
    const { open } = await app().services.tasks.listOf(trade.buyer);
    expect(open.map(({ kind }) => kind)).to.include('receipt-waiting');
    await fulfilment.dispatch(id, { by: 'u', plate: '', driver: '' });
    app().clock.advanceMs(61_000);
    await settle(app());
    const receipt = await see<ReceiptView>(`/api/receipts/${receiptId}`);
    expect(receipt).to.include({ state: 'final' });
    expect(receipt.lines[0]).to.include({ shippedG: 30_000, acceptedG: 30_000, overG: 0 });
  });

  async function notLeft() {
    const { aConfirmedOrder, aPackedDelivery } = await import('../support/shipping.ts');
    const orderId = await aConfirmedOrder(app(), trade);
    return { orderId, id: await aPackedDelivery(app(), orderId) };
  }
});
