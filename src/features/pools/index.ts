/** The feature's public face: other folders import from here and nowhere deeper. */
export { createMovementStore } from './movement.store.ts';
export {
  NO_EXPIRY,
  statusRefusal,
  STOP_RANKS,
  type Balance,
  type Movement,
  type StopRank,
} from './pool.ts';
export type { Outcome } from './decide.service.ts';
export { createStockPool, type StockPool } from './pool.service.ts';
export { createPoolStore, GRAMS } from './pool.store.ts';
export { createStops } from './stock.service.ts';
export { createStockStore, type StockStore } from './stock.store.ts';
export { createTidying, poolLoops } from './tidy.service.ts';
export { createTidyStore } from './tidy.store.ts';
