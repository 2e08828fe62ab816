import type { AppError } from '../../shared/errors.ts';
import type { AccountRow, NewRow, RowLine } from '../orders/index.ts';
import type { Origin, Supplier } from './delivery.ts';

type Outcome = { readonly done: true } | { readonly done: false; readonly refusal: AppError };

/** What fulfilment does with the grams of a batch (`orders.md` §4 P5, P6, P6b): each may be repeated. */
export interface Stock {
  readonly reweigh: (
    batchId: string,
    weighing: { id: string; from: number; to: number; k: number },
  ) => Promise<Outcome>;
  readonly ship: (
    batchId: string,
    shipping: { id: string; g: number; n: number },
  ) => Promise<Outcome>;
  readonly bar: (batchId: string, barred: { id: string; n: number }) => Promise<'aboard' | 'off'>;
}

/** What others know of the goods that leave. */
export interface GoodsFacts {
  readonly origin: (batchId: string) => Promise<Origin>;
  readonly supplier: (sellerId: string) => Promise<Supplier>;
  readonly minG: (skuVersionId: string) => Promise<number>;
}

/** What a lighter parcel is worth: booked on the order, then paid back. Both keyed. */
export interface Money {
  readonly row: (orderId: string, row: NewRow) => Promise<AccountRow>;
  readonly refund: (refund: {
    id: string;
    groupId: string;
    orderId: string;
    lines: readonly RowLine[];
    fen: number;
    why: string;
  }) => Promise<void>;
}
