import type { Price } from './money.ts';

/** Which of a buyer's prices counted, best first; stored on the line (`orders.md` §5.4). */
export const PRICE_SOURCES = ['agreement', 'tier', 'base'] as const;
export type PriceSource = (typeof PRICE_SOURCES)[number];

/** The contract that a line's price comes from; `no` is what both parties call it. */
export interface AgreementRef {
  readonly id: string;
  readonly no: string;
}

/** From so many units of a sku in one order on, each of them costs this. */
export interface Tier {
  readonly fromUnits: number;
  readonly price: Price;
}
