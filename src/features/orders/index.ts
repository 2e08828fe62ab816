export type { AccountRow, OrderAccount, NewRow, RowLine } from './order-account.ts';
export { allThatIsLeft, fallenAway, shareFen } from './order-account.ts';
export type { Alloc, Order, OrderLine, OrderState } from './order.ts';
export {
  isDelivered,
  isFree,
  liveAllocs,
  moveRefusal,
  newestWeight,
  orderNotFound,
  ownersOfOrder,
  unweighed,
} from './order.ts';
export { createOrderStore, type OrderStore } from './order.store.ts';
