import { certificateSaid, type BatchService } from '../features/batches/index.ts';
import type { CatalogueService } from '../features/catalogue/index.ts';
import {
  createMakingJob,
  createMakingRecord,
  createMakingService,
  createWorkStore,
  type LotFacts,
  type MadeSaid,
  type MadeLotPort,
} from '../features/making/index.ts';
import {
  createMakingPool,
  createMakingStore,
  createMovementStore,
  createPoolStore,
  GRAMS,
  NO_EXPIRY,
  type StockPool,
} from '../features/pools/index.ts';
import { dayAt } from '../shared/day.ts';
import type { World } from './world.ts';

interface Parts {
  readonly batches: BatchService;
  readonly pool: StockPool;
  readonly catalogue: Pick<CatalogueService, 'product'>;
}

/** Making new lots of others 加工/分装. */
export function createMaking(
  { db, now, newCode }: World,
  { batches, pool, catalogue: { product } }: Parts,
) {
  const works = createWorkStore(db);
  const making = createMakingPool({
    making: createMakingStore(db),
    pools: createPoolStore(db, GRAMS),
    movements: createMovementStore(db),
    now,
  });
  const job = createMakingJob({
    ...{ works, pool: making, lots: lotsOn(batches, now), record: pool.record, now },
  });
  const lotOf = lotFactsOn(batches);
  return {
    making: createMakingService({ works, lotOf, product, job, newCode, now }),
    makingJob: job,
    makingFacts: createMakingRecord({ works, said: saidOn(batches), now }),
  };
}

/** How a transformation reaches the lots it makes. */
function lotsOn(batches: BatchService, now: () => Date): MadeLotPort {
  const { made, carryTo, advance, get } = batches;

  /** What is packed again stays what its papers say; what is mixed or cut needs new ones. */
  async function inherited(kind: string, from: string | undefined): Promise<readonly string[]> {
    return kind === 'pack' && from !== undefined ? (await get(from)).paperIds : [];
  }

  return {
    open: async (making, { code, productId, g, origins }, incomingId) => {
      const {
        orgId: sellerId,
        by,
        at,
        kind,
        producedOn,
        works,
        note,
        inputs,
        usableUntil,
      } = making;
      const paperIds = await inherited(kind, inputs[0]?.batchId);
      await made.openMade({
        ...{ code, sellerId, by, at, productId, g, producedOn, works, note, origins },
        ...{ parents: inputs, paperIds, usableUntil, incomingId },
      });
    },
    ripen: async (code, at) => {
      await made.ripen(code, at);
      await advance(code);
    },
    abandon: made.abandon,
    carryTo: (code, stop) => carryTo(code, stop, now()),
  };
}

/** A lot as an input: where its grams came from, and how much came in. */
function lotFactsOn({ facts }: Pick<BatchService, 'facts'>) {
  return async (batchId: string): Promise<LotFacts> => {
    const { batch, balance, base, product } = await facts(batchId);
    const own = {
      baseId: base?.id ?? null,
      countyId: base?.countyId ?? product.countyId,
      g: batch.grams,
    };
    return {
      batchId,
      productId: batch.productId,
      incomingG: balance.receivedG + balance.transformedInG + balance.returnedG,
      origins: batch.origins.length > 0 ? batch.origins : [own],
      usableUntil: balance.usableUntil,
    };
  };
}

/** A lot as the record of a work tells of it: its papers as they are when it is told. */
function saidOn({ facts }: Pick<BatchService, 'facts'>) {
  return async (batchId: string): Promise<MadeSaid> => {
    const { batch, balance, product, papers } = await facts(batchId);
    const certificate = certificateSaid(papers);
    const licenceNo = papers.find(({ kind }) => kind === 'production_licence')?.no;
    const isCertified = product.papersRequired.includes('conformity_certificate');
    return {
      productId: batch.productId,
      ...(balance.usableUntil < NO_EXPIRY && { bestBefore: dayAt(balance.usableUntil) }),
      ...(certificate && { certificate }),
      isAwaited: isCertified && !certificate && batch.step !== 'rejected',
      ...(licenceNo !== undefined && { licenceNo }),
      quarantineNos: papers.flatMap(({ kind, no }) => (kind.startsWith('quarantine') ? [no] : [])),
    };
  };
}
