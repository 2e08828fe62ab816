import type { DeliveryHold } from '../fulfilment/index.ts';
import type { NewRow, Order, OrderAccount } from '../orders/index.ts';
import { billedOf, bookedOf } from './billing.ts';
import type { Deliveries, Orders } from './ports.ts';
import type { ReceiptStore } from './receipt.store.ts';
import type { Receipt, ReceiptLine } from './receipt.ts';

interface Deps {
  receipts: Pick<ReceiptStore, 'byId'>;
  deliveries: Pick<Deliveries, 'get'>;
  orders: Pick<Orders, 'get'>;
}

interface Held {
  readonly receiptId: string;
  readonly no: number;
  readonly batchId: string;
}

/** Whether nothing is charged for a line until the canteen says what became of the goods. */
export function isHeldLine({ result }: Pick<ReceiptLine, 'result'>): boolean {
  return result === 'accepted_before_notice';
}

interface Known {
  readonly receipt: Receipt;
  readonly aboard: readonly DeliveryHold[];
  readonly order: Order;
}

/** The row for grams whose billing was held by a recall (`orders.md` §8.1, §10.1). */
export function createHeldBilling({ receipts, deliveries, orders }: Deps) {
  /**
   * `bill:{receipt}:{line}:{lot}`: the amount of all that is billed of the delivery line, less what was
   * billed before; or, when it is not to be paid, grams that are no longer expected.
   */
  return async function heldRow(held: Held, isBilled: boolean, key: string) {
    const receipt = await receipts.byId(held.receiptId);
    if (!receipt) throw new RangeError(`no receipt ${held.receiptId}`);
    const { snapshot } = await deliveries.get(receipt.deliveryId);
    const known = { receipt, aboard: snapshot, order: await orders.get(receipt.orderId) };
    return (account: OrderAccount): NewRow => {
      const kind = isBilled ? ('charge' as const) : ('cut' as const);
      const earlier = account.rows.find((row) => row.key === key);
      if (earlier) return { key, kind, lines: earlier.lines };
      return { key, kind, lines: [heldLine(known, held, isBilled ? account : undefined)] };
    };
  };
}

/** Booked grams of the lot, and with an account what they cost on top of what was billed. */
function heldLine(
  { receipt, aboard, order }: Known,
  held: Held,
  account: OrderAccount | undefined,
) {
  const { no, batchId, receiptId } = held;
  const lots = receipt.lines.filter((line) => line.no === no);
  const own = aboard.filter((part) => part.line === no && part.batchId === batchId);
  const g = bookedOf(own, no);
  const acceptedG = lots.find((line) => line.batchId === batchId)?.acceptedG ?? 0;
  if (!account) return { no, g, fen: 0 };
  const billedLots = lots.filter(
    (line) =>
      !isHeldLine(line) ||
      line.batchId === batchId ||
      account.rows.some(({ key }) => key === `bill:${receiptId}:${no}:${line.batchId}`),
  );
  const codes = billedLots.map((line) => line.batchId);
  const of = { aboard: aboard.filter((part) => codes.includes(part.batchId)), lines: billedLots };
  const all = billedOf(order.lines, of, receipt).find((line) => line.no === no)?.fen ?? 0;
  return { no, g, fen: Math.max(0, all - billedBefore(account, held)), acceptedG };
}

function billedBefore(account: OrderAccount, { receiptId, no }: Held): number {
  return account.rows
    .filter(({ key }) => key === `bill:${receiptId}` || key.startsWith(`bill:${receiptId}:${no}:`))
    .flatMap(({ lines }) => lines.filter((line) => line.no === no))
    .reduce((sum, { fen }) => sum + fen, 0);
}
