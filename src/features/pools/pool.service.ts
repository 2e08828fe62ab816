import { createArchive, createBook } from './book.service.ts';
import { createDecide, stockReadings, type PoolDeps } from './decide.service.ts';
import { createLeaving } from './leave.service.ts';
import { createSales } from './sale.service.ts';

/**
 * A pool of grams with the holds on it (`orders.md` §4 P1–P12): every function may be repeated, in
 * any order and at once with any other, and sells no gram twice. What a statement could not do is
 * read and decided, never guessed.
 */
export function createStockPool(deps: PoolDeps) {
  const parts = { ...deps, ...createDecide(stockReadings(deps)) };
  return {
    ...createSales(parts),
    ...createLeaving(parts),
    ...createBook(parts),
    ...createArchive(parts),
    get: (poolId: string) => deps.pools.get(poolId),
    /** Oldest row first. */
    book: (poolId: string) => deps.movements.ofBatch(poolId),
  };
}

export type StockPool = ReturnType<typeof createStockPool>;
