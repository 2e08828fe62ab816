import { expect } from 'chai';
import {
  t,
  none,
  each,
  lying,
  books,
  hold,
  received,
  balance,
  broken,
  line,
  group,
  whole,
} from '../support/books.ts';

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
});
