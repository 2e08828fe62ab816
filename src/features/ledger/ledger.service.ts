import { dayAt } from '../../shared/day.ts';
import { entriesOf, type Account, type OrderFacts, type Row } from './entry.ts';
import type { EntryStore } from './entry.store.ts';
import { fold } from './fold.ts';
import type { Posting } from './posting.service.ts';

interface Deps {
  entries: EntryStore;
  post: Posting['post'];
  orderOf: (orderId: string) => Promise<OrderFacts>;
  now: () => Date;
}

/** The ledger: what orders' accounts tell it, and what it says of who owes whom. */
export function createLedger({ entries, post, orderOf, now }: Deps) {
  /** The entries of a row of an order's account, each once. */
  async function postRow(account: Account, row: Row): Promise<void> {
    if (row.kind !== 'charge' && row.kind !== 'credit' && row.kind !== 'accept') return;
    const order = await orderOf(account._id);
    for (const entry of entriesOf(account, row, order, dayAt(row.at))) await post(entry);
  }

  /** 往来明细 between a payer and a seller: every entry by day, and the fold of it. */
  async function between(payerId: string, sellerId: string) {
    const found = await entries.receivables({ payerId, sellerId });
    return { entries: found, folded: fold(found, dayAt(now())) };
  }

  /** By counterpart: of a payer his sellers, of a seller his payers. */
  async function balances(side: { payerId: string } | { sellerId: string }) {
    const found = await entries.receivables(side);
    const other = 'payerId' in side ? ('sellerId' as const) : ('payerId' as const);
    const ids = [...new Set(found.map((entry) => entry[other] ?? ''))];
    return ids.map((orgId) => {
      const own = found.filter((entry) => entry[other] === orgId);
      return { orgId, entries: own, folded: fold(own, dayAt(now())) };
    });
  }

  return { postRow, between, balances, entriesOf: (ids: readonly string[]) => entries.many(ids) };
}

export type Ledger = ReturnType<typeof createLedger>;
