import { createEntryStore } from '../features/ledger/index.ts';
import { createLimitService } from '../features/limits/index.ts';
import {
  createLimitBook,
  createLimitPool,
  createLimitStore,
  createLimitTidying,
} from '../features/pools/index.ts';
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
  const entries = createEntryStore(db);
  const owedBy = (payerId: string) => entries.owedBy(payerId);
  const service = createLimitService({ stores, pools, record, owedBy, now });
  /** Puts settled holds away; `isOver` says whether an order will be touched again. */
  function tidying(isOver: (orderId: string) => Promise<boolean>) {
    const kinds = ['window', 'budget', 'credit'] as const;
    return createLimitTidying({
      limits: kinds.map((kind) => ({ store: stores[kind], pool: pools[kind] })),
      isOver: ({ kind, ref }) => (kind === 'sale' ? isOver(ref) : Promise.resolve(true)),
      now,
    });
  }

  return { stores, pools, service, tidying, limitsOf: service.limitsOf };
}
