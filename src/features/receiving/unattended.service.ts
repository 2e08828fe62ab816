import type { Delivery } from '../fulfilment/index.ts';
import type { AddTask, AfterSale, Deliveries, Notify, Orders } from './ports.ts';
import { checkLeft, startReceipt } from './receipt-draft.ts';
import { linesAsShipped } from './receipt-lines.ts';
import { grnNoOf, type Receipt, type ReceivedBy } from './receipt.ts';
import type { ReceiptStore } from './receipt.store.ts';

interface Deps {
  receipts: Pick<ReceiptStore, 'insert' | 'ofDeliveries'>;
  deliveries: Pick<Deliveries, 'get' | 'silentRetail' | 'silentCanteen'>;
  orders: Pick<Orders, 'get'>;
  get: (id: string) => Promise<Receipt>;
  advance: (id: string) => Promise<unknown>;
  afterSale: Pick<AfterSale, 'isOpenFor'>;
  notify: Notify;
  addTask: AddTask;
  now: () => Date;
}

const DAY = 24 * 3_600_000;
/** A canteen that says nothing is asked, then warned. */
const LATE_MS = 2 * DAY;
const WARNED_MS = 5 * DAY;
/** Silence is consent so long after the goods left (retail) or arrived (canteen). */
const RETAIL_SILENCE_MS = 10 * DAY;
const CANTEEN_SILENCE_MS = 7 * DAY;

/** Receipts that nobody weighed: a consumer's word, and silence. */
export function createUnattended(deps: Deps) {
  const { receipts, deliveries, orders, get, advance, now } = deps;

  /**
   * 确认收货 of a consumer: all of it is there. Safe to repeat.
   * @throws AppError `delivery.wrong-state` before it has left
   */
  async function confirm(deliveryId: string): Promise<Receipt> {
    const delivery = await deliveries.get(deliveryId);
    checkLeft(delivery);
    return auto(delivery, 'buyer');
  }

  /** Receipt `auto:{delivery}`: as shipped, through R3 to R5 as any other. */
  async function auto(delivery: Delivery, by: Exclude<ReceivedBy, 'people'>): Promise<Receipt> {
    const { lines: orderLines } = await orders.get(delivery.orderId);
    const command = { key: 'auto', reqHash: by };
    const receipt: Receipt = {
      ...startReceipt(delivery, { by, command, at: now() }),
      _id: `auto:${delivery._id}`,
      grnNo: `${grnNoOf(delivery.noteNo, 1)}.A`,
      lines: linesAsShipped({ aboard: delivery.snapshot, orderLines }, by === 'buyer'),
      state: 'signed',
    };
    await receipts.insert(receipt, receipt.storedAt);
    await advance(receipt._id);
    return get(receipt._id);
  }

  /** Those of whom nothing was heard for long: accepted as shipped. How many there were. */
  async function acceptSilence(): Promise<number> {
    const before = (ms: number) => new Date(now().getTime() - ms);
    const retail = await deliveries.silentRetail(before(RETAIL_SILENCE_MS), 50);
    const canteen = await deliveries.silentCanteen(before(CANTEEN_SILENCE_MS), 50);
    let accepted = 0;
    for (const delivery of [...retail, ...canteen]) {
      if (await hasWord(delivery)) continue;
      accepted += 1;
      await auto(delivery, 'silence');
      if (delivery.channel === 'canteen') await tellAccepted(delivery);
    }
    await remind(await deliveries.silentCanteen(before(LATE_MS), 200));
    return accepted;
  }

  /** Somebody spoke: a receipt waits for its second signature, or a parcel is claimed as late or missing. */
  async function hasWord({ _id, channel, orderId }: Delivery): Promise<boolean> {
    if (channel === 'retail') return deps.afterSale.isOpenFor(orderId);
    return (await receipts.ofDeliveries([_id])).length > 0;
  }

  async function tellAccepted({ _id, noteNo, buyerId: orgId }: Delivery): Promise<void> {
    const about = { orgId, href: `/canteen/receive/${_id}`, facts: { deliveryId: noteNo } };
    const task = { id: `receipt-silence:${_id}`, kind: 'receipt-silence' as const };
    await deps.addTask({ ...task, ...about });
    await deps.notify({ _id: `receipt-silent:${_id}`, kind: 'receipt-silent', ...about });
  }

  /** After 48 hours a task, on day five a notice; each once. */
  async function remind(silent: readonly Delivery[]): Promise<void> {
    for (const { _id, noteNo, buyerId: orgId, deliveredAt } of silent) {
      const about = { orgId, href: `/canteen/receive/${_id}`, facts: { deliveryId: noteNo } };
      await deps.addTask({ id: `receipt-late:${_id}`, kind: 'receipt-late', ...about });
      if (now().getTime() - (deliveredAt?.getTime() ?? 0) < WARNED_MS) continue;
      const notice = { _id: `receipt-silent-soon:${_id}`, kind: 'receipt-silent-soon' as const };
      await deps.notify({ ...notice, ...about });
    }
  }

  return { confirm, acceptSilence };
}
