import type { Price } from './money.ts';

/** Where a browser keeps its basket: works before anybody signs in. */
export const BASKET_KEY = 'suhang.cart';

/** One line of a basket, with the price that was shown when it went in. */
export interface BasketLine {
  readonly offerId: string;
  readonly units: number;
  readonly shownFen: number;
  /** Grams that `shownFen` buys, or `unit` where it is the price of one. */
  readonly shownPer: number | 'unit';
}

export function shownOf(price: Price): Pick<BasketLine, 'shownFen' | 'shownPer'> {
  return { shownFen: price.fen, shownPer: 'perG' in price ? price.perG : 'unit' };
}

export function shownPrice({ shownFen, shownPer }: BasketLine): Price {
  return shownPer === 'unit' ? { fen: shownFen, perUnit: 1 } : { fen: shownFen, perG: shownPer };
}

/** What was kept, as lines; whatever else is in there is dropped, so a page never fails on it. */
export function readBasket(kept: string | null): BasketLine[] {
  try {
    const value: unknown = JSON.parse(kept ?? '[]');
    return Array.isArray(value) ? value.filter(isLine) : [];
  } catch {
    return [];
  }
}

function isLine(value: unknown): value is BasketLine {
  if (typeof value !== 'object' || value === null) return false;
  const { offerId, units, shownFen, shownPer } = value as Partial<
    Record<keyof BasketLine, unknown>
  >;
  return (
    typeof offerId === 'string' &&
    isCount(units) &&
    isCount(shownFen) &&
    (shownPer === 'unit' || isCount(shownPer))
  );
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) > 0;
}
