/** From a confirmed order to goods on the road: other folders import from here and nowhere deeper. */
export type { Aboard, Delivery, DeliveryHold, Origin, Supplier } from './delivery.ts';
export { createDeliveryStore } from './delivery.store.ts';
export { createFulfilmentService, type FulfilmentService } from './fulfilment.service.ts';
export { fulfilmentEndpoints, type FulfilmentEndpoint } from './fulfilment.endpoints.ts';
export { fulfilmentLoops } from './fulfilment.loops.ts';
export type { Goods } from './ports.ts';
export {
  byDelivery,
  byOrderPart,
  pickQuery,
  deliveryView,
  deliveryViewOf,
  pickListView,
  type DeliveryView,
  type PickListView,
} from './fulfilment.schema.ts';
export { orderPartView, type OrderPartView } from './order-part.schema.ts';
