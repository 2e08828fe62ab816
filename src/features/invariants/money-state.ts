import { isOlder, type Books, type Finder, type Moment } from './books.ts';
import type { Rows } from './rows.ts';

type Account = Rows['orderAccounts'];
type Entry = Rows['ledgerEntries'];

const ORDER_OVER = ['closed', 'cancelled'];
const MONEY_SETTLED = ['done', 'rejected', 'expired', 'cancelled', 'declined'];

/** I8: of what was captured is kept what the orders of its group came to; on account the ledger says the same. */
export const unlikeState: Finder = async function* (books, moment) {
  const kept = await keptByGroup(books);
  const accounts = await listed(books.rows('orderAccounts'));
  const net = sumsBy(accounts, ({ groupId }) => groupId, netOf);
  const busy = await busyGroups(books, accounts);
  for await (const group of books.groups()) {
    const { _id: id, state, issuedAt } = group;
    const has = kept.get(id);
    if (has === undefined || busy.has(id) || !isOlder(issuedAt, moment)) continue;
    if (isBusy(group) || !MONEY_SETTLED.includes(state)) continue;
    const due = state === 'done' ? (net.get(id) ?? 0) : 0;
    if (has !== due) yield { id, why: `it is ${state}; ${has} fen are kept, ${due} fen are due` };
  }
  yield* unlikeLedger(accounts, await listed(books.rows('ledgerEntries')));
};

/** Groups of which an order or its money is still under way. */
async function busyGroups(books: Books, accounts: readonly Account[]): Promise<Set<string>> {
  const busy = new Set(accounts.filter(isBusy).map(({ groupId }) => groupId));
  for await (const order of books.orders()) {
    if (!ORDER_OVER.includes(order.state)) busy.add(order.groupId);
  }
  return busy;
}

/** What was captured for a group and did not go back. */
async function keptByGroup(books: Books): Promise<Map<string, number>> {
  const used = (await listed(books.rows('payments'))).filter(({ use }) => use === 'group');
  return sumsBy(
    used,
    ({ groupId }) => groupId,
    ({ fen, takes }) => fen - takes.reduce((sum, take) => sum + take.fen, 0),
  );
}

function* unlikeLedger(accounts: readonly Account[], entries: readonly Entry[]) {
  const owed = sumsBy(entries, ({ orderId }) => orderId ?? '', receivableFen);
  for (const account of accounts.filter(({ payBy }) => payBy === 'account')) {
    if (isBusy(account)) continue;
    const is = owed.get(account._id) ?? 0;
    if (is === netOf(account)) continue;
    const why = `its entries say ${is} fen are owed, its account ${netOf(account)} fen`;
    yield { id: account._id, why };
  }
}

/** I11: what a row of an order's account moved stands in the ledger. */
export const unposted: Finder = async function* (books) {
  const posted = new Set((await listed(books.rows('ledgerEntries'))).map(({ _id }) => _id));
  for await (const { _id, payBy, rows, out } of books.rows('orderAccounts')) {
    const told = new Set(out?.filter(({ doneAt }) => doneAt !== null).map(({ id }) => id));
    const kinds = payBy === 'account' ? ['charge', 'credit'] : ['credit'];
    for (const { key, kind, fen } of rows) {
      if (fen === 0 || !kinds.includes(kind) || !told.has(key)) continue;
      if (!posted.has(`${_id}:${key}`))
        yield { id: _id, why: `${key} (${fen} fen) has no entry in the ledger` };
    }
  }
};

/** I22: what an order holds of credit and budget is what its account expects of it. */
export const heldUnlikeAccount: Finder = async function* (books) {
  const limits = await limitsOf(books);
  const letGo = new Set<string>();
  for await (const { _id, state } of books.orders()) if (LET_GO.includes(state)) letGo.add(_id);
  for await (const account of books.rows('orderAccounts')) {
    if (isBusy(account) || isSettled(account) || letGo.has(account._id)) continue;
    for (const why of wronglyHeld(account, limits)) yield { id: account._id, why };
  }
};

const LET_GO = ['cancelled', 'cancelling'];

async function limitsOf(books: Books) {
  return {
    credit: byId(await listed(books.rows('creditAccounts'))),
    budget: byId(await listed(books.rows('budgets'))),
  };
}

function wronglyHeld(
  { holds, holdFen }: Account,
  limits: Awaited<ReturnType<typeof limitsOf>>,
): string[] {
  return (holds ?? []).flatMap(({ hid, pool, poolId }) => {
    const hold = limits[pool].get(poolId)?.holds.find(({ id }) => id === hid);
    if (hold?.s === 'sold' && hold.g === holdFen) return [];
    const has = hold ? `${hold.g} fen (${hold.s})` : 'nothing';
    return [`${pool} ${poolId} holds ${has}, its account expects ${holdFen} fen`];
  });
}

/** I22: used credit is what is owed but for what open orders still hold. */
export const usedUnlikeOwed: Finder = async function* (books, moment) {
  const [accounts, entries] = await Promise.all([
    listed(books.rows('orderAccounts')),
    listed(books.rows('ledgerEntries')),
  ]);
  const owed = sumsBy(entries, ({ payerId }) => payerId ?? '', receivableFen);
  const open = sumsBy(
    accounts.filter((account) => holdsCredit(account) && !isSettled(account)),
    ({ payerId }) => payerId ?? '',
    netOf,
  );
  const busy = new Set([...busyPayers(accounts), ...youngPayers(entries, moment)]);
  for await (const { _id: id, usedFen } of books.rows('creditAccounts')) {
    if (busy.has(id)) continue;
    const due = (owed.get(id) ?? 0) - (open.get(id) ?? 0);
    if (usedFen !== due) yield { id, why: `${usedFen} fen are used, ${due} fen are owed` };
  }
};

function busyPayers(accounts: readonly Account[]): string[] {
  return accounts.filter(isBusy).map(({ payerId }) => payerId ?? '');
}

function youngPayers(entries: readonly Entry[], moment: Moment): string[] {
  const young = entries.filter(({ at }) => at !== undefined && !isOlder(at, moment));
  return young.map(({ payerId }) => payerId ?? '');
}

function receivableFen({ payerId, sellerId, postings }: Entry): number {
  if (sellerId === 'platform') return 0;
  const account = `receivable:${payerId ?? ''}:`;
  return postings
    .filter((posting) => posting.account.startsWith(account))
    .reduce((sum, { fen }) => sum + fen, 0);
}

function holdsCredit({ holds }: Account): boolean {
  return holds?.some(({ pool }) => pool === 'credit') ?? false;
}

function isSettled({ rows }: Account): boolean {
  return rows.some(({ kind }) => kind === 'settle');
}

/** Effects of its rows are still under way. */
function isBusy({ out }: Pick<Account, 'out'>): boolean {
  return out?.some(({ doneAt }) => doneAt === null) ?? false;
}

function netOf({ chargedFen, creditedFen }: Account): number {
  return chargedFen - creditedFen;
}

function sumsBy<T>(
  list: readonly T[],
  key: (each: T) => string,
  of: (each: T) => number,
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const each of list) sums.set(key(each), (sums.get(key(each)) ?? 0) + of(each));
  return sums;
}

function byId<T extends { readonly _id: string }>(list: readonly T[]): Map<string, T> {
  return new Map(list.map((each) => [each._id, each]));
}

async function listed<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const row of rows) list.push(row);
  return list;
}
