import { searchForms } from '../../platform/pinyin.ts';
import { searchEntry } from '../../shared/search.ts';
import { NO_EXPIRY, type StockStore } from '../pools/index.ts';
import { batchNotFound, logEntry, madeOnOf, type Batch } from './batch.ts';
import type { BatchStore } from './batch.store.ts';
import type { ProductFacts } from './batch.ports.ts';
import type { StopCarrying } from './stop-carrying.service.ts';

interface Deps {
  readonly batches: BatchStore;
  readonly stock: Pick<StockStore, 'create'>;
  readonly carrying: Pick<StopCarrying, 'order'>;
  readonly product: (id: string) => Promise<ProductFacts>;
}

/** Goods that came back 退货, on the way into a lot of their own. */
export interface ReturnedLot {
  /** Drawn and stored by the return, so that a repeat makes the same lot. */
  readonly code: string;
  /** The lot they left in. */
  readonly of: string;
  readonly g: number;
  readonly by: string;
  readonly at: Date;
  readonly reason: string;
}

/** Returned goods never go back into their old lot: a new one, stopped before it holds a gram. */
export function createReturnedLots({ batches, stock, carrying, product }: Deps) {
  /**
   * The lot with its stop; the grams follow. Safe to repeat.
   * @throws AppError `batch.not-found`
   */
  return async function openReturned(lot: ReturnedLot): Promise<void> {
    const source = await batches.byCode(lot.of);
    if (!source) throw batchNotFound(lot.of);
    const { nameZh, nameEn } = await product(source.productId);
    const batch = returnedBatch(source, lot);
    await batches.insert(batch, searchEntry([lot.code, nameEn, ...searchForms(nameZh)]));
    const { sellerId: custodianId, productId } = source;
    const usableUntil = source.usableUntil ?? NO_EXPIRY;
    await stock.create({
      ...{ id: lot.code, custodianId, productId, harvestedOn: madeOnOf(source), usableUntil },
    });
    const stop = { root: lot.code, stopId: `return:${lot.code}`, rank: 'seller' as const };
    await carrying.order({ ...stop, by: lot.by, reason: lot.reason, at: lot.at });
  };
}

/** Dates, place and papers are those of the goods; what was sold once is not harvested again. */
function returnedBatch(source: Batch, { code, of, g, by, at, reason }: ReturnedLot): Batch {
  return {
    ...source,
    code,
    command: { key: `return-${code}`, reqHash: code },
    registeredAt: at,
    registeredBy: by,
    grams: g,
    parents: [{ batchId: of, g }],
    incomingId: null,
    note: `${reason} ← ${of}`,
    pending: [],
    step: 'submitted',
    rev: 0,
    submission: null,
    submittedAt: at,
    releasedAt: null,
    missing: [],
    refusals: [],
    rejection: null,
    log: [logEntry('registered', { id: code, by, at, words: reason })],
    commands: [],
    due: null,
  };
}
