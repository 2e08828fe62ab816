import type { StockPool, StockStore } from '../pools/index.ts';
import { viewOf, type BatchView } from './batch.schema.ts';
import type { AttachFiles, VerdictsOf } from './batch.ports.ts';
import { createBatchWriting } from './batch.service.ts';
import type { BatchStore } from './batch.store.ts';
import { createGate } from './gate.service.ts';
import { createBatchJob, type Stops } from './job.service.ts';
import { createBatchReading } from './reading.service.ts';
import { createBatchRecord } from './record.service.ts';
import { createMadeLots } from './made-lot.service.ts';
import { createReturnedLots } from './returned-lot.service.ts';
import { createSelling } from './selling.service.ts';
import { createStopCarrying } from './stop-carrying.service.ts';
import { createBatchStops } from './stop.service.ts';
import type { StopStore } from './stop.store.ts';
import { createSubmissions, type Ports } from './submission.service.ts';

interface Deps {
  readonly batches: BatchStore;
  readonly stopDocs: StopStore;
  readonly ports: Ports & { readonly attachFiles: AttachFiles };
  readonly grams: {
    readonly pool: StockPool;
    readonly stock: StockStore;
    readonly stops: Stops;
  };
  readonly verdictsOf: VerdictsOf;
  readonly newCode: () => string;
  readonly now: () => Date;
}

/** All that can be done with batches, from its parts. */
export function createBatchService({
  batches,
  stopDocs,
  ports,
  grams,
  verdictsOf,
  newCode,
  now,
}: Deps) {
  const { pool, stock, stops } = grams;
  const submissions = createSubmissions({ batches, ports, pool, stock, now });
  const { balanceOf } = submissions;
  const gate = createGate({ batches, ports, stock, balanceOf, now });
  const carrying = createStopCarrying({ batches, stopDocs, stops });
  const job = createBatchJob({ batches, stock, carrying, submissions, gate, now });
  const writing = createBatchWriting({ batches, ports, stock, job, newCode, now });
  const reading = createBatchReading({ batches, ports, pool, stock, gate, verdictsOf });

  /** A batch with what is missing, as its own people see it. @throws AppError `batch.not-found` */
  async function view(code: string): Promise<BatchView> {
    const facts = await reading.facts(code);
    return viewOf(facts, await reading.missing(facts));
  }

  /** Its pre-orders have their parts: the gate may put the rest on sale. */
  async function bound(code: string): Promise<void> {
    await stock.bound(code);
    await job.advance(code);
  }

  return {
    ...writing,
    ...reading,
    ...createSelling({ stock, verdictsOf, now }),
    ...createBatchStops({ batches, stopDocs, stops, carrying, job, now }),
    made: createMadeLots({ batches, stock, product: ports.product }),
    openReturned: createReturnedLots({ batches, stock, carrying, product: ports.product }),
    carryOut: carrying.carryOut,
    carryTo: carrying.carryTo,
    ...createBatchRecord({ batches, ports }),
    ...job,
    bound,
    view,
  };
}

export type BatchService = ReturnType<typeof createBatchService>;
