import type { Card } from '../../features/catalogue/index.ts';
import { costFen, type Price } from '../../shared/money.ts';
import { resolvePrice } from '../../shared/price.ts';
import { addUnits, gramsOf } from '../../shared/units.ts';

interface Row {
  readonly units: number;
  readonly card: Pick<Card, 'price' | 'tiers' | 'skuId' | 'nominalG'>;
}

/** What a line costs each, beside all of the same pack in the basket: the price that will be charged. */
export function priceIn({ card }: Row, rows: readonly Row[]): Price {
  const same = rows.filter((row) => row.card.skuId === card.skuId);
  const { price, tiers } = card;
  return resolvePrice({ price, tiers, agreement: null }, addUnits(same.map((r) => r.units))).price;
}

export function fenIn(row: Row, rows: readonly Row[]): number {
  const { units, card } = row;
  return costFen(priceIn(row, rows), { units, grams: gramsOf(units, card) });
}
