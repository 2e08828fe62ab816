import type { Delivery } from '../fulfilment/index.ts';
import { billedOf } from './billing.ts';
import { isHeldLine } from './held-billing.service.ts';
import { finalLines } from './receipt-lines.ts';
import type { InspectionRecordStore } from './inspection-record.store.ts';
import type {
  AddTask,
  AfterSale,
  Deliveries,
  Notify,
  Orders,
  People,
  RecalledLots,
} from './ports.ts';
import { createReceiptEffects } from './receipt-effects.service.ts';
import { traceOut } from './receipt-facts.ts';
import { noteNoOf, receiptNotFound, type Receipt, type ReceiptOut } from './receipt.ts';
import type { ReceiptStore } from './receipt.store.ts';

interface Deps {
  receipts: ReceiptStore;
  records: Pick<InspectionRecordStore, 'insert'>;
  deliveries: Deliveries;
  orders: Orders;
  people: Pick<People, 'receiver'>;
  afterSale: AfterSale;
  recalledLots: RecalledLots;
  notify: Notify;
  addTask: AddTask;
  now: () => Date;
}

const MINUTE = 60_000;

/** From a signed receipt to a final one: R3, R4, R5 of `orders.md` §8.1. */
export function createReceiptProgress(deps: Deps) {
  const { receipts, deliveries, orders, recalledLots, addTask, now } = deps;
  const effects = createReceiptEffects(deps);

  async function get(id: string): Promise<Receipt> {
    const receipt = await receipts.byId(id);
    if (!receipt) throw receiptNotFound(id);
    return receipt;
  }

  /** Goes on from wherever it stands; any worker may, two at once. Says when to look again. */
  async function advance(id: string): Promise<Date | undefined> {
    const receipt = await get(id);
    if (receipt.state === 'signed' && !(await settle(receipt))) {
      return new Date(now().getTime() + MINUTE);
    }
    const settled = await get(id);
    if (settled.state === 'final') await effects.deliver(settled);
    return undefined;
  }

  /** R3, then R4; or evidence, when another was first. False: the delivery has not left yet. */
  async function settle(receipt: Receipt): Promise<boolean> {
    const { _id, deliveryId } = receipt;
    await deliveries.win(deliveryId, _id);
    const delivery = await deliveries.get(deliveryId);
    if (delivery.receiptId === _id) await finalise(receipt, delivery);
    else if (delivery.receiptId !== null) await keepAsEvidence(receipt, delivery.receiptId);
    else return wait(receipt);
    return true;
  }

  async function finalise(receipt: Receipt, delivery: Delivery): Promise<void> {
    const order = await orders.get(receipt.orderId);
    const lines = await linesNow(receipt, delivery);
    const open = lines.filter((line) => !isHeldLine(line));
    const isOpen = (part: { line: number; batchId: string }) =>
      open.some(({ no, batchId }) => no === part.line && batchId === part.batchId);
    const received = { aboard: delivery.snapshot.filter(isOpen), lines: open };
    const billed = billedOf(order.lines, received, receipt);
    const at = now();
    const out = outOf({ ...receipt, lines }, order.payBy, at);
    await receipts.close(receipt._id, { lines, billed, out, at });
  }

  /** Stops are read now: what a citizen paid for ahead is claimed for, not held. */
  async function linesNow({ lines, channel }: Receipt, { snapshot }: Delivery) {
    const codes = [...new Set(lines.map(({ batchId }) => batchId))];
    const recalled = channel === 'canteen' ? await recalledLots(codes) : new Set<string>();
    return finalLines(lines, snapshot, recalled);
  }

  async function keepAsEvidence(receipt: Receipt, finalId: string): Promise<void> {
    await receipts.conflict(receipt._id);
    await tellConflict(addTask, receipt, finalId);
  }

  async function wait(receipt: Receipt): Promise<boolean> {
    if (now().getTime() - receipt.storedAt.getTime() > 60 * MINUTE) {
      await tellWaiting(addTask, receipt);
    }
    return false;
  }

  return { get, advance };
}

/** Records are of organisations; charges of whoever has not paid; nobody tells where a citizen lives. */
function outOf(receipt: Receipt, payBy: 'account' | 'provider', at: Date): ReceiptOut[] {
  const isInspected = receipt.channel === 'canteen';
  const plain = [
    ...(isInspected ? ['record'] : []),
    ...(payBy === 'account' ? ['charge'] : []),
    ...(receipt.lines.some(isHeldLine) ? ['recall'] : []),
    ...(receipt.lines.some(({ rejectedG }) => rejectedG > 0) ? ['returns'] : []),
    ...(isInspected && receipt.lines.some(({ shortageG }) => shortageG > 0) ? ['short'] : []),
    'delivery',
  ].map((kind) => ({ id: `${receipt._id}:${kind}`, kind }));
  return [...plain, ...traceOut(receipt)].map((row) => ({ ...row, at, doneAt: null }));
}

/** A person of the buyer and one of the seller look at both receipts. */
async function tellConflict(addTask: AddTask, receipt: Receipt, finalId: string): Promise<void> {
  const { _id, buyerId, sellerId, deliveryId, grnNo } = receipt;
  const places = [
    [buyerId, `/canteen/receive/${deliveryId}`],
    [sellerId, `/coop/deliveries/${deliveryId}/note`],
  ] as const;
  for (const [orgId, href] of places) {
    const id = `receipt-conflict:${_id}:${orgId}`;
    const facts = { receiptId: _id, finalId, deliveryId: noteNoOf(grnNo) };
    await addTask({ id, kind: 'receipt-conflict', orgId, href, facts });
  }
}

function tellWaiting(
  addTask: AddTask,
  { _id, buyerId, deliveryId, grnNo }: Receipt,
): Promise<void> {
  const facts = { receiptId: _id, deliveryId: noteNoOf(grnNo) };
  const href = `/canteen/receive/${deliveryId}`;
  const task = { kind: 'receipt-waiting', orgId: buyerId, href, facts } as const;
  return addTask({ id: `receipt-waiting:${_id}`, ...task });
}
