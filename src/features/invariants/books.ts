import type { Rows } from './rows.ts';

/**
 * The books as an auditor reads them: what lies in the store, whatever the features believe. Shapes
 * name only what is added up, so that a feature's change of mind shows here as a violation.
 */
export interface HoldRow {
  readonly id: string;
  readonly kind: string;
  readonly ref: string;
  readonly g: number;
  readonly s: 'held' | 'sold' | 'shipped' | 'done' | 'released';
  readonly t: Date;
  readonly exp: Date | null;
}

export const COUNTERS = [
  'receivedG',
  'transformedInG',
  'returnedG',
  'movedInG',
  'availG',
  'heldG',
  'soldG',
  'shippedG',
  'lossG',
  'sampleG',
  'transformedOutG',
  'movedOutG',
] as const;
export type Counter = (typeof COUNTERS)[number];

export type BalanceRow = {
  readonly _id: string;
  readonly status?: string;
  readonly stops?: readonly { readonly id: string }[];
  readonly holds: readonly HoldRow[];
} & {
  readonly [C in Counter]: number;
};

/** A harvest that goods are sold from before they are there. */
export interface PlanRow {
  readonly _id: string;
  readonly expectedG: number;
  readonly availG: number;
  readonly heldG: number;
  readonly soldG: number;
  readonly holds: readonly HoldRow[];
}

export interface MovementRow {
  readonly _id: string;
  readonly batchId: string;
  readonly kind: string;
  readonly g: number;
  readonly reverses: string | null;
}

type PriceRow = { readonly fen: number } & (
  | { readonly perG: number; readonly perUnit?: undefined }
  | { readonly perUnit: 1; readonly perG?: undefined }
);

export interface LineRow {
  readonly no: number;
  readonly orderedUnits: number;
  readonly orderedG: number;
  readonly price: PriceRow;
  readonly lineFen: number;
  readonly dropped?: boolean;
}

export interface OutRow {
  readonly id: string;
  readonly at: Date;
  readonly doneAt: Date | null;
}

export interface GroupRow {
  readonly _id: string;
  readonly buyerId: string;
  readonly cmdKey: string;
  readonly state: string;
  readonly issuedAt: Date;
  readonly exp?: Date;
  readonly lines: readonly LineRow[];
  readonly holds: readonly {
    readonly hid: string;
    readonly poolId: string;
    readonly drop: boolean;
  }[];
  readonly feesFen: number;
  readonly totalFen: number;
  readonly out: readonly OutRow[];
}

export interface AllocRow {
  readonly hid: string;
  readonly batchId: string;
  /** Absent: stock. */
  readonly pool?: 'stock' | 'plan';
  readonly g: number;
  readonly k: number;
  readonly drop: boolean;
  readonly next: { readonly hid: string; readonly batchId: string } | null;
}

export interface OrderRow {
  readonly _id: string;
  readonly groupId: string;
  readonly state: string;
  readonly lines: readonly LineRow[];
  readonly allocs: readonly AllocRow[];
  readonly weights: readonly { readonly hid: string; readonly k: number; readonly g: number }[];
  readonly totalFen: number;
  readonly out: readonly OutRow[];
}

export interface DeliveryRow {
  readonly _id: string;
  readonly state: string;
  readonly packed: boolean;
  readonly due?: Date;
  readonly out: readonly OutRow[];
}

export interface ReceiptRow {
  readonly _id: string;
  readonly deliveryId: string;
  readonly channel: string;
  readonly state: string;
  readonly lines: readonly {
    readonly no: number;
    readonly batchId: string;
    readonly shippedG: number;
    readonly overG: number;
    readonly acceptedG: number;
    readonly rejectedG: number;
    readonly shortageG: number;
  }[];
  readonly excess: readonly { readonly no: number; readonly choice: string }[];
  readonly billed: readonly {
    readonly no: number;
    readonly capG: number;
    readonly billedG: number;
    readonly billedUnits: number | null;
  }[];
  readonly finalAt: Date | null;
  readonly out: readonly OutRow[];
}

export interface RecordRow {
  readonly _id: string;
  readonly receiptId: string;
}

export interface FileRow {
  readonly _id: string;
  readonly blobs: readonly { readonly blob: string }[];
}

/** Everything that is added up, each read as a stream in the order of ids. */
export interface Books {
  readonly balances: () => AsyncIterable<BalanceRow>;
  readonly movementsOf: (batchId: string) => Promise<readonly MovementRow[]>;
  readonly balance: (batchId: string) => Promise<BalanceRow | undefined>;
  readonly plans: () => AsyncIterable<PlanRow>;
  readonly plan: (planId: string) => Promise<PlanRow | undefined>;
  readonly groups: () => AsyncIterable<GroupRow>;
  readonly group: (id: string) => Promise<GroupRow | undefined>;
  readonly orders: () => AsyncIterable<OrderRow>;
  readonly ordersOf: (groupId: string) => Promise<readonly OrderRow[]>;
  readonly deliveries: () => AsyncIterable<DeliveryRow>;
  readonly receipts: () => AsyncIterable<ReceiptRow>;
  readonly recordsOf: (receiptId: string) => Promise<readonly RecordRow[]>;
  /** Of a collection named in `rows.ts`. */
  readonly rows: <Name extends keyof Rows>(name: Name) => AsyncIterable<Rows[Name]>;
  readonly files: () => AsyncIterable<FileRow>;
  readonly fileOfBlob: (blob: string) => Promise<FileRow | undefined>;
  readonly hasBlob: (name: string) => Promise<boolean>;
  /** Names of stored bytes that are older than an hour. */
  readonly oldBlobs: () => Promise<readonly string[]>;
}

/** What rows younger than this do is still under way. */
export interface Moment {
  readonly now: Date;
  readonly graceMs: number;
}

export interface Violation {
  readonly invariant: string;
  readonly id: string;
  /** What is wrong, in words an operator can act on. */
  readonly why: string;
}

export type Finder = (books: Books, moment: Moment) => AsyncIterable<Omit<Violation, 'invariant'>>;

export function isOlder(at: Date, { now, graceMs }: Moment): boolean {
  return now.getTime() - at.getTime() >= graceMs;
}
