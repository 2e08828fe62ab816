import type { Connection, UpdateQueryKnownOnly } from 'mongoose';
import { isDuplicate, trusted } from '../../platform/database.ts';
import { dueWork } from '../../platform/due.ts';
import { receiptModel, type ReceiptDoc } from './receipt.model.ts';
import type { Billed, Receipt, ReceiptLine, ReceiptOut, Sign } from './receipt.ts';

type Update = UpdateQueryKnownOnly<ReceiptDoc>;

/** What is decided when a receipt becomes final. */
interface Closing {
  readonly lines: readonly ReceiptLine[];
  readonly billed: readonly Billed[];
  readonly out: readonly ReceiptOut[];
  readonly at: Date;
}

/** Every way `receipts` is read or written: one function, one statement. */
export function createReceiptStore(db: Connection) {
  const Receipts = receiptModel(db);

  return {
    ...createReceiptStates(Receipts),

    /** R1. False when this id, or a receipt of this command, is there already. */
    async insert(receipt: Receipt, due: Date): Promise<boolean> {
      const lease = { epoch: 0, until: new Date(0) };
      try {
        await Receipts.create({ ...receipt, lease, due } as unknown as ReceiptDoc);
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },

    async byId(id: string): Promise<Receipt | undefined> {
      return toReceipt(await Receipts.findOne({ _id: id }).lean());
    },

    async byCommand(deliveryId: string, cmdKey: string): Promise<Receipt | undefined> {
      return toReceipt(await Receipts.findOne({ deliveryId, cmdKey }).lean());
    },

    /** Of one delivery: the final one and what else was made. */
    async ofDeliveries(deliveryIds: readonly string[]): Promise<Receipt[]> {
      const docs = await Receipts.find({ deliveryId: trusted({ $in: [...deliveryIds] }) })
        .sort({ storedAt: 1, _id: 1 })
        .lean();
      return docs.map((doc) => toReceipt(doc));
    },

    async markOut(id: string, outId: string, at: Date): Promise<void> {
      await Receipts.updateOne(
        { _id: id, out: trusted({ $elemMatch: { id: outId, doneAt: null } }) },
        { $set: { 'out.$.doneAt': at } },
      );
    },

    /** Receipts whose events are not all written yet. */
    async waitingFor(kinds: readonly string[], limit: number): Promise<Receipt[]> {
      const waiting = { kind: trusted({ $in: [...kinds] }), doneAt: null };
      const docs = await Receipts.find({ out: trusted({ $elemMatch: waiting }) })
        .sort({ finalAt: 1, _id: 1 })
        .limit(limit)
        .lean();
      return docs.map((doc) => toReceipt(doc));
    },

    sweeper: dueWork(db, Receipts.modelName),
  };
}

export type ReceiptStore = ReturnType<typeof createReceiptStore>;

function toReceipt(doc: ReceiptDoc): Receipt;
function toReceipt(doc: ReceiptDoc | null): Receipt | undefined;
function toReceipt(doc: ReceiptDoc | null): Receipt | undefined {
  return (doc ?? undefined) as Receipt | undefined; // lean: stored exactly as the type says
}

/** R2 to R4: the states of a receipt. */
function createReceiptStates(Receipts: ReturnType<typeof receiptModel>) {
  return {
    /** R2. One signature a person; the last one wanted moves it on. */
    async sign(
      seen: Pick<Receipt, '_id' | 'state'>,
      sign: Sign,
      state: 'signed_once' | 'signed',
    ): Promise<boolean> {
      const { modifiedCount } = await Receipts.updateOne(
        {
          _id: seen._id,
          state: trusted({ $in: ['stored', 'signed_once'], $eq: seen.state }),
          'signs.userId': trusted({ $ne: sign.userId }),
        },
        { $push: { signs: sign }, $set: { state, due: sign.at } } satisfies Update,
      );
      return modifiedCount === 1;
    },

    /** R4. It is final, with what is billed and what follows. */
    async close(id: string, { lines, billed, out, at }: Closing): Promise<void> {
      const frozen = lines.map((line) => ({
        ...line,
        photos: [...line.photos],
        checks: [...line.checks],
      }));
      await Receipts.updateOne({ _id: id, state: 'signed' }, {
        $set: { state: 'final', lines: frozen, billed: [...billed], finalAt: at, due: at },
        $push: { out: { $each: [...out] } },
      } satisfies Update);
    },

    /** Another receipt of the same delivery was first: this one is kept as evidence. */
    async conflict(id: string): Promise<void> {
      await Receipts.updateOne({ _id: id, state: 'signed' }, {
        $set: { state: 'conflicting' },
        $unset: { due: 1 },
      } satisfies Update);
    },
  };
}
