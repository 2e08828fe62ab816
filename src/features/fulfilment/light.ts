import { shareFen, type Order, type OrderLine, type RowLine } from '../orders/index.ts';
import type { DeliveryHold } from './delivery.ts';

interface MinG {
  readonly skuVersionId: string;
  /** What one unit weighs at least. */
  readonly minG: number;
}

/**
 * What a consumer gets back because the parcel is lighter than paid for (`orders.md` §7), per line:
 * `round(lineFen·(bookedG − weighedG)/orderedG)`. Sold by the unit: only when a unit is lighter than
 * it may be. A heavier parcel costs nothing more.
 */
export function lightLines(
  { lines }: Pick<Order, 'lines'>,
  aboard: readonly DeliveryHold[],
  minimums: readonly MinG[],
): RowLine[] {
  return lines
    .map((line) => ({ no: line.no, g: 0, fen: lightFen(line, aboard, minimums) }))
    .filter(({ fen }) => fen > 0);
}

function lightFen(
  line: OrderLine,
  aboard: readonly DeliveryHold[],
  minimums: readonly MinG[],
): number {
  const parts = aboard.filter((part) => part.line === line.no);
  const bookedG = parts.reduce((sum, { orderedG }) => sum + orderedG, 0);
  const weighedG = parts.reduce((sum, { g }) => sum + g, 0);
  const least = leastG(line, bookedG, minimums);
  return weighedG < least ? shareFen(line, bookedG - weighedG) : 0;
}

function leastG(line: OrderLine, bookedG: number, minimums: readonly MinG[]): number {
  if ('perG' in line.price) return bookedG;
  const minG = minimums.find(({ skuVersionId }) => skuVersionId === line.skuVersionId)?.minG;
  return Math.ceil((bookedG * (minG ?? line.nominalG)) / line.nominalG);
}
