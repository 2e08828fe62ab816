/** From a confirmed order to goods on the road: other folders import from here and nowhere deeper. */
export type { Aboard, Delivery, Origin, Supplier } from './delivery.ts';
export { deliveryNotFound, ownersOfDelivery } from './delivery.ts';
export { createDeliveryStore } from './delivery.store.ts';
export { createFulfilmentService, type FulfilmentService } from './fulfilment.service.ts';
