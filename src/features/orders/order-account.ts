import { addDays } from '../../shared/calendar.ts';
import { dayAt, type Day } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import type { Channel, PayBy } from './order.ts';

/**
 * The money of one order 款项 (`orders.md` §10.1): what may still be credited, per line. Every
 * cancel, light parcel, claim and refund of a line takes from its one `creditableFen`.
 */
export interface OrderAccount {
  /** The order's. */
  readonly _id: string;
  readonly groupId: string;
  readonly payerId: string;
  readonly sellerId: string;
  readonly channel: Channel;
  readonly payBy: PayBy;
  readonly moneyVia: 'direct' | 'collected';
  /** Commission in basis points, frozen when the order is split off. */
  readonly rateBp: number;
  /** Days from acceptance to payment, frozen when the order is split off. */
  readonly termsDays: number;
  /** Its parts of its payer's credit and its buyer's budgets; none where none was set. */
  readonly holds: readonly MoneyHold[];
  /** Number of the newest row. */
  readonly n: number;
  readonly lines: readonly AccountLine[];
  readonly chargedFen: number;
  readonly creditedFen: number;
  readonly commissionFen: number;
  /** Σ(lineFen − share(goneG)) + charged − credited: what credit and budget hold for it. */
  readonly holdFen: number;
  readonly rows: readonly AccountRow[];
}

/** A hold on a pool of fen, as the group took it. */
export interface MoneyHold {
  readonly hid: string;
  readonly pool: 'budget' | 'credit';
  readonly poolId: string;
  readonly t: Date;
}

/** What a row has yet to tell: `id` is its key. `s` counts successor keys, `t` is theirs. */
export interface RowOut {
  readonly id: string;
  readonly at: Date;
  readonly doneAt: Date | null;
  readonly s?: number | undefined;
  readonly t?: Date | null | undefined;
}

export interface AccountLine {
  readonly no: number;
  readonly kind: 'goods' | 'freight' | 'fee';
  readonly orderedG: number;
  readonly lineFen: number;
  /** Grams that were charged, dropped or cut: no longer expected. */
  readonly goneG: number;
  readonly creditableFen: number;
}

export const ROW_KINDS = ['open', 'charge', 'cut', 'credit', 'accept', 'settle'] as const;
type RowKind = (typeof ROW_KINDS)[number];

/** What a row does to one line: `g` grams gone, `fen` charged or credited. */
export interface RowLine {
  readonly no: number;
  readonly g: number;
  readonly fen: number;
  /** Of a charge: grams that the buyer took in, whatever was booked and billed. */
  readonly acceptedG?: number | null | undefined;
}

/** What a buyer on account took in of an order so far, by line and together. */
export interface Accepted {
  readonly lines: readonly { readonly no: number; readonly g: number; readonly fen: number }[];
  readonly g: number;
  /** Charged less credited. */
  readonly fen: number;
}

/** What a caller wants booked. `key` is its cause: `bill:{receipt}`, `order:cancel`, `order:accept`, … */
export interface NewRow {
  readonly key: string;
  readonly kind: Exclude<RowKind, 'open'>;
  readonly lines: readonly RowLine[];
  /** Of a charge: the day of acceptance, from which the days to pay are counted; the day it is booked unless said. */
  readonly acceptedOn?: Day | undefined;
}

/** A row is frozen. */
export interface AccountRow {
  readonly n: number;
  readonly key: string;
  readonly kind: RowKind;
  readonly lines: readonly RowLine[];
  readonly fen: number;
  readonly commissionFen: number;
  /** What credit and budget hold for the order after it. */
  readonly holdFen: number;
  /** Of a charge: the day of acceptance, and when it is to be paid. */
  readonly acceptedOn?: Day | undefined;
  readonly dueOn?: Day | undefined;
  readonly at: Date;
}

