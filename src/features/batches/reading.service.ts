import type { Actor } from '../../shared/actor.ts';
import type { Balance, StockPool, StockStore } from '../pools/index.ts';
import { batchNotFound, type Batch } from './batch.ts';
import type { ProductFacts, VerdictsOf } from './batch.ports.ts';
import type { BatchFacts, BatchRow } from './batch-facts.ts';
import type { BatchFilter } from './batch.schema.ts';
import { actingFor } from './change.service.ts';
import type { BatchStore } from './batch.store.ts';
import { readiness, type Missing } from './gate.ts';
import type { Gate } from './gate.service.ts';
import { stateOf } from './state.ts';
import type { Ports } from './submission.service.ts';

export type { BatchFacts } from './batch-facts.ts';

interface Deps {
  readonly batches: BatchStore;
  readonly ports: Ports;
  readonly pool: StockPool;
  readonly stock: StockStore;
  readonly gate: Gate;
  readonly verdictsOf: VerdictsOf;
}

/** Lists of batches, and everything about one. */
export function createBatchReading({ batches, ports, pool, stock, gate, verdictsOf }: Deps) {
  const rowsOf = createRows({ ports, stock, gate, verdictsOf });

  /** @throws AppError `batch.not-found` */
  async function facts(code: string): Promise<BatchFacts> {
    const [batch, balance] = await Promise.all([batches.byCode(code), pool.get(code)]);
    if (!batch || !balance) throw batchNotFound(code);
    const paperIds = [...batch.paperIds, ...batch.pending.map(({ paperId }) => paperId)];
    const [product, base, papers, verdicts] = await Promise.all([
      ports.product(batch.productId),
      batch.baseId === null ? null : ports.bases.get(batch.baseId),
      gate.papersOf(paperIds),
      verdictsOf([code]),
    ]);
    const plot = base?.plots.find(({ n }) => batch.plotId === `${base.id}.${n}`);
    return {
      batch,
      balance,
      product,
      base,
      plotName: plot?.nameZh ?? null,
      papers,
      gatePapers: gate.asGatePapers(batch, papers),
      verdict: verdicts.get(code),
    };
  }

  /** What is still missing before it may go on sale: 还差. */
  async function missing({ batch, balance }: BatchFacts): Promise<(Missing | 'photos')[]> {
    const papers = await gate.missingOf(batch, balance);
    const isOwn = batch.parents.length === 0; // the lots it was made of have theirs
    return isOwn && batch.photos.length === 0 ? ['photos', ...papers] : papers;
  }

  /** Own batches, newest first; officers and the operator see all. */
  async function list(actor: Actor, { q, state, limit }: BatchFilter): Promise<BatchRow[]> {
    const found = await batches.list({ sellerId: actingFor(actor), text: q, limit: 500 });
    const rows = await rowsOf(found);
    return rows.filter((row) => state === undefined || row.state === state).slice(0, limit);
  }

  return { facts, missing, list };
}

/** Rows of a list: each product is asked for once. */
function createRows({
  ports,
  stock,
  gate,
  verdictsOf,
}: Pick<Deps, 'ports' | 'stock' | 'gate' | 'verdictsOf'>) {
  async function rowsOf(found: readonly Batch[]): Promise<BatchRow[]> {
    const balances = new Map(
      (await stock.many(found.map(({ code }) => code))).map((balance) => [balance.id, balance]),
    );
    const verdicts = await verdictsOf(found.map(({ code }) => code));
    const products = new Map<string, Promise<ProductFacts>>();
    const rows = await Promise.all(
      found.map(async (batch) => {
        const balance = balances.get(batch.code);
        if (!balance) return []; // registered this very moment
        const product = products.get(batch.productId) ?? ports.product(batch.productId);
        products.set(batch.productId, product);
        const row = await rowOf(batch, balance, await product);
        return [{ ...row, verdict: verdicts.get(batch.code) }];
      }),
    );
    return rows.flat();
  }

  async function rowOf(batch: Batch, balance: Balance, product: ProductFacts) {
    const papers = gate.asGatePapers(batch, await gate.papersOf(batch.paperIds));
    const ready = readiness(batch, { product, papers });
    return { batch, balance, product, state: stateOf(batch, balance), readiness: ready };
  }

  return rowsOf;
}
