import type { AppError } from '../../shared/errors.ts';
import type { Owners } from '../../shared/actor.ts';
import type { Day } from '../../shared/day.ts';
import type { Load, NewRow, Order, OrderAccount, OrderState } from '../orders/index.ts';
import type { Origin, Supplier } from './delivery.ts';

type Outcome = { readonly done: true } | { readonly done: false; readonly refusal: AppError };

/** What dispatch does with the grams of a batch (`orders.md` §4 P6, P6b): each may be repeated. */
export interface Stock {
  readonly ship: (
    batchId: string,
    shipping: { id: string; g: number; n: number },
  ) => Promise<Outcome>;
  readonly bar: (batchId: string, barred: { id: string; n: number }) => Promise<'aboard' | 'off'>;
}

/** The steps of an order that happen here; each may be repeated. */
export interface Orders {
  readonly get: (id: string) => Promise<Order>;
  readonly listOfSeller: (
    sellerId: string,
    filter: { states?: readonly OrderState[]; from?: Day; to?: Day },
  ) => Promise<Order[]>;
  /** Packed orders with a load that has not left: a dead worker may owe them its delivery. */
  readonly loading: (limit: number) => Promise<Order[]>;
  readonly ownersOf: (id: string) => Promise<Owners | undefined>;
  readonly startPicking: (id: string) => Promise<unknown>;
  readonly replace: (id: string, hid: string, batchId?: string) => Promise<unknown>;
  readonly drop: (id: string, hid: string) => Promise<unknown>;
  readonly pack: (id: string) => Promise<unknown>;
  readonly weigh: (
    id: string,
    weighing: { hid: string; g: number; by: string; cmdKey: string; isMeant: boolean },
  ) => Promise<Order>;
  readonly load: (
    id: string,
    load: { n: number; hids: readonly string[]; byCrate?: boolean },
  ) => Promise<Order>;
  /** One more free part into a delivery that is loading. */
  readonly loadMore: (id: string, n: number, hid: string) => Promise<void>;
  /** Taken off before it left. */
  readonly unload: (id: string, n: number, hid: string) => Promise<void>;
  readonly loaded: (
    id: string,
    load: Load,
    off?: readonly string[] | ((order: Order) => readonly string[]),
  ) => Promise<void>;
  /** Books what a buyer gets back and sends the refund, once per key. */
  readonly credit: (
    id: string,
    row: NewRow | ((account: OrderAccount) => NewRow),
    why: string,
  ) => Promise<unknown>;
}

/** Of a printed label: its net weight; undefined when none of this number was printed. */
export type LabelOf = (
  batchId: string,
  serial: number,
) => Promise<{ readonly netG: number } | undefined>;

/** A run that was too warm: a task, and a draft against the carrier; once per delivery. */
export type ColdChain = (run: {
  orderId: string;
  deliveryId: string;
  sellerId: string;
  tempC10: number;
  limitC10: number;
  lines: readonly { no: number; batchId: string; g: number }[];
}) => Promise<void>;

/** What others know of the goods that leave. */
export interface Goods {
  readonly origin: (batchId: string) => Promise<Origin>;
  readonly supplier: (sellerId: string) => Promise<Supplier>;
  /** In which temperature zone a product travels. */
  readonly zone: (productId: string) => Promise<string>;
  /** What one unit weighs at least. */
  readonly minG: (skuVersionId: string) => Promise<number>;
}
