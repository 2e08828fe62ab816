import type { Delivery } from '../fulfilment/index.ts';
import type { NewRow, Order, OrderAccount } from '../orders/index.ts';
import type { Receipt } from '../receiving/index.ts';

/** A row of the account, or what makes one of the account as read. */
type RowAsked = NewRow | ((account: OrderAccount) => NewRow);

/** What claims do with orders and their money; each may be repeated. */
export interface ClaimOrders {
  /** @throws AppError `order.not-found` */
  readonly get: (id: string) => Promise<Order>;
  readonly account: (id: string) => Promise<OrderAccount>;
  /** Books what a buyer gets back and sends the refund, once per key. @throws AppError `credit.more-than-charged` */
  readonly credit: (id: string, row: RowAsked, why: string) => Promise<unknown>;
  /** M1 without a refund: a charge, or grams that are no longer expected. */
  readonly row: (id: string, row: RowAsked) => Promise<unknown>;
}

/** What left and what was received of an order. */
export interface ClaimFacts {
  readonly deliveriesOf: (orderId: string) => Promise<readonly Delivery[]>;
  readonly receiptsOf: (deliveryIds: readonly string[]) => Promise<readonly Receipt[]>;
  /** 七日无理由 applies to this frozen sku version. */
  readonly noReason: (skuVersionId: string) => Promise<boolean>;
  /** What grams that were not billed because of a recall cost, on the account as read. */
  readonly heldRow: (
    held: { receiptId: string; no: number; batchId: string },
    isBilled: boolean,
    key: string,
  ) => Promise<(account: OrderAccount) => NewRow>;
  /** Goods that a granted claim sends back may come in again. */
  readonly mayReturn: (
    of: { deliveryId: string; line: number; batchId: string },
    grams: { key: string; g: number },
  ) => Promise<void>;
  /** Ties photos to the claim. @throws AppError `file.not-found` */
  readonly attachPhotos: (
    fileIds: readonly string[],
    to: { readonly ref: string; readonly kind: 'photo'; readonly orgId: string },
  ) => Promise<void>;
}

/** Who must decide, and who is told; each cause once. */
export interface ClaimTalk {
  readonly addTask: (task: {
    _id: string;
    kind: 'claim-filed' | 'claim-disputed' | 'grams-on-hand' | 'cold-chain';
    orgId: string | null;
    href: string;
    facts: Readonly<Record<string, string>>;
  }) => Promise<void>;
  readonly taskDone: (id: string, how: { by: string; outcome: string }) => Promise<void>;
  readonly send: (notice: {
    _id: string;
    kind: 'claim-decided';
    orgId: string;
    href: string;
    facts: Readonly<Record<string, string>>;
  }) => Promise<void>;
}