/** The change that a row makes, as one statement can write it: everything computed from `n`. */
export interface Booking {
  readonly row: AccountRow;
  readonly lines: readonly AccountLine[];
  readonly chargedFen: number;
  readonly creditedFen: number;
  readonly commissionFen: number;
  readonly holdFen: number;
}

/** Part of a line's money that `g` of its grams are worth, rounded half up. */
export function shareFen(
  { lineFen, orderedG }: Pick<AccountLine, 'lineFen' | 'orderedG'>,
  g: number,
) {
  if (orderedG === 0) return 0;
  return Number((2n * BigInt(lineFen) * BigInt(g) + BigInt(orderedG)) / (2n * BigInt(orderedG)));
}

type Booked = 'n' | 'lines' | 'chargedFen' | 'creditedFen' | 'commissionFen' | 'holdFen' | 'rows';
type AccountFacts = Omit<OrderAccount, Booked>;
type LineFacts = Pick<AccountLine, 'no' | 'kind' | 'orderedG' | 'lineFen'>;

/** The account as it is inserted with its order: row `open`; what a consumer paid may come back. */
export function openAccount(
  facts: AccountFacts,
  lines: readonly LineFacts[],
  at: Date,
): OrderAccount {
  const captured = facts.payBy === 'provider';
  const fenOf = (line: LineFacts) => (captured ? line.lineFen : 0);
  const fen = lines.reduce((sum, line) => sum + fenOf(line), 0);
  const holdFen = captured ? fen : lines.reduce((sum, { lineFen }) => sum + lineFen, 0);
  const open: AccountRow = {
    n: 1,
    key: 'order:open',
    kind: 'open',
    lines: lines.map((line) => ({ no: line.no, g: 0, fen: fenOf(line) })),
    fen,
    commissionFen: 0,
    holdFen,
    at,
  };
  return {
    ...facts,
    n: 1,
    lines: lines.map((line) => ({ ...line, goneG: 0, creditableFen: fenOf(line) })),
    chargedFen: fen,
    creditedFen: 0,
    commissionFen: 0,
    holdFen,
    rows: [open],
  };
}

/**
 * What M1 writes for `wanted` on the account as read.
 * @throws AppError `credit.more-than-charged` with `creditableFen` per line, `account.no-such-line`
 */
export function book(account: OrderAccount, wanted: NewRow, at: Date): Booking {
  const lines = account.lines.map((line) => changed(line, wanted));
  checkLines(account, wanted);
  const fen = wanted.lines.reduce((sum, line) => sum + line.fen, 0);
  const chargedFen = account.chargedFen + (wanted.kind === 'charge' ? fen : 0);
  const creditedFen = account.creditedFen + (wanted.kind === 'credit' ? fen : 0);
  const posted = commissionDue(account, wanted, lines);
  const holdFen = holdFenOf(account, wanted, { lines, netFen: chargedFen - creditedFen });
  return {
    row: {
      ...wanted,
      ...(wanted.kind === 'charge' && datesOf(account, wanted, at)),
      n: account.n + 1,
      fen,
      commissionFen: posted - account.commissionFen,
      holdFen,
      at,
    },
    lines,
    chargedFen,
    creditedFen,
    commissionFen: posted,
    holdFen,
  };
}

/** The accepted totals of an order; undefined before anything was taken in on account. */
export function acceptedOf(account: OrderAccount): Accepted | undefined {
  const charges = account.rows.filter(({ kind }) => kind === 'charge');
  if (charges.length === 0) return undefined;
  const lines = account.lines.map(({ no, creditableFen }) => {
    const taken = charges.flatMap((row) => row.lines.filter((line) => line.no === no));
    return {
      no,
      g: taken.reduce((sum, { acceptedG }) => sum + (acceptedG ?? 0), 0),
      fen: creditableFen,
    };
  });
  const g = lines.reduce((sum, line) => sum + line.g, 0);
  return { lines, g, fen: account.chargedFen - account.creditedFen };
}

