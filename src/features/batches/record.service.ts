import type { WaitingFact } from '../../shared/trace-fact.ts';
import type { Batch } from './batch.ts';
import type { BatchStore } from './batch.store.ts';
import { registeredFact, testedFact } from './record.ts';
import type { Ports } from './submission.service.ts';

interface Deps {
  readonly batches: BatchStore;
  readonly ports: Pick<Ports, 'papers' | 'product'>;
}

/** What happened to batches and the record does not know yet. */
export function createBatchRecord({ batches, ports }: Deps) {
  /** Rows of the outboxes; the same one again until `done` was said. */
  async function pendingFacts(limit: number): Promise<WaitingFact[]> {
    const waiting = await batches.withOut(limit);
    const facts = await Promise.all(
      waiting.flatMap(({ batch, out }) => out.map((row) => factOf(batch, row))),
    );
    return facts.slice(0, limit);
  }

  async function factOf(batch: Batch, row: Row): Promise<WaitingFact> {
    const done = async (at: Date) => {
      await batches.markOut(batch.code, row.id, at);
    };
    const test = batch.tests.find(({ id }) => row.id === `trace:E3:${id}`);
    if (row.kind === 'trace:E3' && test) return { fact: testedFact(batch, test, row.id), done };
    const product = await ports.product(batch.productId);
    const papers = await Promise.all(batch.paperIds.map((id) => ports.papers.get(id)));
    const context = { opKey: row.id, at: row.at, product, papers };
    return { fact: registeredFact(batch, context), done };
  }

  return { pendingFacts };
}

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly at: Date;
}
