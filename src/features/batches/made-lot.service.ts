import { searchForms } from '../../platform/pinyin.ts';
import type { Day } from '../../shared/day.ts';
import { searchEntry } from '../../shared/search.ts';
import { NO_EXPIRY, type StockStore } from '../pools/index.ts';
import { logEntry, type Batch, type OriginShare, type Parent } from './batch.ts';
import type { ProductFacts } from './batch.ports.ts';
import type { BatchStore } from './batch.store.ts';

interface Deps {
  readonly batches: BatchStore;
  readonly stock: Pick<StockStore, 'create'>;
  readonly product: (id: string) => Promise<ProductFacts>;
}

/** What comes out of a transformation, before a gram of it is there. */
export interface MadeLot {
  /** Drawn and stored by the transformation, so that a repeat makes the same lot. */
  readonly code: string;
  readonly sellerId: string;
  readonly by: string;
  readonly at: Date;
  readonly productId: string;
  readonly g: number;
  readonly producedOn: Day;
  readonly works: string | null;
  readonly note: string | null;
  readonly parents: readonly Parent[];
  readonly origins: readonly OriginShare[];
  readonly paperIds: readonly string[];
  /** Its goods are good no longer than those they are made of; null: a shelf life of its own. */
  readonly usableUntil: Date | null;
  /** The hold that will bring its grams in. */
  readonly incomingId: string;
}

/** Lots that are made of others (`trace.md` §4.3): stored with their parents before they hold a gram. */
export function createMadeLots({ batches, stock, product }: Deps) {
  /** An empty draft that nobody can submit but its transformation. Safe to repeat. */
  async function openMade(lot: MadeLot): Promise<void> {
    const { nameZh, nameEn } = await product(lot.productId);
    await batches.insert(madeBatch(lot), searchEntry([lot.code, nameEn, ...searchForms(nameZh)]));
    const { code: id, sellerId: custodianId, productId, producedOn: harvestedOn } = lot;
    await stock.create({ id, custodianId, productId, harvestedOn, usableUntil: NO_EXPIRY });
  }

  /** Its grams are in and its parents were read again: from now on it waits like any other lot. */
  async function ripen(code: string, at: Date): Promise<void> {
    await batches.ripen(code, at);
  }

  /** Nothing came of it. */
  async function abandon(code: string, reason: string): Promise<void> {
    await batches.abandon(code, { by: 'transformation', reason });
  }

  return { openMade, ripen, abandon };
}

function madeBatch(lot: MadeLot): Batch {
  const { code, sellerId, by, at, productId, g, producedOn, works, note, parents, origins } = lot;
  return {
    ...{ code, sellerId, productId, producedOn, works, note, parents, origins },
    ...{ grams: g, paperIds: [...lot.paperIds], incomingId: lot.incomingId },
    command: { key: `made-${code}`, reqHash: code },
    registeredAt: at,
    registeredBy: by,
    kind: 'made',
    baseId: null,
    plotId: null,
    harvestedOn: null,
    photos: [],
    pending: [],
    tests: [],
    step: 'making',
    rev: 0,
    submitNo: 0,
    submission: null,
    submittedAt: null,
    releasedAt: null,
    usableUntil: lot.usableUntil,
    missing: [],
    refusals: [],
    rejection: null,
    log: [logEntry('registered', { id: code, by, at })],
    commands: [],
    due: null,
  };
}
