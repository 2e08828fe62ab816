export type { AccountRow, OrderAccount, NewRow, RowLine } from './order-account.ts';
export { allThatIsLeft, fallenAway, shareFen } from './order-account.ts';
export type { Alloc, Load, Order, OrderLine, OrderState } from './order.ts';
export { isDelivered, isFree, liveAllocs, moveRefusal, orderNotFound } from './order.ts';
export { createOrders } from './orders.service.ts';
