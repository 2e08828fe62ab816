import type { Day } from '../../shared/day.ts';

/** Part of an entry: `fen` > 0 debit, < 0 credit. */
interface Posting {
  /** `receivable:{payer}:{seller}`, `sales:{seller}`, `prepaid:{group}`, `cash:{provider}`… */
  readonly account: string;
  readonly fen: number;
}

interface Names {
  readonly zh: string;
  readonly en: string;
}

/** A line of goods of a charge or credit, as it stood when it was posted. */
interface EntryLine {
  readonly no: number;
  readonly name: Names;
  readonly spec: Names;
  readonly price: string;
  /** Grams taken in; null where the row says nothing of them. */
  readonly g: number | null;
  readonly fen: number;
}

export const ENTRY_KINDS = [
  'charge',
  'credit',
  'fee',
  'payment',
  'reversal',
  'accept',
  'capture',
  'refund',
] as const;
type EntryKind = (typeof ENTRY_KINDS)[number];

/** One entry of the ledger 分录: inserted once, never changed; its postings add up to 0. */
export interface Entry {
  readonly _id: string;
  readonly kind: EntryKind;
  readonly at: Date;
  /** Its business date, which decides its period. */
  readonly on: Day;
  /** Who owes and whom, where it moves a receivable; else null. */
  readonly payerId: string | null;
  readonly sellerId: string | null;
  /** What it does to that receivable. */
  readonly fen: number;
  readonly postings: readonly Posting[];
  readonly acceptedOn: Day | null;
  readonly dueOn: Day | null;
  readonly orderId: string | null;
  readonly orderNo: string | null;
  readonly buyerId: string | null;
  readonly lines: readonly EntryLine[];
  /** Keys of the charges that it takes back from. */
  readonly corrects: readonly string[];
  readonly reverses: string | null;
  /** The statement it stands on, where it moves a receivable. */
  readonly statementId: string | null;
}

/** An entry before it has its place on a statement. */
export type NewEntry = Omit<Entry, 'statementId'>;

/** A row of an order's account, as far as the ledger reads it. */
export interface Row {
  readonly n: number;
  readonly key: string;
  readonly kind: string;
  readonly lines: readonly {
    readonly no: number;
    readonly fen: number;
    readonly acceptedG?: number | null | undefined;
  }[];
  readonly fen: number;
  readonly commissionFen: number;
  readonly acceptedOn?: Day | undefined;
  readonly dueOn?: Day | undefined;
  readonly at: Date;
}

export interface Account {
  readonly _id: string;
  readonly groupId: string;
  readonly payerId: string;
  readonly sellerId: string;
  readonly payBy: 'account' | 'provider';
  readonly rows: readonly Row[];
}

/** What an entry tells of its order. */
export interface OrderFacts {
  readonly no: string;
  readonly buyerId: string;
  readonly lines: readonly {
    readonly no: number;
    readonly name: Names;
    readonly spec: Names;
    readonly price: { readonly fen: number; readonly perG?: number; readonly perUnit?: 1 };
  }[];
}

const PLATFORM = 'platform';
export const receivable = (payerId: string, sellerId: string) =>
  `receivable:${payerId}:${sellerId}`;

/** The entries of a row (`orders.md` §10.2): none for a row without money. */
export function entriesOf(account: Account, row: Row, order: OrderFacts, on: Day): NewEntry[] {
  return account.payBy === 'account'
    ? onAccount(account, row, order, on)
    : paidAhead(account, row, order, on);
}

/** `direct`: the payer owes the seller, and the seller owes the commission, if there is one. */
function onAccount(account: Account, row: Row, order: OrderFacts, on: Day): NewEntry[] {
  if ((row.kind !== 'charge' && row.kind !== 'credit') || row.fen === 0) return [];
  const { payerId, sellerId } = account;
  const fen = row.kind === 'charge' ? row.fen : -row.fen;
  const main: NewEntry = {
    ...bare(account, row, order, on),
    ...{ kind: row.kind, payerId, sellerId, fen },
    postings: [
      { account: receivable(payerId, sellerId), fen },
      { account: `sales:${sellerId}`, fen: -fen },
    ],
    corrects: row.kind === 'credit' ? chargesBefore(account, row) : [],
  };
  return row.commissionFen === 0 ? [main] : [main, feeOf(account, row, main)];
}

