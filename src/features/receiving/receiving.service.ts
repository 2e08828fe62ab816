import type { Actor, Owners } from '../../shared/actor.ts';
import { checkRepeat, type Command } from '../../shared/command.ts';
import { AppError } from '../../shared/errors.ts';
import { sweep } from '../../platform/due.ts';
import { draftReceipt, type NewReceipt, type Receiver } from './receipt-draft.ts';
import type { InspectionRecordStore, LedgerFilter } from './inspection-record.store.ts';
import type {
  AddTask,
  AfterSale,
  Deliveries,
  Notify,
  Orders,
  People,
  RecalledLots,
} from './ports.ts';
import { createCorrecting } from './correcting.service.ts';
import { createReceiptFacts } from './receipt-trace.service.ts';
import { createUnattended } from './unattended.service.ts';
import { createReceiptProgress } from './receipt-progress.service.ts';
import { createSigning } from './signing.service.ts';
import type { ReceiptStore } from './receipt.store.ts';
import { grnNoOf, ownersOfReceipt, type Receipt } from './receipt.ts';

interface Deps {
  receipts: ReceiptStore;
  records: InspectionRecordStore;
  deliveries: Deliveries;
  orders: Orders;
  people: People;
  afterSale: AfterSale;
  recalledLots: RecalledLots;
  /** Every lot that a recall stops now. */
  recallList: () => Promise<string[]>;
  notify: Notify;
  addTask: AddTask;
  now: () => Date;
}

interface By {
  readonly actor: Actor;
  readonly command: Command;
}

/** More receipts of one delivery than two phones ever make. */
const MOST_RECEIPTS = 20;

/** Goods receipt 收货验收 (`orders.md` §8.1): what came in is a fact, whoever else says so too. */
export function createReceivingService(deps: Deps) {
  const { receipts, records, deliveries, orders, people, now } = deps;
  const { get, advance } = createReceiptProgress(deps);
  const { sign, signWithPassword } = createSigning({ receipts, people, get, advance, now });
  const { confirm, acceptSilence } = createUnattended({ ...deps, get, advance });
  const facts = createReceiptFacts({ receipts, deliveries });
  const { correct } = createCorrecting({ records, now });

  /**
   * R1 and the first signature, once per command. A second phone's receipt is stored beside it.
   * @throws AppError `receipt.lines-missing`, `receipt.other-lot`, `receipt.reason-missing`,
   * `receipt.units-missing`, `receipt.excess-undecided`, `delivery.wrong-state`, `file.not-found`
   */
  async function receive(deliveryId: string, draft: NewReceipt, by: By): Promise<Receipt> {
    const earlier = await receipts.byCommand(deliveryId, by.command.key);
    if (earlier) return again(earlier, by.command);
    const delivery = await deliveries.get(deliveryId);
    const receiver = await receiverOf(delivery.buyerId);
    const { lines: orderLines } = await orders.get(delivery.orderId);
    const receipt = draftReceipt({ delivery, receiver, orderLines }, draft, { ...by, at: now() });
    const photos = receipt.lines.flatMap((line) => line.photos);
    const { orgId } = by.actor;
    await people.attachPhotos(photos, { ref: `receipt:${deliveryId}`, kind: 'photo', orgId });
    const { _id } = await store(receipt, delivery.noteNo);
    await advance(_id);
    return get(_id);
  }

  async function again(earlier: Receipt, command: Command): Promise<Receipt> {
    checkRepeat(earlier, command);
    await advance(earlier._id);
    return get(earlier._id);
  }

  /** R1: under the next free number; the same command is the same receipt. */
  async function store(receipt: Receipt, noteNo: string): Promise<Receipt> {
    for (let k = 1; k <= MOST_RECEIPTS; k += 1) {
      const numbered = { ...receipt, _id: `${receipt.deliveryId}:${k}`, grnNo: grnNoOf(noteNo, k) };
      if (await receipts.insert(numbered, numbered.storedAt)) return numbered;
      const same = await receipts.byCommand(receipt.deliveryId, receipt.cmdKey);
      if (same) return same;
    }
    throw new AppError('conflict', 'receipt.too-many', 'There are too many receipts of this.');
  }

  async function receiverOf(orgId: string): Promise<Receiver> {
    const receiver = await people.receiver(orgId);
    if (!receiver) throw new Error(`delivery to nobody: ${orgId}`);
    return receiver;
  }

  async function ownersOf(id: string): Promise<Owners | undefined> {
    const receipt = await receipts.byId(id);
    return receipt && ownersOfReceipt(receipt);
  }

  /** One round of the sweeper over receipts. */
  function resume(): Promise<number> {
    return sweep(receipts.sweeper, { now, advance });
  }

  return {
    ...{ receive, confirm, acceptSilence, get, ownersOf, resume, facts },
    ...{ sign, signWithPassword, correct },
    /** What a phone keeps to warn at the door without a network. */
    recallList: async () => ({ at: now().toISOString(), lots: await deps.recallList() }),
    ofDeliveries: (ids: readonly string[]) => receipts.ofDeliveries(ids),
    ledger: (orgId: string, filter: LedgerFilter) => records.ledger(orgId, filter),
    /** How the receiver of a delivery works: tolerance, one or two signatures. */
    receiverOf,
  };
}

export type ReceivingService = ReturnType<typeof createReceivingService>;
