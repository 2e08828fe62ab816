import { dayAt } from '../../shared/day.ts';
import type { Balance, StockStore } from '../pools/index.ts';
import { logEntry, madeOnOf, type Batch } from './batch.ts';
import type { PaperFacts } from './batch.ports.ts';
import type { BatchStore } from './batch.store.ts';
import { missingFor, type GatePaper, type Missing } from './gate.ts';
import type { Ports } from './submission.service.ts';

interface Deps {
  readonly batches: BatchStore;
  readonly ports: Pick<Ports, 'papers' | 'product'>;
  readonly stock: StockStore;
  readonly balanceOf: (code: string) => Promise<Balance>;
  readonly now: () => Date;
}

const TRIES = 3;

/** Puts a batch on sale by itself once its papers are there, or says what is missing. */
export function createGate({ batches, ports, stock, balanceOf, now }: Deps) {
  /**
   * Reads `gateRev` first, then asks, then opens: a fact written meanwhile makes the write fail, so
   * nothing goes on sale on what was true before.
   */
  async function ask(batch: Batch): Promise<void> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const balance = await balanceOf(batch.code);
      if (!isWaiting(balance)) return;
      const missing = await missingOf((await batches.byCode(batch.code)) ?? batch, balance);
      if (missing.length > 0) {
        await batches.setMissing(batch.code, missing);
        await settle(batch, balance);
        return;
      }
      if (await stock.open(batch.code, balance.gateRev)) {
        const entry = { id: String(balance.gateRev), by: 'gate', at: now() };
        await batches.setReleased(batch.code, logEntry('released', entry));
        return;
      }
    }
  }

  /** Without a stop, what was never on sale is `submitted` again, and what was stays off it. */
  async function settle({ code, releasedAt }: Batch, { status }: Balance): Promise<void> {
    if (status === 'on_hold' && releasedAt === null) await stock.move(code, 'on_hold', 'submitted');
  }

  async function missingOf(batch: Batch, { lifted, unbound }: Balance): Promise<Missing[]> {
    const [product, papers] = await Promise.all([
      ports.product(batch.productId),
      papersOf(batch.paperIds),
    ]);
    const missing = missingFor(batch, { product, papers: asGatePapers(batch, papers), lifted });
    return unbound ? [...missing, 'preorders_bound'] : missing;
  }

  function papersOf(ids: readonly string[]): Promise<PaperFacts[]> {
    return Promise.all(ids.map((id) => ports.papers.get(id)));
  }

  /** The papers of a batch as the gate sees them today. */
  function asGatePapers(batch: Batch, papers: readonly PaperFacts[]): GatePaper[] {
    return papers.map((paper) => {
      const { id, kind, certificate, grams } = paper;
      const day = kind === 'production_licence' ? madeOnOf(batch) : dayAt(now());
      return { id, kind, certificate, grams, isValid: ports.papers.validOn(paper, day) };
    });
  }

  return { ask, missingOf, papersOf, asGatePapers };
}

export type Gate = ReturnType<typeof createGate>;

function isWaiting({ status, stops }: Balance): boolean {
  return (status === 'submitted' || status === 'on_hold') && stops.length === 0;
}
