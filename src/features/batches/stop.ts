import type { Balance, Movement, StopRank } from '../pools/index.ts';

/** `open` until everybody concerned was told, `lifting` until it is gone (`orders.md` §3). */
export const STOP_STATES = ['open', 'acknowledged', 'lifting', 'lifted'] as const;
export type StopState = (typeof STOP_STATES)[number];

/** Grams that had left before the stop: what a recall must find. */
export interface Shipped {
  readonly batchId: string;
  readonly hid: string;
  readonly ref: string;
  readonly g: number;
  /** Number of the delivery. */
  readonly n: number;
}

/** A stop 停用令: written before the batch it stops, so that a crash between loses nothing. */
export interface BatchStop {
  readonly id: string;
  /** The batch it begins at; walking on to what was made of it comes with transformations. */
  readonly root: string;
  /** Its id in the stops of the batch. */
  readonly stopId: string;
  readonly kind: 'hold' | 'recall';
  readonly rank: StopRank;
  readonly by: string;
  readonly reason: string;
  readonly at: Date;
  readonly state: StopState;
  readonly liftedBy: string | null;
  readonly scope: readonly Shipped[];
}

export type NewStop = Pick<BatchStop, 'root' | 'stopId' | 'rank' | 'by' | 'reason' | 'at'>;

export function stopKey({ root, stopId }: Pick<BatchStop, 'root' | 'stopId'>): string {
  return `${root}:${stopId}`;
}

/** Every shipped hold of a batch. The balance was read first, the book after: nothing falls between. */
export function scopeOf({ id: batchId, holds }: Balance, book: readonly Movement[]): Shipped[] {
  const inBalance = holds
    .filter(({ s }) => s === 'shipped')
    .map(({ id: hid, ref, g, n }) => ({ batchId, hid, ref, g, n }));
  const known = new Set(inBalance.map(({ hid }) => hid));
  const inBook = book
    .filter(({ id, kind }) => kind === 'ship' && !known.has(id))
    .map(({ id: hid, ref, g, n }) => ({ batchId, hid, ref, g, n }));
  return [...inBook, ...inBalance];
}
