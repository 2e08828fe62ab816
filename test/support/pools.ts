import type { Connection } from 'mongoose';
import {
  createMovementStore,
  createPoolStore,
  createStockPool,
  createStockStore,
  createStops,
  GRAMS,
  NO_EXPIRY,
} from '../../src/features/pools/index.ts';
import { ensureIndexes } from '../../src/platform/database.ts';
import { stillClock } from './app.ts';
import { aCode, TEST_NOW } from './builders.ts';

let pools = 0;

/** Pools on a database of their own, with a clock that stands still. */
export async function poolsOn(db: Connection) {
  const clock = stillClock();
  const stock = createStockStore(db);
  const movements = createMovementStore(db);
  const pool = createStockPool({
    pools: createPoolStore(db, GRAMS),
    movements,
    now: clock.now,
  });
  const stops = createStops({ stock, read: (id) => pool.get(id) });
  await ensureIndexes(db);

  /** A batch of so many grams, on sale. */
  async function aPool(g = 100_000, { usableUntil = NO_EXPIRY } = {}): Promise<string> {
    const id = aCode(900_000 + (pools += 1));
    const lot = { productId: 'ds-pear-1', harvestedOn: '2026-09-18', usableUntil };
    await stock.create({ id, custodianId: 'coop-1', ...lot });
    await pool.receive(id, { id: `${id}:in`, ref: id, g, t: new Date(0) });
    await stock.move(id, 'draft', 'submitted');
    await stock.open(id, 0);
    return id;
  }

  /** The balance, which must be there. */
  async function balance(id: string) {
    const found = await pool.get(id);
    if (!found) throw new Error(`no pool ${id}`);
    return found;
  }

  return { clock, stock, movements, pool, stops, aPool, balance };
}

/** A reservation of `g` grams, needed today. */
export function aReservation(id: string, g: number, more: { t?: Date; needAt?: Date } = {}) {
  return { id, ref: 'group', g, t: TEST_NOW, exp: null, needAt: TEST_NOW, ...more };
}
