/** The feature's public face: other folders import from here and nowhere deeper. */
export { createMakingPool, type MakingPool } from './making.service.ts';
export { createMakingStore } from './making.store.ts';
export { createMovementStore } from './movement.store.ts';
export {
  NO_EXPIRY,
  statusRefusal,
  STOP_RANKS,
  type Balance,
  type Movement,
  type Stop,
  type StopRank,
} from './pool.ts';
export type { Outcome } from './decide.service.ts';
export { createStockPool, type StockPool } from './pool.service.ts';
export { createPoolStore } from './pool.store.ts';
export { createLimitPool, createPlanPool, type LimitPoolService } from './limit.service.ts';
export {
  createLimitBook,
  createLimitStore,
  type LimitStore,
  type PoolCollection,
} from './limit.store.ts';
export { createLimitTidying, limitLoops } from './limit-tidy.service.ts';
export type { LimitPool } from './limit.ts';
export { holdSchema } from './pool.model.ts';
export { GRAMS } from './pool-kinds.ts';
export { createStops } from './stock.service.ts';
export { createBringBack } from './return.service.ts';
export { createStockStore, type StockStore } from './stock.store.ts';
export { createTidying, poolLoops } from './tidy.service.ts';
export { createTidyStore } from './tidy.store.ts';
