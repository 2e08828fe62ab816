import { expect } from 'chai';
import { allocate, type Candidate } from '../../src/features/orders/allocation.ts';
import {
  allThatIsLeft,
  book,
  fallenAway,
  openAccount,
} from '../../src/features/orders/order-account.ts';
import { statesBefore } from '../../src/features/orders/order.ts';
import { TEST_NOW } from '../support/builders.ts';

const aBatch = (batchId: string, availG: number, until: string): Candidate => ({
  batchId,
  availG,
  usableUntil: new Date(until),
  harvestedOn: '2026-09-01',
});
const A = aBatch('A', 5_000, '2026-10-01');
const B = aBatch('B', 9_000, '2026-11-01');

describe('allocation', () => {
  it('takes what expires first, and says what it passed over and why', () => {
    const want = { line: 1, needG: 8_000, stepG: 4_000, candidates: [B, A] };
    const { parts, why, short } = allocate([want]);
    expect(parts).to.deep.equal([
      { line: 1, batchId: 'A', g: 4_000 },
      { line: 1, batchId: 'B', g: 4_000 },
    ]);
    expect(why.map(({ rank, rule }) => [rank, rule])).to.deep.equal([
      [1, 'fefo'],
      [2, 'fefo'],
    ]);
    expect(short).to.deep.equal([]);
  });

  it('never fills one box from two batches', () => {
    const want = { line: 1, needG: 6_000, stepG: 6_000, candidates: [A, B] };
    const { parts, why } = allocate([want]);
    expect(parts).to.deep.equal([{ line: 1, batchId: 'B', g: 6_000 }]);
    expect(why[0]?.passedOver).to.deep.equal([{ batchId: 'A', why: 'too-little' }]);
  });

  it('counts no gram twice over the lines of an order', () => {
    const want = (line: number) => ({ line, needG: 3_000, stepG: 1_000, candidates: [A] });
    const { parts, short } = allocate([want(1), want(2)]);
    expect(parts.map(({ g }) => g)).to.deep.equal([3_000, 2_000]);
    expect(short).to.deep.equal([{ line: 2, gotG: 2_000 }]);
  });
});

describe('the money of an order', () => {
  const facts = {
    ...{ _id: 'o', groupId: 'g', payerId: 'p', sellerId: 's', rateBp: 0 },
    ...{ termsDays: 30, holds: [] },
    ...({ channel: 'retail', payBy: 'provider', moneyVia: 'collected' } as const),
  };
  const line = { no: 1, kind: 'goods', orderedG: 3_000, lineFen: 1_000 } as const;
  const paid = openAccount(facts, [line], TEST_NOW);

  it('gives back thirds of a line that add up to all of it', () => {
    let account = paid;
    const given = [1, 2, 3].map((n) => {
      const lines = fallenAway(account, 1, 1_000);
      const booking = book(account, { key: `order:drop:${n}`, kind: 'credit', lines }, TEST_NOW);
      account = { ...account, ...booking, rows: [...account.rows, booking.row], n: booking.row.n };
      return booking.row.fen;
    });
    expect(given).to.deep.equal([333, 334, 333]);
    expect(allThatIsLeft(account)).to.deep.equal([]);
  });

  it('never credits more of a line than was charged for it', () => {
    const lines = [{ no: 1, g: 0, fen: 1_001 }];
    const over = () => book(paid, { key: 'x', kind: 'credit', lines }, TEST_NOW);
    expect(over).to.throw().with.property('code', 'credit.more-than-charged');
  });

  it('holds, on account, what is still expected and what is charged', () => {
    const owed = openAccount({ ...facts, channel: 'canteen', payBy: 'account' }, [line], TEST_NOW);
    expect([owed.holdFen, owed.lines[0]?.creditableFen]).to.deep.equal([1_000, 0]);
    const lines = [{ no: 1, g: 3_000, fen: 950 }];
    const billed = book(owed, { key: 'bill:r', kind: 'charge', lines }, TEST_NOW);
    expect([billed.holdFen, billed.chargedFen]).to.deep.equal([950, 950]);
  });
});

describe('the states of an order', () => {
  it('is cancelled only before it is picked', () => {
    expect(statesBefore('cancelling')).to.deep.equal(['awaiting_harvest', 'placed', 'confirmed']);
  });
});
