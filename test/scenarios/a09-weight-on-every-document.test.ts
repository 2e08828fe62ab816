import { expect } from 'chai';
import type { DeliveryView, OrderPartView } from '../../src/features/fulfilment/index.ts';
import type { ReceiptView } from '../../src/features/receiving/index.ts';
import { found, onItsWay, settle, voices } from '../support/after-sale.ts';
import { useTestApp } from '../support/app.ts';
import { aReleasedBatch, aStoredPhoto } from '../support/batches.ts';
import { checkInvariantsAfter } from '../support/invariants.ts';
import { aConfirmedOrder, aPackedDelivery, aTrade, type Trade } from '../support/shipping.ts';

describe('weights on every document (A9, A16, A35, A33)', function () {
  this.timeout(60_000);
  checkInvariantsAfter(() => app());
  const app = useTestApp();
  let trade: Trade;
  const { canteen, seller, see } = voices(
    () => app(),
    () => trade,
  );

  before(async () => {
    trade = await aTrade(app(), { productId: 'ds-pear-70' });
  });

  it('a weight changed after packing shows on every document, beside what was ordered (A9)', async () => {
    const orderId = await aConfirmedOrder(app(), trade);
    const first = await aPackedDelivery(app(), orderId);
    const { allocs } = await app().services.orders.orders.get(orderId);
    const hid = allocs[0]?.hid;
    await seller(`/api/deliveries/${first}/parts-off`, { hid });
    expect((await seller(`/api/order-parts/${orderId}/weights`, { hid, g: 29_600 })).status).to.eql(
      204,
    );
    const made = await seller(`/api/order-parts/${orderId}/deliveries`, {});
    const { id } = made.body as { id: string };
    await seller(`/api/deliveries/${id}/dispatch`, {});
    const note = await see<DeliveryView>(`/api/deliveries/${id}`);
    expect(note.lines[0]).to.include({ orderedG: 30_000, g: 29_600 });
    const part = await see<OrderPartView>(`/api/order-parts/${orderId}`, 'seller');
    expect(part.lines[0]?.parts[0]).to.include({ orderedG: 30_000, g: 29_600 });
    const receipt = await canteen(
      `/api/deliveries/${id}/receipts`,
      found(trade, { acceptedG: 29_500 }),
    );
    const { id: receiptId } = receipt.body as { id: string };
    const seen = await see<ReceiptView>(`/api/receipts/${receiptId}`);
    expect(seen.lines[0]).to.include({ shippedG: 29_600, acceptedG: 29_500, shortageG: 100 });
    const { rows } = await see<{ rows: object[] }>('/api/ledger');
    expect(rows[0]).to.include({ orderedG: 30_000, deliveredG: 29_600, acceptedG: 29_500 });
    await settle(app());
    expect((await app().services.orders.accounts.get(orderId)).chargedFen).to.equal(14_750);
  });

  it('keeps each quantity as its own fact, with the words of the driver (A16)', async () => {
    const { id } = await onItsWay(app(), trade, 29_900);
    const photo = await aStoredPhoto(app(), trade.canteen.orgId);
    const driver = { name: '王师傅', agrees: false, words: '装车时是好的' };
    const refused = { rejectedG: 2_000, reason: 'spoiled', photos: [photo] };
    const said = { ...found(trade, { acceptedG: 27_000, ...refused }), driver };
    const made = await canteen(`/api/deliveries/${id}/receipts`, said);
    const { id: receiptId } = made.body as { id: string };
    const { lines, billed, driver: heard } = await see<ReceiptView>(`/api/receipts/${receiptId}`);
    expect(lines[0]).to.include({
      ...{ shippedG: 29_900, overG: 0, acceptedG: 27_000, rejectedG: 2_000, shortageG: 900 },
    });
    expect(billed[0]).to.include({ bookedG: 30_000, acceptedG: 27_000, billedG: 27_000 });
    expect(heard).to.deep.equal(driver);
  });

  it('short by 3 kg on account: billed as accepted, no claim, the seller hears of it (A35)', async () => {
    const { id, orderId } = await onItsWay(app(), trade);
    await canteen(`/api/deliveries/${id}/receipts`, found(trade, { acceptedG: 27_000 }));
    await settle(app());
    expect((await app().services.orders.accounts.get(orderId)).chargedFen).to.equal(13_500);
    const body = { kind: 'short', words: '少 3 千克', lines: [{ no: 1, countedG: 27_000 }] };
    const claim = await canteen(`/api/order-parts/${orderId}/claims`, body);
    expect(claim.body).to.include({ code: 'claim.kind-not-here' });
    const told = await app().services.notifications.inboxOf(trade.sellerId);
    expect(told.map(({ kind }) => kind)).to.include('receipt-short');
  });

  it('takes back what was refused into a new held lot, and no gram more (A33)', async () => {
    const { id } = await onItsWay(app(), trade);
    const photo = await aStoredPhoto(app(), trade.canteen.orgId);
    const refused = { acceptedG: 25_000, rejectedG: 5_000, reason: 'damaged', photos: [photo] };
    await canteen(`/api/deliveries/${id}/receipts`, found(trade, refused));
    await settle(app());
    const back = (g: number, key?: string) =>
      seller(`/api/deliveries/${id}/returns`, { line: 1, batchId: trade.batch, g }, key);
    expect((await back(5_001)).body).to.include({
      code: 'return.more-than-rejected',
      leftG: 5_000,
    });
    const key = 'return-of-damaged-pears-1';
    const both = await Promise.all([back(5_000, key), back(5_000, key)]);
    expect(both.map(({ status }) => status)).to.deep.equal([201, 201]);
    await settle(app());
    const code = (both[0].body as { batchId: string }).batchId;
    const lot = await app().services.pool.get(code);
    expect(lot).to.include({ status: 'on_hold', returnedG: 5_000, availG: 5_000, receivedG: 0 });
    expect((await back(1)).body).to.include({ code: 'return.more-than-rejected', leftG: 0 });
    const old = await app().services.pool.get(trade.batch);
    expect(old?.returnedG).to.equal(0);
  });

  it('corrects the book by a note: a new version, the old one stays', async () => {
    const { rows } = await see<{ rows: { id: string; sha256: string }[] }>('/api/ledger');
    const [row] = rows;
    const path = `/api/ledger/${row?.id}/notes`;
    const note = { words: '实为二级果', name: '林老师' };
    const key = 'a-correction-of-grade-1';
    const all = await Promise.all([canteen(path, note, key), canteen(path, note, key)]);
    expect(all.map(({ status }) => status)).to.deep.equal([204, 204]);
    const after = await see<{ rows: { id: string; notes: { words: string }[] }[] }>('/api/ledger');
    expect(after.rows).to.have.length(rows.length);
    const root = row?.id.slice(0, row.id.lastIndexOf(':'));
    const newest = after.rows.find(({ id }) => id === `${root}:2`);
    expect(newest?.notes.map(({ words }) => words)).to.deep.equal(['实为二级果']);
    const { client } = app();
    const book = await client.send('GET', '/api/ledger.xlsx', {
      as: `canteen@${trade.canteen.orgId}`,
    });
    expect([book.status, book.headers.get('content-type')]).to.deep.equal([
      200,
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ]);
    const without = await see<{ rows: object[] }>('/api/ledger?certificate=without');
    expect(without.rows).to.have.length(0);
  });

  it('warns of a run that was too warm: a task, and a draft against the carrier, once', async () => {
    await aReleasedBatch(app(), {
      sellerId: trade.sellerId,
      productId: 'ds-pear-70',
      grams: 60_000,
    });
    const { id, orderId } = await onItsWay(app(), trade);
    const path = `/api/deliveries/${id}/arrive`;
    await Promise.all([canteen(path, { tempC10: 121 }), canteen(path, { tempC10: 121 })]);
    await settle(app());
    const [draft, ...more] = await app().services.claims.ofOrders([orderId]);
    expect([draft?.state, draft?.against, more.length]).to.deep.equal(['draft', 'carrier', 0]);
    const filed = await seller(`/api/claims/${draft?._id}/file`, { words: '冷链中断' });
    expect(filed.status).to.equal(204);
    const settled = { grant: true, words: '承运人赔付 200 元' };
    expect((await seller(`/api/claims/${draft?._id}/decide`, settled)).status).to.equal(204);
    expect((await app().services.claims.get(draft?._id ?? '')).state).to.equal('resolved');
    expect((await app().services.orders.accounts.get(orderId)).creditedFen).to.equal(0);
  });
});
