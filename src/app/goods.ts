import type { BaseService } from '../features/bases/index.ts';
import { createBatchService, createBatchStore } from '../features/batches/index.ts';
import type { CatalogueService } from '../features/catalogue/index.ts';
import type { MediaService } from '../features/media/index.ts';
import { validOn, type PaperService } from '../features/papers/index.ts';
import {
  createMovementStore,
  createPoolStore,
  createStockPool,
  createStockStore,
  createStops,
  GRAMS,
} from '../features/pools/index.ts';
import type { World } from './services.ts';

interface Parts {
  readonly papers: PaperService;
  readonly bases: BaseService;
  readonly catalogue: CatalogueService;
  readonly attachFiles: MediaService['attach'];
}

/** Batches and their grams. */
export function createGoods(
  { db, now, newCode }: World,
  { papers, bases, catalogue, attachFiles }: Parts,
) {
  const stock = createStockStore(db);
  const movements = createMovementStore(db);
  const pool = createStockPool({ pools: createPoolStore(db, GRAMS), movements, now });
  const stops = createStops({ stock, read: (id) => pool.get(id) });
  const ports = { papers: { ...papers, validOn }, bases, product: catalogue.product, attachFiles };
  const batches = createBatchService({
    ...{ batches: createBatchStore(db), ports, grams: { pool, stock, stops } },
    ...{ newCode, now },
  });
  return { pool, batches };
}
