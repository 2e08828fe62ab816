/** More shapes of what lies in the store, again only what is added up. */
interface AccountRow {
  readonly _id: string;
  readonly groupId: string;
  readonly payerId?: string;
  readonly payBy: string;
  /** Effects of its rows, by their keys. */
  readonly out?: readonly { readonly id: string; readonly doneAt: Date | null }[];
  readonly lines: readonly { readonly no: number; readonly creditableFen: number }[];
  readonly chargedFen: number;
  readonly creditedFen: number;
  readonly holdFen: number;
  readonly holds?: readonly {
    readonly hid: string;
    readonly pool: 'budget' | 'credit';
    readonly poolId: string;
  }[];
  readonly rows: readonly {
    readonly n: number;
    readonly key: string;
    readonly kind: string;
    readonly fen: number;
    readonly lines: readonly { readonly no: number; readonly fen: number }[];
  }[];
}

interface PaymentRow {
  readonly _id: string;
  readonly groupId: string;
  readonly fen: number;
  readonly refundableFen: number;
  readonly takes: readonly { readonly key: string; readonly fen: number }[];
  readonly use?: string;
}

interface EntryRow {
  readonly _id: string;
  readonly postings: readonly { readonly account: string; readonly fen: number }[];
  readonly payerId: string | null;
  readonly sellerId: string | null;
  readonly statementId: string | null;
  readonly orderId?: string | null;
  readonly at?: Date;
}

interface StatementRow {
  readonly _id: string;
  readonly entryKeys: readonly string[];
}

interface StopRow {
  readonly _id: string;
  readonly root: string;
  readonly stopId: string;
  readonly state: string;
  readonly scope: readonly { readonly hid: string }[];
}

interface LimitRow {
  readonly _id: string;
  readonly limitFen: number;
  readonly availFen: number;
  readonly heldFen: number;
  readonly soldFen: number;
  readonly usedFen: number;
  readonly holds: readonly { readonly id: string; readonly g: number; readonly s: string }[];
}

interface ShippedRow {
  readonly _id: string;
  readonly n: number;
  readonly state: string;
  readonly snapshot?: readonly { readonly hid: string; readonly batchId: string }[];
  readonly holds?: readonly { readonly hid: string }[];
}

interface FrozenRow {
  readonly _id: string;
  readonly body: string;
  readonly sha256: string;
}

interface MakingRow {
  readonly _id: string;
  readonly kind: string;
  readonly state: string;
  readonly inputs: readonly { readonly batchId: string; readonly g: number }[];
  readonly outputs: readonly { readonly code: string; readonly g: number }[];
  readonly wasteG: number;
  readonly toleranceG: number;
}

/** Which collection holds which rows. */
export interface Rows {
  readonly orderAccounts: AccountRow;
  readonly payments: PaymentRow;
  readonly ledgerEntries: EntryRow;
  readonly statements: StatementRow;
  readonly batchStops: StopRow;
  readonly creditAccounts: LimitRow;
  readonly budgets: LimitRow;
  readonly deliveries: ShippedRow;
  readonly inspectionRecords: FrozenRow;
  readonly transformations: MakingRow;
}
