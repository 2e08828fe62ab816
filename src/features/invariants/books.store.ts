import type { Connection } from 'mongoose';
import type {
  BalanceRow,
  Books,
  DeliveryRow,
  FileRow,
  GroupRow,
  MovementRow,
  OrderRow,
  PlanRow,
  ReceiptRow,
  RecordRow,
} from './books.ts';

interface Bytes {
  readonly exists: (name: string) => Promise<boolean>;
  readonly olderThan: (ms: number) => Promise<readonly string[]>;
}

const HOUR_MS = 3_600_000;

/** Reads the collections as they lie there, past every feature; changes nothing. */
export function createBooks(db: Connection, bytes: Bytes): Books {
  type Key = { readonly _id: string };
  const all = <Row extends Key>(name: string): AsyncIterable<Row> =>
    db.collection<Row>(name).find({}).sort({ _id: 1 }) as AsyncIterable<Row>; // shapes of books.ts

  const where = <Row extends Key>(name: string, filter: Record<string, string>): Promise<Row[]> =>
    db.collection(name).find(filter).sort({ _id: 1 }).toArray() as unknown as Promise<Row[]>;

  const one = async <Row extends Key>(name: string, filter: Record<string, string>) =>
    (await where<Row>(name, filter))[0];

  return {
    balances: () => all<BalanceRow>('batchBalances'),
    balance: (batchId) => one<BalanceRow>('batchBalances', { _id: batchId }),
    movementsOf: (batchId) => where<MovementRow>('batchMovements', { batchId }),
    plans: () => all<PlanRow>('harvestPlans'),
    plan: (planId) => one<PlanRow>('harvestPlans', { _id: planId }),
    groups: () => all<GroupRow>('orderGroups'),
    group: (id) => one<GroupRow>('orderGroups', { _id: id }),
    orders: () => all<OrderRow>('orders'),
    ordersOf: (groupId) => where<OrderRow>('orders', { groupId }),
    deliveries: () => all<DeliveryRow>('deliveries'),
    receipts: () => all<ReceiptRow>('receipts'),
    recordsOf: (receiptId) => where<RecordRow>('inspectionRecords', { receiptId }),
    rows: (name) => all(name),
    files: () => all<FileRow>('files'),
    fileOfBlob: (blob) => one<FileRow>('files', { 'blobs.blob': blob }),
    hasBlob: (name) => bytes.exists(name),
    oldBlobs: () => bytes.olderThan(HOUR_MS),
  };
}
