import type { BaseService } from '../features/bases/index.ts';
import {
  createBatchService,
  createBatchStore,
  createStopStore,
} from '../features/batches/index.ts';
import type { CatalogueService } from '../features/catalogue/index.ts';
import type { MediaService } from '../features/media/index.ts';
import { validOn, type PaperService } from '../features/papers/index.ts';
import {
  createBringBack,
  createMovementStore,
  createPoolStore,
  createStockPool,
  createStockStore,
  createStops,
  GRAMS,
} from '../features/pools/index.ts';
import { createLabelService, createLabelStore } from '../features/prints/index.ts';
import { createVerificationStore } from '../features/supervision/index.ts';
import { qrSvg } from '../platform/qr.ts';
import { createFieldStores } from './field.ts';
import type { World } from './world.ts';

interface Parts {
  readonly papers: PaperService;
  readonly bases: BaseService;
  readonly catalogue: CatalogueService;
  readonly attachFiles: MediaService['attach'];
  readonly organisation: (id: string) => Promise<{ nameZh: string; nameEn: string } | undefined>;
}

/** Batches and their grams. */
export function createGoods(
  { db, now, newCode, publicUrl }: World,
  { papers, bases, catalogue, attachFiles, organisation }: Parts,
) {
  const stock = createStockStore(db);
  const movements = createMovementStore(db);
  const pool = createStockPool({ pools: createPoolStore(db, GRAMS), movements, now });
  const stops = createStops({ stock, read: (id) => pool.get(id) });
  const field = createFieldStores({ db, now });
  const ports = {
    ...{ papers: { ...papers, validOn }, bases, product: catalogue.product, attachFiles },
    harvested: field.harvested,
  };
  const verifications = createVerificationStore(db);
  const verdictsOf = (codes: readonly string[]) => verifications.newestOfMany(codes);
  const stopDocs = createStopStore(db);
  const batches = createBatchService({
    ...{ batches: createBatchStore(db), stopDocs, ports, grams: { pool, stock, stops } },
    ...{ verdictsOf, newCode, now },
  });
  const labels = createLabelService({
    ...{ labels: createLabelStore(db), facts: batches.facts, sellerName: organisation },
    ...{ qrSvg, publicUrl, now },
  });
  const bringBack = createBringBack({ stock, read: (id) => pool.get(id), now });
  const recallList = () => stock.recalled(5_000);
  return { field, pool, batches, stopDocs, labels, bringBack, recallList };
}
