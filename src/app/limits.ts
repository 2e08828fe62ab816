import { createEntryStore } from '../features/ledger/index.ts';
import { createLimitService } from '../features/limits/index.ts';
import { createLimitBook, createLimitPool, createLimitStore } from '../features/pools/index.ts';
import type { World } from './world.ts';

type Record = Parameters<typeof createLimitService>[0]['record'];

/** Credit, budgets and delivery windows: the pools beside goods. */
export function createLimits(
  { db, now }: Pick<World, 'db' | 'now'>,
  record: Record = () => Promise.resolve(),
) {
  const book = createLimitBook(db);
  const stores = {
    window: createLimitStore(db, 'window'),
    budget: createLimitStore(db, 'budget'),
    credit: createLimitStore(db, 'credit'),
  };
  const poolOf = (kind: keyof typeof stores) => createLimitPool({ pools: stores[kind], book, now });
  const pools = { window: poolOf('window'), budget: poolOf('budget'), credit: poolOf('credit') };
  const { owedBy } = createEntryStore(db);
  const service = createLimitService({ stores, pools, record, owedBy, now });
  return { stores, pools, service, limitsOf: service.limitsOf };
}