/** Whether a row that is there is the wanted one come again. A cancel is, whatever it was worth. */
export function isSameRow(row: AccountRow, wanted: NewRow): boolean {
  if (row.kind !== wanted.kind) return false;
  if (wanted.key === 'order:cancel') return true;
  return JSON.stringify(plain(row.lines)) === JSON.stringify(plain(wanted.lines));
}

/** Lines of a row that takes back all that is left: a cancel. */
export function allThatIsLeft(account: OrderAccount): RowLine[] {
  return account.lines
    .map(({ no, creditableFen, orderedG, goneG }) => ({
      no,
      g: orderedG - goneG,
      fen: creditableFen,
    }))
    .filter(({ fen, g }) => fen > 0 || g > 0);
}

/** Lines of a row for `g` grams that fell away of line `no` (`order:drop:{hid}`): `share(d+g) − share(d)`. */
export function fallenAway(account: OrderAccount, no: number, g: number): RowLine[] {
  const line = account.lines.find((each) => each.no === no);
  if (!line) throw noSuchLine(account._id, no);
  const fen = shareFen(line, line.goneG + g) - shareFen(line, line.goneG);
  return [{ no, g, fen: account.payBy === 'provider' ? fen : 0 }];
}

function changed(line: AccountLine, { kind, lines }: NewRow): AccountLine {
  return lines
    .filter(({ no }) => no === line.no)
    .reduce((sum, { g, fen }) => {
      const goneG = sum.goneG + g;
      if (kind === 'charge') return { ...sum, goneG, creditableFen: sum.creditableFen + fen };
      if (kind === 'credit') return { ...sum, goneG, creditableFen: sum.creditableFen - fen };
      return { ...sum, goneG };
    }, line);
}

function checkLines(account: OrderAccount, { kind, lines }: NewRow): void {
  for (const { no, fen } of lines) {
    const line = account.lines.find((each) => each.no === no);
    if (!line) throw noSuchLine(account._id, no);
    if (kind === 'credit' && fen > line.creditableFen) {
      throw new AppError('conflict', 'credit.more-than-charged', 'That much was not charged.', {
        facts: { line: no, creditableFen: line.creditableFen },
      });
    }
  }
}

/** Paid so many days after the goods were accepted. */
function datesOf({ termsDays }: OrderAccount, { acceptedOn }: NewRow, at: Date) {
  const day = acceptedOn ?? dayAt(at);
  return { acceptedOn: day, dueOn: addDays(day, termsDays) };
}

/** On goods, rounded on the whole order; nothing before a consumer's goods are accepted. */
function commissionDue(
  account: OrderAccount,
  { kind }: NewRow,
  lines: readonly AccountLine[],
): number {
  const isAccepted = kind === 'accept' || account.rows.some((row) => row.kind === 'accept');
  if (account.payBy === 'provider' && !isAccepted) return 0;
  const goodsFen = lines.reduce(
    (sum, line) => sum + (line.kind === 'goods' ? line.creditableFen : 0), // charged − credited
    0,
  );
  return Number((2n * BigInt(account.rateBp) * BigInt(goodsFen) + 10_000n) / 20_000n);
}

/** Nothing more is expected of what is paid, or settled. */
function holdFenOf(
  account: OrderAccount,
  { kind }: NewRow,
  { lines, netFen }: { lines: readonly AccountLine[]; netFen: number },
): number {
  const isSettled = kind === 'settle' || account.rows.some((row) => row.kind === 'settle');
  if (account.payBy === 'provider' || isSettled) return netFen;
  const expected = lines.reduce(
    (sum, line) => sum + line.lineFen - shareFen(line, Math.min(line.goneG, line.orderedG)),
    0,
  );
  return expected + netFen;
}

function noSuchLine(orderId: string, no: number): AppError {
  return new AppError('invalid', 'account.no-such-line', `Order ${orderId} has no line ${no}.`, {
    facts: { line: no },
  });
}

function plain(lines: readonly RowLine[]) {
  return lines.map(({ no, g, fen }) => [no, g, fen]);
}
