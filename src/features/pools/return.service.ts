import { poolNotFound, newHold, poolBusy, type Balance } from './pool.ts';
import type { StockStore } from './stock.store.ts';

interface Deps {
  readonly stock: Pick<StockStore, 'bringBack'>;
  readonly read: (batchId: string) => Promise<Balance | undefined>;
  readonly now: () => Date;
}

/** P9 for goods that came back: into a lot of their own, in any status, once per id. */
export function createBringBack({ stock, read, now }: Deps) {
  return async (batchId: string, back: Returning): Promise<void> => {
    const hold = newHold('return', now(), back);
    if (await stock.bringBack(batchId, hold)) return;
    const balance = await read(batchId);
    if (!balance) throw poolNotFound(batchId);
    if (balance.returnedG === 0) throw poolBusy(batchId); // a lot of returned goods has this one way in
  };
}

interface Returning {
  readonly id: string;
  readonly ref: string;
  readonly g: number;
  readonly t: Date;
}
