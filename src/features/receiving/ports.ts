import type { FulfilmentService } from '../fulfilment/index.ts';
import type { Load, NewRow, Order } from '../orders/index.ts';
import type { Receiver } from './receipt-draft.ts';

/** What receiving does with a delivery. */
export type Deliveries = Pick<
  FulfilmentService,
  'get' | 'win' | 'final' | 'silentRetail' | 'silentCanteen'
>;

/** Lots that a recall has stopped by now, of those named. */
export type RecalledLots = (batchIds: readonly string[]) => Promise<ReadonlySet<string>>;

/** What follows from a final receipt in claims and returns; each once per cause. */
export interface AfterSale {
  /** Grams that were refused may come back. */
  readonly mayReturn: (
    of: { deliveryId: string; line: number; batchId: string },
    grams: { key: string; g: number },
  ) => Promise<void>;
  /** Recalled goods were taken in: not billed until the canteen says what became of them. */
  readonly openRecall: (goods: {
    orderId: string;
    deliveryId: string;
    receiptId: string;
    no: number;
    batchId: string;
    g: number;
    buyerId: string;
  }) => Promise<void>;
  /** Whether a `late` or `missing` claim of the order is open: then silence is no consent. */
  readonly isOpenFor: (orderId: string) => Promise<boolean>;
}

/** Tells an organisation something, once per cause. */
export type Notify = (notice: {
  _id: string;
  kind: 'receipt-silent-soon' | 'receipt-silent' | 'receipt-short';
  orgId: string;
  href: string;
  facts: Readonly<Record<string, string>>;
}) => Promise<void>;

/** What receiving does with an order and its money; each may be repeated. */
export interface Orders {
  readonly get: (id: string) => Promise<Order>;
  readonly loaded: (
    id: string,
    load: Load,
    off: (order: {
      readonly allocs: readonly { readonly hid: string; readonly d: number }[];
    }) => readonly string[],
  ) => Promise<void>;
  /** M1. */
  readonly row: (id: string, row: NewRow) => Promise<unknown>;
  /** Closes it once everything is final. */
  readonly advance: (id: string) => Promise<unknown>;
}

/** People of the receiving organisation, and its files. */
export interface People {
  readonly receiver: (orgId: string) => Promise<Receiver | undefined>;
  /** The member with duty `receiver` who has this password, checked for one signature; nobody is signed in. */
  readonly inspector: (
    orgId: string,
    by: { login: string; password: string },
  ) => Promise<{ userId: string } | undefined>;
  /** Ties photos to the receipt. @throws AppError `file.not-found` */
  readonly attachPhotos: (fileIds: readonly string[], to: AttachTo) => Promise<void>;
}

interface AttachTo {
  readonly ref: string;
  readonly kind: 'photo';
  readonly orgId: string;
}

/** Puts something on the list of what a person must decide, once per cause. */
export type AddTask = (task: {
  id: string;
  kind: 'receipt-conflict' | 'receipt-waiting' | 'receipt-late' | 'receipt-silence';
  orgId: string;
  /** Where to go on the site. */
  href: string;
  facts: Readonly<Record<string, string>>;
}) => Promise<void>;
