import type { Delivery } from '../fulfilment/index.ts';
import type { AddTask, Deliveries, Orders } from './ports.ts';
import { checkLeft, startReceipt } from './receipt-draft.ts';
import { linesAsShipped } from './receipt-lines.ts';
import { grnNoOf, type Receipt, type ReceivedBy } from './receipt.ts';
import type { ReceiptStore } from './receipt.store.ts';

interface Deps {
  receipts: Pick<ReceiptStore, 'insert'>;
  deliveries: Pick<Deliveries, 'get' | 'silentRetail' | 'silentCanteen'>;
  orders: Pick<Orders, 'get'>;
  get: (id: string) => Promise<Receipt>;
  advance: (id: string) => Promise<unknown>;
  addTask: AddTask;
  now: () => Date;
}

const DAY = 24 * 3_600_000;
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
    for (const delivery of [...retail, ...canteen]) {
      const { _id, channel, buyerId: orgId } = delivery;
      await auto(delivery, 'silence');
      if (channel === 'retail') continue;
      const task = { kind: 'receipt-silence', orgId, href: `/canteen/receive/${_id}` } as const;
      await deps.addTask({ id: `receipt-silence:${_id}`, ...task, facts: { deliveryId: _id } });
    }
    return retail.length + canteen.length;
  }

  return { confirm, acceptSilence };
}
