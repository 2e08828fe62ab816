import { expect } from 'chai';
import {
  COUNTERS,
  type BalanceRow,
  type Counter,
  type HoldRow,
} from '../../src/features/invariants/books.ts';
import { findViolations } from '../../src/features/invariants/invariants.ts';
import type { Books } from '../../src/features/invariants/books.ts';
import type { Rows } from '../../src/features/invariants/rows.ts';
import { TEST_NOW } from '../support/builders.ts';

const t = TEST_NOW;
const moment = { now: t, graceMs: 0 };

async function* none(): AsyncGenerator<never> {
  // nothing lies there
}

async function* each<T>(...rows: T[]): AsyncGenerator<T> {
  for (const row of rows) yield await Promise.resolve(row);
}

/** Rows of these collections, and nothing in the others. */
function lying(rows: { readonly [Name in keyof Rows]?: readonly unknown[] }): Books['rows'] {
  return ((name: keyof Rows) => each(...(rows[name] ?? []))) as Books['rows']; // only what a test says
}

/** Books in which nothing lies, but what is said. */
function books(overrides: Partial<Books> = {}): Books {
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

function hold(over: Partial<HoldRow> = {}): HoldRow {
  return { id: 'g:1', kind: 'sale', ref: 'g', g: 100, s: 'sold', t, exp: null, ...over };
}

const received = hold({ id: 'in', kind: 'receive', g: 1_000, s: 'done' });

function balance(counters: Partial<Record<Counter, number>>, holds: HoldRow[]): BalanceRow {
  const zero = Object.fromEntries(COUNTERS.map((name) => [name, 0])) as Record<Counter, number>;
  return { _id: 'b', ...zero, ...counters, holds };
}

async function broken(lying: Books): Promise<string[]> {
  return (await findViolations(lying, moment)).map(({ invariant }) => invariant);
}

const line = { no: 1, orderedUnits: 2, orderedG: 100, price: { fen: 300, perG: 500 }, lineFen: 60 };
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
const group = {
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
const good = balance({ receivedG: 1_000, availG: 900, soldG: 100 }, [received, hold()]);

function whole(over: Partial<Books> = {}): Books {
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

describe('the auditor', () => {
  it('finds nothing in books that add up', async () => {
    expect(await broken(books())).to.deep.equal([]);
    expect(await broken(whole())).to.deep.equal([]);
  });

  it('finds a gram too much, too little, below zero or held by nobody', async () => {
    const lost = balance({ receivedG: 1_000, availG: 899, soldG: 100 }, [received, hold()]);
    expect(await broken(whole({ balances: () => each(lost) }))).to.include.members(['I1', 'I2']);
    const negative = balance({ receivedG: -1, availG: -1 }, []);
    expect(await broken(books({ balances: () => each(negative) }))).to.include('I1');
    const nobody = balance({ receivedG: 1_000, availG: 900, heldG: 100 }, [received]);
    expect(new Set(await broken(books({ balances: () => each(nobody) })))).to.deep.equal(
      new Set(['I2']),
    );
  });

  it('finds a harvest of which more is promised than it is expected to give', async () => {
    const plan = { _id: 'p', expectedG: 1_000, availG: 900, heldG: 0, soldG: 100 };
    const sold = hold({ s: 'sold' });
    const whole_ = { ...plan, holds: [sold] };
    expect(await broken(books({ plans: () => each(whole_) }))).to.not.include('I1');
    const less = { ...whole_, expectedG: 950 };
    expect(await broken(books({ plans: () => each(less) }))).to.include('I1');
    const nobody = { ...plan, holds: [] };
    expect(await broken(books({ plans: () => each(nobody) }))).to.include('I1');
  });

  it('finds a book that was rewritten', async () => {
    const movement = { _id: 'in', batchId: 'b', kind: 'receive', g: 999, reverses: null };
    const changed = whole({ movementsOf: () => Promise.resolve([movement]) });
    expect(await broken(changed)).to.deep.equal(['I3']);
  });

  it('counts what only the book remembers, and what was reversed', async () => {
    const pruned = balance({ receivedG: 1_000, availG: 900, shippedG: 100 }, []);
    const inBook = [
      { _id: 'in', batchId: 'b', kind: 'receive', g: 1_000, reverses: null },
      { _id: 'g:1', batchId: 'b', kind: 'ship', g: 100, reverses: null },
      { _id: 'l', batchId: 'b', kind: 'loss', g: 5, reverses: null },
      { _id: 'rev:l', batchId: 'b', kind: 'loss', g: 5, reverses: 'l' },
    ];
    const remembered = { balances: () => each(pruned), movementsOf: () => Promise.resolve(inBook) };
    const delivery = { _id: 'd', n: 1, state: 'final', snapshot: [{ hid: 'g:1', batchId: 'b' }] };
    const rows = lying({ deliveries: [delivery] });
    expect(await broken(books({ ...remembered, rows }))).to.deep.equal([]);
  });

  it('finds goods held for a checkout that is over', async () => {
    const held = balance({ receivedG: 1_000, availG: 900, heldG: 100 }, [
      received,
      hold({ s: 'held' }),
    ]);
    const over = { ...group, state: 'cancelled', lines: [], totalFen: 0 };
    const dead = books({ balances: () => each(held), group: () => Promise.resolve(over) });
    expect(await broken(dead)).to.deep.equal(['I4']);
  });

  it('finds what is sold without an order, and ordered without being sold', async () => {
    const unordered = { orders: none, ordersOf: () => Promise.resolve([]), groups: none };
    expect(await broken(whole(unordered))).to.deep.equal(['I5']);
    const empty = balance({ receivedG: 1_000, availG: 1_000 }, [received]);
    const unsold = { balances: () => each(empty), balance: () => Promise.resolve(empty) };
    expect(await broken(whole(unsold))).to.deep.equal(['I5']);
  });

  it('finds one command that made two groups, and sums that are wrong', async () => {
    const twin = { ...group, _id: 'g2' };
    expect(await broken(whole({ groups: () => each(group, twin) }))).to.deep.equal(['I6']);
    const dear = { ...group, lines: [{ ...line, lineFen: 61 }], totalFen: 61 };
    expect(await broken(whole({ groups: () => each(dear) }))).to.include('I7');
  });

  it('finds effects that never came and groups that are stuck', async () => {
    const waiting = { ...group, out: [{ id: 'mail', at: t, doneAt: null }] };
    expect(await broken(whole({ groups: () => each(waiting) }))).to.deep.equal(['I10']);
    const old = { ...group, state: 'secured', issuedAt: new Date(t.getTime() - 3_600_000) };
    expect(await broken(whole({ groups: () => each(old) }))).to.deep.equal(['I12']);
  });

  it('finds a receipt that does not add up, is double, or left no record', async () => {
    const receipt = {
      _id: 'r',
      deliveryId: 'd',
      channel: 'canteen',
      state: 'final',
      lines: [
        { no: 1, batchId: 'b', shippedG: 100, overG: 0, acceptedG: 90, rejectedG: 5, shortageG: 4 },
      ],
      excess: [],
      billed: [{ no: 1, capG: 102, billedG: 103, billedUnits: null }],
      finalAt: t,
      out: [],
    };
    const found = await broken(books({ receipts: () => each(receipt, { ...receipt, _id: 'r2' }) }));
    expect(found).to.include.members(['I13', 'I14']);
    expect(found.filter((no) => no === 'I13')).to.have.length(5);
  });

  it('finds a file without its bytes, and bytes without their file', async () => {
    const file = { _id: 'f', blobs: [{ blob: 'x' }] };
    expect(await broken(books({ files: () => each(file) }))).to.deep.equal(['I18']);
    expect(await broken(books({ oldBlobs: () => Promise.resolve(['y']) }))).to.deep.equal(['I18']);
  });

  it('finds a group paid twice, and more money going back than came', async () => {
    const paid = { groupId: 'g', fen: 60, refundableFen: 60, takes: [], use: 'group' };
    const twice = lying({
      payments: [
        { ...paid, _id: 'p1' },
        { ...paid, _id: 'p2' },
      ],
    });
    expect(await broken(books({ rows: twice }))).to.deep.equal(['I9']);
    const takes = [{ key: 'r', fen: 70 }];
    const over = lying({ payments: [{ ...paid, _id: 'p1', refundableFen: -10, takes }] });
    expect(await broken(books({ rows: over }))).to.deep.equal(['I9']);
  });

  it('finds an entry that is not balanced, and a debt on no or two statements', async () => {
    const owed = { _id: 'e', payerId: 'c', sellerId: 's', statementId: 'x' };
    const postings = [
      { account: 'receivable', fen: 60 },
      { account: 'sales', fen: -59 },
    ];
    const statement = { _id: 'x', entryKeys: ['e'] };
    const uneven = lying({ ledgerEntries: [{ ...owed, postings }], statements: [statement] });
    expect(await broken(books({ rows: uneven }))).to.deep.equal(['I11']);
    const nowhere = lying({ ledgerEntries: [{ ...owed, postings: [] }] });
    expect(await broken(books({ rows: nowhere }))).to.deep.equal(['I11']);
  });

  it('finds stopped goods on sale, and shipped grams that a recall does not know', async () => {
    const stopped = { ...good, status: 'released', stops: [{ id: 's' }] };
    expect(await broken(whole({ balances: () => each(stopped) }))).to.deep.equal(['I15']);
    const left = balance({ receivedG: 1_000, availG: 900, shippedG: 100 }, [
      received,
      hold({ s: 'shipped' }),
    ]);
    const recalled = { ...left, status: 'recalled', stops: [{ id: 's' }] };
    const stop = { _id: 'b:s', root: 'b', stopId: 's', state: 'acknowledged', scope: [] };
    const rows = lying({ batchStops: [stop] });
    const found = await broken(whole({ balance: () => Promise.resolve(recalled), rows }));
    expect(found).to.deep.equal(['I15']);
    const lifted = lying({ batchStops: [{ ...stop, state: 'lifted' }] });
    const again = whole({ balance: () => Promise.resolve(recalled), rows: lifted });
    expect(await broken(again)).to.deep.equal(['I15']);
  });

  it('finds a record whose words were changed', async () => {
    const record = { _id: 'r', body: '{}', sha256: 'of other words' };
    const rows = lying({ inspectionRecords: [record] });
    expect(await broken(books({ rows }))).to.deep.equal(['I17']);
  });

  it('finds grams that travel twice, or in a delivery only', async () => {
    const delivery = { n: 1, state: 'dispatched', snapshot: [{ hid: 'g:1', batchId: 'b' }] };
    const alone = lying({ deliveries: [{ ...delivery, _id: 'd' }] });
    expect(await broken(books({ rows: alone }))).to.deep.equal(['I20']);
    const both = ['d', 'd2'].map((_id) => ({ ...delivery, _id }));
    expect(await broken(books({ rows: lying({ deliveries: both }) }))).to.deep.equal([
      'I20',
      'I20',
    ]);
  });

  it('finds a line credited beyond its charge, and a row that was lost', async () => {
    const row = (n: number, kind: string, fen: number) => {
      return { n, kind, fen, key: `${kind}-${n}`, lines: [{ no: 1, fen }] };
    };
    const account = {
      ...{ _id: 'o', groupId: 'g', payBy: 'account', chargedFen: 60, creditedFen: 70, holdFen: 0 },
      lines: [{ no: 1, creditableFen: -10 }],
      rows: [row(1, 'charge', 60), row(2, 'credit', 70)],
    };
    expect(await broken(books({ rows: lying({ orderAccounts: [account] }) }))).to.include('I21');
    const lost = { ...account, creditedFen: 0, rows: [row(1, 'charge', 60), row(3, 'charge', 0)] };
    const lines = [{ no: 1, creditableFen: 55 }];
    const found = await broken(books({ rows: lying({ orderAccounts: [{ ...lost, lines }] }) }));
    expect(found).to.deep.equal(['I8', 'I21', 'I21']);
  });

  it('finds credit that is neither available nor held, sold or used', async () => {
    const limit = { limitFen: 100, availFen: 60, heldFen: 10, soldFen: 20, usedFen: 0, holds: [] };
    const rows = lying({ creditAccounts: [{ ...limit, _id: 'c' }] });
    expect(await broken(books({ rows }))).to.deep.equal(['I22', 'I22', 'I22']);
  });

  it('finds money kept for a group that is over, and owed unlike its account', async () => {
    const takes = [{ key: 'r', fen: 10 }];
    const payment = { _id: 'p', groupId: 'g', fen: 60, refundableFen: 50, takes, use: 'group' };
    const over = { ...group, state: 'cancelled', lines: [], totalFen: 0 };
    const groups = { groups: () => each(over), group: () => Promise.resolve(over) };
    const kept = books({ ...groups, rows: lying({ payments: [payment] }) });
    expect(await broken(kept)).to.deep.equal(['I8']);
    const back = { ...payment, refundableFen: 0, takes: [{ key: 'r', fen: 60 }] };
    expect(await broken(books({ ...groups, rows: lying({ payments: [back] }) }))).to.deep.equal([]);
    const posted = lying({ orderAccounts: [billed], ...ledgerOf(60) });
    expect(await broken(books({ rows: posted }))).to.deep.equal([]);
    const other = lying({ orderAccounts: [billed], ...ledgerOf(59) });
    expect(await broken(books({ rows: other }))).to.deep.equal(['I8']);
  });

  it('finds a row of an account that the ledger does not have', async () => {
    const found = await broken(books({ rows: lying({ orderAccounts: [billed] }) }));
    expect(found).to.deep.equal(['I8', 'I11']);
    const waiting = { ...billed, out: [{ id: 'bill:1', doneAt: null }] };
    expect(await broken(books({ rows: lying({ orderAccounts: [waiting] }) }))).to.deep.equal([]);
  });

  it('finds credit that holds other than its order expects, and used credit nobody owes', async () => {
    const holds = [{ hid: 'g:2', pool: 'credit', poolId: 'c' }];
    const expecting = { ...billed, holds, holdFen: 60 };
    const limit = (fen: number, usedFen = 0) => {
      const held = [{ id: 'g:2', g: fen, s: 'sold' }];
      const availFen = 100 - fen - usedFen;
      return { _id: 'c', limitFen: 100, availFen, heldFen: 0, soldFen: fen, usedFen, holds: held };
    };
    const lies = (fen: number, usedFen = 0) =>
      books({
        rows: lying({
          ...{ orderAccounts: [expecting], creditAccounts: [limit(fen, usedFen)] },
          ...ledgerOf(60),
        }),
      });
    expect(await broken(lies(60))).to.deep.equal([]);
    expect(await broken(lies(50))).to.deep.equal(['I22']);
    expect(await broken(lies(60, 5))).to.deep.equal(['I22']);
  });

  it('finds a lot on sale that was made of a stopped one, and its grams that left unknown', async () => {
    const stop = { _id: 'b:s', root: 'b', stopId: 's', state: 'acknowledged', scope: [] };
    const rows = lying({ batchStops: [stop], transformations: [made] });
    const stops = [{ id: 's' }];
    const parent = balance({}, [hold({ id: 'm:in:0', kind: 'transform_out', g: 50, s: 'done' })]);
    const out = hold({ id: 'm:out:0', kind: 'transform_in', g: 50, s: 'done' });
    const lies = (child: object) =>
      books({
        rows,
        balance: (id) =>
          Promise.resolve({
            ...(id === 'b' ? { ...parent, stops } : balance({}, [out])),
            ...(id === 'b' ? {} : child),
          }),
      });
    expect(await broken(lies({ stops }))).to.deep.equal([]);
    expect(await broken(lies({ stops: [] }))).to.deep.equal(['I15']);
    const left = [out, hold({ s: 'shipped' })];
    expect(await broken(lies({ stops, holds: left }))).to.deep.equal(['I15']);
  });

  it('finds a lot heavier than what went in, grams that never came out, and a lot made of itself', async () => {
    const lies = (making: object, holds: HoldRow[]) =>
      books({
        rows: lying({ transformations: [{ ...made, ...making }] }),
        balance: () => Promise.resolve(balance({}, holds)),
      });
    const input = hold({ id: 'm:in:0', kind: 'transform_out', g: 50, s: 'done' });
    const output = (g: number) => hold({ id: 'm:out:0', kind: 'transform_in', g, s: 'done' });
    expect(await broken(lies({}, [input, output(50)]))).to.deep.equal([]);
    expect(await broken(lies({}, [input]))).to.deep.equal(['I16']);
    const heavy = { outputs: [{ code: 'k', g: 51 }] };
    expect(await broken(lies(heavy, [input, output(51)]))).to.deep.equal(['I16']);
    const itself = { outputs: [{ code: 'b', g: 50 }] };
    expect(await broken(lies(itself, [input, output(50)]))).to.deep.equal(['I16']);
  });

  it('finds grams that left and are in no delivery', async () => {
    const left = balance({ receivedG: 1_000, availG: 900, shippedG: 100 }, [
      received,
      hold({ s: 'shipped' }),
    ]);
    const of = (...deliveries: object[]) =>
      whole({
        balances: () => each(left),
        balance: () => Promise.resolve(left),
        rows: lying({ deliveries }),
      });
    expect(await broken(of())).to.deep.equal(['I20']);
    const loading = { _id: 'd', n: 1, state: 'loading', holds: [{ hid: 'g:1' }] };
    expect(await broken(of(loading))).to.deep.equal([]);
    expect(await broken(of({ ...loading, state: 'void' }))).to.deep.equal(['I20']);
  });
});

/** An order on account that was billed 60 fen, and what the ledger says of it. */
const billed = {
  ...{ _id: 'o', groupId: 'g', payerId: 'c', payBy: 'account' },
  ...{ chargedFen: 60, creditedFen: 0, holdFen: 60 },
  lines: [{ no: 1, creditableFen: 60 }],
  rows: [{ n: 1, key: 'bill:1', kind: 'charge', fen: 60, lines: [{ no: 1, fen: 60 }] }],
  out: [{ id: 'bill:1', doneAt: t }],
};

function ledgerOf(fen: number) {
  const postings = [
    { account: 'receivable:c:s', fen },
    { account: 'sales:s', fen: -fen },
  ];
  const entry = { _id: 'o:bill:1', payerId: 'c', sellerId: 's', orderId: 'o', at: t, postings };
  return { ledgerEntries: [entry], statements: [{ _id: 'x', entryKeys: ['o:bill:1'] }] };
}

const made = {
  ...{ _id: 'm', kind: 'pack', state: 'made', wasteG: 0, toleranceG: 0 },
  inputs: [{ batchId: 'b', g: 50 }],
  outputs: [{ code: 'k', g: 50 }],
};
