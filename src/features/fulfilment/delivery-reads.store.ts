import { trusted } from '../../platform/database.ts';
import type { deliveryModel, DeliveryDoc } from './delivery.model.ts';
import type { Delivery, DeliveryState } from './delivery.ts';

/** Lists of deliveries. */
export function createDeliveryReads(Deliveries: ReturnType<typeof deliveryModel>) {
  return {
    async ofOrders(orderIds: readonly string[]): Promise<Delivery[]> {
      const docs = await Deliveries.find({ orderId: trusted({ $in: [...orderIds] }) })
        .sort({ orderId: 1, n: 1, _id: 1 })
        .lean();
      return docs.map((doc) => toDelivery(doc));
    },

    /** On their way to a buyer, or there and not received; the soonest first. */
    async ofBuyer(buyerId: string, states: readonly DeliveryState[]): Promise<Delivery[]> {
      const docs = await Deliveries.find({ buyerId, state: trusted({ $in: [...states] }) })
        .sort({ needOn: 1, _id: 1 })
        .limit(200)
        .lean();
      return docs.map((doc) => toDelivery(doc));
    },

    /** Deliveries whose event is not written yet. */
    async waitingFor(kind: string, limit: number): Promise<Delivery[]> {
      const docs = await Deliveries.find({ out: trusted({ $elemMatch: { kind, doneAt: null } }) })
        .sort({ dispatchedAt: 1, _id: 1 })
        .limit(limit)
        .lean();
      return docs.map((doc) => toDelivery(doc));
    },

    /** Parcels that left before `before` and of which the consumer says nothing. */
    async silentRetail(before: Date, limit: number): Promise<Delivery[]> {
      const docs = await Deliveries.find({
        channel: 'retail',
        state: trusted({ $in: ['dispatched', 'delivered'] }),
        dispatchedAt: trusted({ $lte: before }),
        receiptId: null,
      })
        .sort({ dispatchedAt: 1, _id: 1 })
        .limit(limit)
        .lean();
      return docs.map((doc) => toDelivery(doc));
    },

    /** Goods that stand at a canteen since `before` and nobody received: never without an arrival. */
    async silentCanteen(before: Date, limit: number): Promise<Delivery[]> {
      const docs = await Deliveries.find({
        channel: 'canteen',
        state: 'delivered',
        deliveredAt: trusted({ $ne: null, $lte: before }),
        receiptId: null,
      })
        .sort({ deliveredAt: 1, _id: 1 })
        .limit(limit)
        .lean();
      return docs.map((doc) => toDelivery(doc));
    },
  };
}

export function toDelivery(doc: DeliveryDoc): Delivery;
export function toDelivery(doc: DeliveryDoc | null): Delivery | undefined;
export function toDelivery(doc: DeliveryDoc | null): Delivery | undefined {
  return (doc ?? undefined) as Delivery | undefined; // lean: stored exactly as the type says
}
