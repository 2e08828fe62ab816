import { isDelivered } from '../orders/index.ts';
import type { InspectionRecordStore } from './inspection-record.store.ts';
import { recordsOf } from './inspection-record.ts';
import { chargeLines } from './billing.ts';
import { isHeldLine } from './held-billing.service.ts';
import type { AfterSale, Deliveries, Notify, Orders, People } from './ports.ts';
import type { ReceiptStore } from './receipt.store.ts';
import { noteNoOf, type Receipt } from './receipt.ts';

interface Deps {
  receipts: Pick<ReceiptStore, 'markOut'>;
  records: Pick<InspectionRecordStore, 'insert'>;
  deliveries: Pick<Deliveries, 'get' | 'final'>;
  orders: Orders;
  people: Pick<People, 'receiver'>;
  afterSale: Pick<AfterSale, 'mayReturn' | 'openRecall'>;
  notify: Notify;
  now: () => Date;
}

/** R5: what follows from a final receipt, each effect keyed. Events are taken by the trace writer. */
export function createReceiptEffects(deps: Deps) {
  const { receipts, records, deliveries, orders, people, afterSale, notify, now } = deps;
  const effects: Readonly<Record<string, (receipt: Receipt) => Promise<void>>> = {
    record: writeRecords,
    charge,
    recall: holdBilling,
    returns: openReturns,
    short: createShortNotice(notify),
    delivery: finish,
  };

  async function deliver(receipt: Receipt): Promise<void> {
    for (const { id, kind, doneAt } of receipt.out) {
      const effect = effects[kind];
      if (doneAt !== null || !effect) continue;
      await effect(receipt);
      await receipts.markOut(receipt._id, id, now());
    }
  }

  async function writeRecords(receipt: Receipt): Promise<void> {
    const delivery = await deliveries.get(receipt.deliveryId);
    const { lines: orderLines } = await orders.get(receipt.orderId);
    const canteen = (await people.receiver(receipt.buyerId))?.nameZh ?? receipt.buyerId;
    for (const record of recordsOf({ receipt, delivery, orderLines, canteen })) {
      await records.insert(record);
    }
  }

  async function charge({ _id, orderId, billed }: Receipt): Promise<void> {
    await orders.row(orderId, { key: `bill:${_id}`, kind: 'charge', lines: chargeLines(billed) });
  }

  /** Recalled before it was final: nothing is charged, a claim and its task are open. */
  async function holdBilling(receipt: Receipt): Promise<void> {
    const { _id: receiptId, orderId, deliveryId, buyerId } = receipt;
    for (const { no, batchId, acceptedG: g } of receipt.lines.filter(isHeldLine)) {
      await afterSale.openRecall({ receiptId, orderId, deliveryId, buyerId, no, batchId, g });
    }
  }

  /** What was refused may come back, and no gram more. */
  async function openReturns({ _id: key, deliveryId, lines }: Receipt): Promise<void> {
    for (const { no: line, batchId, rejectedG: g } of lines.filter((one) => one.rejectedG > 0)) {
      await afterSale.mayReturn({ deliveryId, line, batchId }, { key, g });
    }
  }

  /** The delivery is final; with the last one of an order, what a consumer paid is earned. */
  async function finish({ _id, deliveryId, orderId }: Receipt): Promise<void> {
    await deliveries.final(deliveryId, _id);
    const { n, snapshot } = await deliveries.get(deliveryId);
    // This may come before the order was told of the departure: what stayed behind is free either way.
    const isAboard = (hid: string) =>
      snapshot.length === 0 || snapshot.some((part) => part.hid === hid);
    await orders.loaded(orderId, { n, state: 'final' }, ({ allocs }) =>
      allocs.filter(({ hid, d }) => d === n && !isAboard(hid)).map(({ hid }) => hid),
    );
    const order = await orders.get(orderId);
    if (isDelivered(order) && order.payBy === 'provider') {
      await orders.row(orderId, { key: 'order:accept', kind: 'accept', lines: [] });
    }
    await orders.advance(orderId);
  }

  return { deliver };
}

/** 少发: what did not come is not charged; the seller hears of it. */
function createShortNotice(notify: Notify) {
  return async ({ _id, grnNo, sellerId, deliveryId, lines }: Receipt): Promise<void> => {
    const shortG = lines.reduce((sum, { shortageG }) => sum + shortageG, 0);
    await notify({
      _id: `receipt-short:${_id}`,
      kind: 'receipt-short',
      orgId: sellerId,
      href: `/coop/deliveries/${deliveryId}/note`,
      facts: { deliveryId: noteNoOf(grnNo), shortKg: String(shortG / 1000) },
    });
  };
}
