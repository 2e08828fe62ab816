import { costFen } from '../../shared/money.ts';
import type { DeliveryHold } from '../fulfilment/index.ts';
import type { OrderLine, RowLine } from '../orders/index.ts';
import type { Billed, Excess, ExcessChoice, ReceiptLine } from './receipt.ts';

/** How much of a delivery line may be billed, and from where on too little came (`orders.md` §7). */
export interface Bounds {
  readonly bookedG: number;
  readonly capG: number;
  readonly floorG: number;
}

/** Integer grams around what was booked; `tol` in ‰. */
export function boundsOf(bookedG: number, tol: number): Bounds {
  return {
    bookedG,
    capG: Math.floor((bookedG * (1000 + tol)) / 1000),
    floorG: Math.ceil((bookedG * (1000 - tol)) / 1000),
  };
}

interface Terms {
  readonly tolPermille: number;
  readonly excess: readonly ExcessChoice[];
}

/**
 * What each delivery line costs: an order line and a delivery, its lots together, rounded once there.
 * By weight: what the buyer accepted, at most `capG` unless he pays the excess. By the unit: whole
 * units accepted, and the tolerance is not used.
 */
export function billedOf(
  orderLines: readonly OrderLine[],
  { aboard, lines }: { aboard: readonly DeliveryHold[]; lines: readonly ReceiptLine[] },
  { tolPermille, excess }: Terms,
): Billed[] {
  return orderLines
    .filter(({ no }) => aboard.some((part) => part.line === no))
    .map((line) => {
      const bounds = boundsOf(bookedOf(aboard, line.no), tolPermille);
      const choice = excess.find(({ no }) => no === line.no)?.choice;
      const received = lines.filter(({ no }) => no === line.no);
      return { no: line.no, ...bounds, ...costOf(line, received, { ...bounds, choice }) };
    });
}

/** Nominal grams of a line that are aboard. */
export function bookedOf(aboard: readonly DeliveryHold[], no: number): number {
  return aboard.filter(({ line }) => line === no).reduce((sum, { orderedG }) => sum + orderedG, 0);
}

function costOf(
  { price }: OrderLine,
  received: readonly ReceiptLine[],
  { capG, choice }: Bounds & { choice: Excess | undefined },
): Pick<Billed, 'acceptedG' | 'billedG' | 'billedUnits' | 'fen'> {
  const acceptedG = received.reduce((sum, line) => sum + line.acceptedG, 0);
  if (!('perG' in price)) {
    const billedUnits = received.reduce((sum, { units }) => sum + (units ?? 0), 0);
    const quantity = { units: billedUnits, grams: acceptedG };
    const fen = billedUnits === 0 ? 0 : costFen(price, quantity);
    return { acceptedG, billedG: acceptedG, billedUnits, fen };
  }
  const billedG = choice === 'pay' ? acceptedG : Math.min(acceptedG, capG);
  const fen = billedG === 0 ? 0 : costFen(price, { units: 0, grams: billedG });
  return { acceptedG, billedG, billedUnits: null, fen };
}

/** Row `bill:{receipt}` of the order's account: booked grams are gone, accepted ones charged. */
export function chargeLines(billed: readonly Billed[]): RowLine[] {
  return billed.map(({ no, bookedG, acceptedG, fen }) => ({ no, g: bookedG, fen, acceptedG }));
}
