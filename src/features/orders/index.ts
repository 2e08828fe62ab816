export type { OrderAccount, NewRow, RowLine } from './order-account.ts';
export { allThatIsLeft, fallenAway } from './order-account.ts';
export type { Alloc, Order, OrderLine, OrderState } from './order.ts';
