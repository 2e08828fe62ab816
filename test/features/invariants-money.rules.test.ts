import { expect } from 'chai';
import type { HoldRow } from '../../src/features/invariants/books.ts';
import {
  each,
  lying,
  books,
  hold,
  received,
  balance,
  broken,
  group,
  good,
  whole,
  billed,
  ledgerOf,
  made,
} from '../support/books.ts';

describe('the auditor of money, stops and lots made of lots', () => {
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
