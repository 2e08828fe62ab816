import { isDelivered } from '../orders/index.ts';
import type { InspectionRecordStore } from './inspection-record.store.ts';
import { recordsOf } from './inspection-record.ts';
import { chargeLines } from './billing.ts';
import type { Deliveries, Orders, People } from './ports.ts';
import type { ReceiptStore } from './receipt.store.ts';
import type { Receipt } from './receipt.ts';

interface Deps {
  receipts: Pick<ReceiptStore, 'markOut'>;
  records: Pick<InspectionRecordStore, 'insert'>;
  deliveries: Pick<Deliveries, 'get' | 'final'>;
  orders: Orders;
  people: Pick<People, 'receiver'>;
  now: () => Date;
}

/** R5: what follows from a final receipt, each effect keyed. Events are taken by the trace writer. */
export function createReceiptEffects(deps: Deps) {
  const { receipts, records, deliveries, orders, people, now } = deps;
  const effects: Readonly<Record<string, (receipt: Receipt) => Promise<void>>> = {
    record: writeRecords,
    charge,
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

  /** The delivery is final; with the last one of an order, what a consumer paid is earned. */
  async function finish({ _id, deliveryId, orderId }: Receipt): Promise<void> {
    await deliveries.final(deliveryId, _id);
    const { n } = await deliveries.get(deliveryId);
    await orders.loaded(orderId, { n, state: 'final' });
    const order = await orders.get(orderId);
    if (isDelivered(order) && order.payBy === 'provider') {
      await orders.row(orderId, { key: 'order:accept', kind: 'accept', lines: [] });
    }
    await orders.advance(orderId);
  }

  return { deliver };
}
