import type { StockStore } from '../pools/index.ts';
import type { VerdictsOf } from './batch.ports.ts';

interface Deps {
  readonly stock: StockStore;
  readonly verdictsOf: VerdictsOf;
  readonly now: () => Date;
}

/** What can be sold now. */
export function createSelling({ stock, verdictsOf, now }: Deps) {
  /** FEFO: usableUntil, then day of harvest, then code (`orders.md` §5.5). */
  async function candidates({ productId, sellerId, needAt, exclude = [] }: Wanted) {
    const onSale = await stock.onSale([productId], needAt);
    return onSale
      .filter(({ id, custodianId }) => custodianId === sellerId && !exclude.includes(id))
      .map(({ id: batchId, availG, usableUntil, harvestedOn }) => ({
        batchId,
        availG,
        usableUntil,
        harvestedOn,
      }));
  }

  /** What can be ordered now, by seller and product, with the batch that goes out first. */
  async function onSale(productIds: readonly string[]): Promise<OnSale[]> {
    const sums = new Map<string, Omit<OnSale, 'verified'>>();
    for (const { id, custodianId, productId, availG, harvestedOn } of await stock.onSale(
      productIds,
      now(),
    )) {
      const key = `${custodianId}:${productId}`;
      const first = { sellerId: custodianId, productId, batchCode: id, madeOn: harvestedOn };
      const sum = sums.get(key) ?? { ...first, availG: 0 };
      sums.set(key, { ...sum, availG: sum.availG + availG });
    }
    const rows = [...sums.values()];
    const verdicts = await verdictsOf(rows.map(({ batchCode }) => batchCode));
    return rows.map((row) => ({
      ...row,
      verified: verdicts.get(row.batchCode)?.verdict === 'pass',
    }));
  }

  /** How many batches can be ordered from now. */
  const countOnSale = (): Promise<number> => stock.countOnSale(now());

  return { candidates, onSale, countOnSale };
}

interface Wanted {
  readonly productId: string;
  readonly sellerId: string;
  /** Until when it must keep: delivery instant and days of life left. */
  readonly needAt: Date;
  /** Batches that just said no. */
  readonly exclude?: readonly string[];
}

export interface OnSale {
  readonly sellerId: string;
  readonly productId: string;
  readonly availG: number;
  readonly batchCode: string;
  readonly madeOn: string;
  /** Whether an officer's newest verification of that batch is a pass. */
  readonly verified: boolean;
}
