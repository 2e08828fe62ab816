import type { Books, Finder } from './books.ts';
import type { Rows } from './rows.ts';

type Account = Rows['orderAccounts'];
type Payment = Rows['payments'];

const fenOf = (rows: readonly { readonly fen: number }[]): number =>
  rows.reduce((sum, { fen }) => sum + fen, 0);

/** I9: one capture pays a group; what goes back of it is never more than it. */
export const paidTwice: Finder = async function* (books) {
  const used = new Map<string, string>();
  for await (const payment of books.rows('payments')) {
    for (const why of wrongTakes(payment)) yield { id: payment._id, why };
    if (payment.use !== 'group') continue;
    const other = used.get(payment.groupId);
    if (other !== undefined)
      yield { id: payment._id, why: `${other} paid for ${payment.groupId} too` };
    used.set(payment.groupId, payment._id);
  }
};

function wrongTakes({ fen, refundableFen, takes }: Payment): string[] {
  const left = fen - fenOf(takes);
  return [
    ...(left === refundableFen
      ? []
      : [`${refundableFen} fen may go back, its takes leave ${left}`]),
    ...(refundableFen < 0 ? [`${-refundableFen} fen more went back than came`] : []),
    ...(new Set(takes.map(({ key }) => key)).size < takes.length ? ['the same refund twice'] : []),
  ];
}

/** I21: nothing is credited twice or beyond its charge: every account is the sum of its rows. */
export const overcredited: Finder = async function* (books) {
  for await (const account of books.rows('orderAccounts')) {
    for (const why of [...wrongLines(account), ...wrongSums(account)])
      yield { id: account._id, why };
  }
};

function wrongLines({ lines, rows }: Account): string[] {
  return lines.flatMap(({ no, creditableFen }) => {
    const of = (kinds: readonly string[]) =>
      fenOf(
        rows
          .filter(({ kind }) => kinds.includes(kind))
          .flatMap((row) => row.lines.filter((line) => line.no === no)),
      );
    const left = of(['open', 'charge']) - of(['credit']);
    if (creditableFen < 0) return [`line ${no}: credited ${-creditableFen} fen more than charged`];
    return left === creditableFen
      ? []
      : [`line ${no}: ${creditableFen} fen may be credited, its rows leave ${left}`];
  });
}

function wrongSums({ rows, chargedFen, creditedFen }: Account): string[] {
  const of = (kinds: readonly string[]) => fenOf(rows.filter(({ kind }) => kinds.includes(kind)));
  const [charged, credited] = [of(['open', 'charge']), of(['credit'])];
  return [
    ...(charged === chargedFen ? [] : [`charged ${chargedFen} fen, its rows say ${charged}`]),
    ...(credited === creditedFen ? [] : [`credited ${creditedFen} fen, its rows say ${credited}`]),
    ...(new Set(rows.map(({ key }) => key)).size < rows.length
      ? ['one cause is booked twice']
      : []),
    ...(rows.some(({ n }, place) => n !== place + 1)
      ? ['its rows are not numbered one by one']
      : []),
  ];
}

/** I11: every entry is balanced, in whole fen, and what somebody owes stands on one statement. */
export const unledgered: Finder = async function* (books) {
  const stands = new Map<string, number>();
  for await (const { entryKeys } of books.rows('statements')) {
    for (const key of entryKeys) stands.set(key, (stands.get(key) ?? 0) + 1);
  }
  for await (const entry of books.rows('ledgerEntries')) {
    for (const why of unbalanced(entry)) yield { id: entry._id, why };
    const on = stands.get(entry._id) ?? 0;
    const isOwed = entry.payerId !== null && entry.sellerId !== null;
    if (isOwed && on !== 1) yield { id: entry._id, why: `it stands on ${on} statements` };
  }
};

function unbalanced({ postings }: Rows['ledgerEntries']): string[] {
  const sum = fenOf(postings);
  return [
    ...(sum === 0 ? [] : [`its postings sum to ${sum} fen`]),
    ...(postings.every(({ fen }) => Number.isInteger(fen)) ? [] : ['it has parts of a fen']),
  ];
}

/** I22: a limit is what is available, held, sold and used of it, and its holds say so. */
export const misspent: Finder = async function* (books) {
  for (const name of ['creditAccounts', 'budgets'] as const) yield* wrongLimits(books, name);
};

async function* wrongLimits(books: Books, name: 'creditAccounts' | 'budgets') {
  for await (const { _id: id, ...limit } of books.rows(name)) {
    const { limitFen, availFen, heldFen, soldFen, usedFen, holds } = limit;
    const is = availFen + heldFen + soldFen + usedFen;
    if (is !== limitFen) yield { id, why: `of ${limitFen} fen ${is} are accounted for` };
    for (const [s, fen] of [['held', heldFen] as const, ['sold', soldFen] as const]) {
      const sum = holds.reduce((total, hold) => total + (hold.s === s ? hold.g : 0), 0);
      if (sum !== fen) yield { id, why: `${s} ${fen} fen, its holds say ${sum}` };
    }
  }
}
