/** The five kinds of pool 额度 (`orders.md` §4): goods there, goods foreseen, stops of a van, money. */
export type PoolKind = 'stock' | 'plan' | 'window' | 'budget' | 'credit';

/** Pools that are a limit on what is promised, not goods that come and leave. */
export type LimitKind = 'window' | 'budget' | 'credit';

/** What the amounts of a pool are called in its document: a pool of fen has `availFen`… */
export interface PoolUnits {
  readonly avail: string;
  readonly held: string;
  readonly sold: string;
  readonly shipped: string;
  readonly received: string;
  readonly loss: string;
  readonly sample: string;
  /** Of a limit: what was ever allowed, and what is spent for good. */
  readonly limit: string;
  readonly used: string;
}

const namesIn = (unit: 'G' | 'Fen' | 'Drops'): PoolUnits => ({
  avail: `avail${unit}`,
  held: `held${unit}`,
  sold: `sold${unit}`,
  shipped: `shipped${unit}`,
  received: `received${unit}`,
  loss: `loss${unit}`,
  sample: `sample${unit}`,
  limit: `limit${unit}`,
  used: `used${unit}`,
});

/** Grams of goods, fen of money, drops 送货点 of a delivery window. */
export const UNITS: Readonly<Record<PoolKind, PoolUnits>> = {
  stock: namesIn('G'),
  plan: namesIn('G'),
  window: namesIn('Drops'),
  budget: namesIn('Fen'),
  credit: namesIn('Fen'),
};

/** Of a batch: grams. */
export const GRAMS = UNITS.stock;
