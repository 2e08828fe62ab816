import type { Connection } from 'mongoose';
import { isDuplicate, trusted } from '../../platform/database.ts';
import type { Day } from '../../shared/day.ts';
import { inspectionRecordModel, type RecordDoc } from './inspection-record.model.ts';
import type { InspectionRecord } from './inspection-record.ts';

export interface LedgerFilter {
  readonly from: Day;
  readonly to: Day;
  readonly productId?: string | undefined;
  readonly sellerId?: string | undefined;
}

/** More rows than a page or a book of a month has. */
const MOST_ROWS = 2_000;

/** `inspectionRecords`: rows come and never change. */
export function createInspectionRecordStore(db: Connection) {
  const Records = inspectionRecordModel(db);

  return {
    /** Once: a row of this id already there is the same row. */
    async insert(record: InspectionRecord): Promise<boolean> {
      try {
        await Records.create(record satisfies RecordDoc);
        return true;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        return false;
      }
    },

    /** All versions of the records of a receipt. */
    async ofReceipt(receiptId: string): Promise<InspectionRecord[]> {
      return Records.find({ receiptId }).sort({ _id: 1 }).lean();
    },

    /** The ledger of a canteen, newest day first. */
    async ledger(
      buyerId: string,
      { from, to, productId, sellerId }: LedgerFilter,
    ): Promise<InspectionRecord[]> {
      return Records.find({
        buyerId,
        on: trusted({ $gte: from, $lte: to }),
        ...(productId !== undefined && { productId }),
        ...(sellerId !== undefined && { sellerId }),
      })
        .sort({ on: -1, _id: 1 })
        .limit(MOST_ROWS)
        .lean();
    },
  };
}

export type InspectionRecordStore = ReturnType<typeof createInspectionRecordStore>;
