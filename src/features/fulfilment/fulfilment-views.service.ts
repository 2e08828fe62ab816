import type { Day } from '../../shared/day.ts';
import type { OrderState } from '../orders/index.ts';
import type { Delivery } from './delivery.ts';
import type { DeliveryStore } from './delivery.store.ts';
import { deliveryViewOf } from './fulfilment.schema.ts';
import { orderPartViewOf } from './order-part.schema.ts';
import { pickDays, pickOrders, pickProducts } from './pick-list.ts';
import type { Orders } from './ports.ts';

interface Deps {
  orders: Pick<Orders, 'get' | 'listOfSeller'>;
  deliveries: Pick<DeliveryStore, 'ofOrders'>;
  get: (id: string) => Promise<Delivery>;
}

/** Orders that a cooperative has something to do with before they leave. */
const TO_SHIP: readonly OrderState[] = ['placed', 'confirmed', 'picking', 'packed'];

/** What a cooperative reads while it ships. */
export function createFulfilmentViews({ orders, deliveries, get }: Deps) {
  /** What a cooperative has to ship: the days, and of one day the goods and the receivers. */
  async function pickList(sellerId: string, wanted?: Day) {
    const all = await orders.listOfSeller(sellerId, { states: TO_SHIP });
    const days = pickDays(all);
    const day = wanted ?? days[0]?.day ?? null;
    const ofDay = all.filter(({ needOn }) => needOn === day);
    const notes = await deliveries.ofOrders(ofDay.map(({ _id }) => _id));
    return { day, days, products: pickProducts(ofDay), orders: pickOrders(ofDay, notes) };
  }

  /** @throws AppError `order.not-found` */
  async function orderPart(orderId: string) {
    return orderPartViewOf(await orders.get(orderId), await deliveries.ofOrders([orderId]));
  }

  /** As on its note. @throws AppError `delivery.not-found` */
  async function delivery(id: string) {
    const found = await get(id);
    return deliveryViewOf(found, await orders.get(found.orderId));
  }

  return { pickList, orderPart, delivery };
}