function feeOf({ sellerId }: Account, { commissionFen: fen }: Row, main: NewEntry): NewEntry {
  return {
    ...main,
    _id: `${main._id}:fee`,
    ...{ kind: 'fee', payerId: sellerId, sellerId: PLATFORM, fen, lines: [], corrects: [] },
    postings: [
      { account: receivable(sellerId, PLATFORM), fen },
      { account: 'commission', fen: -fen },
    ],
  };
}

/** Retail: the money is there before the goods are; accepted, it is the seller's. */
function paidAhead(account: Account, row: Row, order: OrderFacts, on: Day): NewEntry[] {
  const { groupId, sellerId } = account;
  const accepted = account.rows.find(({ kind }) => kind === 'accept');
  const base = { ...bare(account, row, order, on), payerId: null, sellerId: null, fen: 0 };
  const { commissionFen: fee } = row;
  if (row.kind === 'accept') {
    const fen = netBefore(account, row);
    const postings = [
      { account: `prepaid:${groupId}`, fen },
      { account: `payable:${sellerId}`, fen: fee - fen },
      ...(fee === 0 ? [] : [{ account: 'commission', fen: -fee }]),
    ];
    return fen === 0 ? [] : [{ ...base, kind: 'accept', postings }];
  }
  if (row.kind !== 'credit' || row.fen === 0) return [];
  const isAfter = accepted !== undefined && accepted.n < row.n;
  const from = isAfter
    ? [
        { account: `payable:${sellerId}`, fen: row.fen + fee },
        ...(fee === 0 ? [] : [{ account: 'commission', fen: -fee }]),
      ]
    : [{ account: `prepaid:${groupId}`, fen: row.fen }];
  const postings = [...from, { account: `refund:${groupId}`, fen: -row.fen }];
  return [{ ...base, kind: 'credit', postings }];
}

function bare(account: Account, row: Row, order: OrderFacts, on: Day) {
  return {
    _id: `${account._id}:${row.key}`,
    ...{ at: row.at, on, acceptedOn: row.acceptedOn ?? null, dueOn: row.dueOn ?? null },
    ...{ orderId: account._id, orderNo: order.no, buyerId: order.buyerId },
    lines: linesOf(row, order),
    ...{ corrects: [], reverses: null },
  };
}

function linesOf({ lines }: Row, order: OrderFacts): EntryLine[] {
  return lines.flatMap(({ no, fen, acceptedG }) => {
    const line = order.lines.find((each) => each.no === no);
    if (!line || fen === 0) return [];
    const { fen: per, perG } = line.price;
    const price = perG === undefined ? `${per}/unit` : `${per}/${perG}`;
    return [{ no, name: line.name, spec: line.spec, price, g: acceptedG ?? null, fen }];
  });
}

/** What a consumer had paid of this order and not got back when the row was written. */
function netBefore({ rows }: Account, { n }: Row): number {
  return rows
    .filter((row) => row.n < n)
    .reduce((sum, { kind, fen }) => {
      if (kind === 'open' || kind === 'charge') return sum + fen;
      return kind === 'credit' ? sum - fen : sum;
    }, 0);
}

/** The charges that a credit may be of: earlier ones of the same lines. */
function chargesBefore({ _id, rows }: Account, { n, lines }: Row): string[] {
  const wanted = new Set(lines.map(({ no }) => no));
  return rows
    .filter((row) => row.kind === 'charge' && row.n < n)
    .filter((row) => row.lines.some(({ no }) => wanted.has(no)))
    .map(({ key }) => `${_id}:${key}`);
}
