import {
  COUNTERS,
  type BalanceRow,
  type Counter,
  type HoldRow,
} from '../../src/features/invariants/books.ts';
import { findViolations } from '../../src/features/invariants/invariants.ts';
import type { Books } from '../../src/features/invariants/books.ts';
import type { Rows } from '../../src/features/invariants/rows.ts';
import { TEST_NOW } from './builders.ts';

export const t = TEST_NOW;
const moment = { now: t, graceMs: 0 };

export async function* none(): AsyncGenerator<never> {
  // nothing lies there
}

export async function* each<T>(...rows: T[]): AsyncGenerator<T> {
  for (const row of rows) yield await Promise.resolve(row);
}

/** Rows of these collections, and nothing in the others. */
export function lying(rows: { readonly [Name in keyof Rows]?: readonly unknown[] }): Books['rows'] {
  return ((name: keyof Rows) => each(...(rows[name] ?? []))) as Books['rows']; // only what a test says
}

/** Books in which nothing lies, but what is said. */
export function books(overrides: Partial<Books> = {}): Books {
  const nothing = () => Promise.resolve([]);
  const absent = () => Promise.resolve(undefined);
  return {
    balances: none,
    movementsOf: nothing,
    balance: absent,
    plans: none,
    plan: absent,
    groups: none,
    group: absent,
    orders: none,
    ordersOf: nothing,
    deliveries: none,
    receipts: none,
    rows: none,
    recordsOf: nothing,
    files: none,
    fileOfBlob: absent,
    hasBlob: () => Promise.resolve(false),
    oldBlobs: nothing,
    ...overrides,
  };
}

export function hold(over: Partial<HoldRow> = {}): HoldRow {
  return { id: 'g:1', kind: 'sale', ref: 'g', g: 100, s: 'sold', t, exp: null, ...over };
}

export const received = hold({ id: 'in', kind: 'receive', g: 1_000, s: 'done' });

export function balance(counters: Partial<Record<Counter, number>>, holds: HoldRow[]): BalanceRow {
  const zero = Object.fromEntries(COUNTERS.map((name) => [name, 0])) as Record<Counter, number>;
  return { _id: 'b', ...zero, ...counters, holds };
}

export async function broken(lying: Books): Promise<string[]> {
  return (await findViolations(lying, moment)).map(({ invariant }) => invariant);
}

export const line = {
  no: 1,
  orderedUnits: 2,
  orderedG: 100,
  price: { fen: 300, perG: 500 },
  lineFen: 60,
};
const order = {
  _id: 'o',
  groupId: 'g',
  state: 'placed',
  lines: [line],
  allocs: [{ hid: 'g:1', batchId: 'b', g: 100, k: 0, drop: false, next: null }],
  weights: [],
  totalFen: 60,
  out: [],
};
export const group = {
  _id: 'g',
  buyerId: 'c',
  cmdKey: 'k',
  state: 'done',
  issuedAt: t,
  lines: [line],
  holds: [],
  feesFen: 0,
  totalFen: 60,
  out: [],
};
export const good = balance({ receivedG: 1_000, availG: 900, soldG: 100 }, [received, hold()]);

export function whole(over: Partial<Books> = {}): Books {
  return books({
    balances: () => each(good),
    balance: () => Promise.resolve(good),
    orders: () => each(order),
    ordersOf: () => Promise.resolve([order]),
    groups: () => each(group),
    group: () => Promise.resolve(group),
    ...over,
  });
}

/** An order on account that was billed 60 fen, and what the ledger says of it. */
export const billed = {
  ...{ _id: 'o', groupId: 'g', payerId: 'c', payBy: 'account' },
  ...{ chargedFen: 60, creditedFen: 0, holdFen: 60 },
  lines: [{ no: 1, creditableFen: 60 }],
  rows: [{ n: 1, key: 'bill:1', kind: 'charge', fen: 60, lines: [{ no: 1, fen: 60 }] }],
  out: [{ id: 'bill:1', doneAt: t }],
};

export function ledgerOf(fen: number) {
  const postings = [
    { account: 'receivable:c:s', fen },
    { account: 'sales:s', fen: -fen },
  ];
  const entry = { _id: 'o:bill:1', payerId: 'c', sellerId: 's', orderId: 'o', at: t, postings };
  return { ledgerEntries: [entry], statements: [{ _id: 'x', entryKeys: ['o:bill:1'] }] };
}

export const made = {
  ...{ _id: 'm', kind: 'pack', state: 'made', wasteG: 0, toleranceG: 0 },
  inputs: [{ batchId: 'b', g: 50 }],
  outputs: [{ code: 'k', g: 50 }],
};
