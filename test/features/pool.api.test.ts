import { expect } from 'chai';
import type { Outcome } from '../../src/features/pools/index.ts';
import { TEST_NOW } from '../support/builders.ts';
import { useTestDb } from '../support/db.ts';
import { aReservation, poolsOn } from '../support/pools.ts';

const t = TEST_NOW;
const DAY_MS = 24 * 60 * 60 * 1000;

describe('a pool of grams', () => {
  const db = useTestDb();
  let on: Awaited<ReturnType<typeof poolsOn>>;
  before(async () => void (on = await poolsOn(db())));
  const amounts = async (id: string) => {
    const { availG, heldG, soldG, shippedG, lossG } = await on.balance(id);
    return [availG, heldG, soldG, shippedG, lossG];
  };

  it('reserves once, however often it is asked, and never more than there is', async () => {
    const id = await on.aPool(1_000);
    expect(await on.pool.reserve(id, aReservation('h1', 600))).to.deep.equal({ done: true });
    expect(await on.pool.reserve(id, aReservation('h1', 600))).to.deep.equal({ done: true });
    const more = refused(await on.pool.reserve(id, aReservation('h2', 401)));
    expect(more).to.include({ code: 'batch.not-enough-stock', kind: 'conflict' });
    expect(more.facts).to.deep.equal({ availG: 400 });
    expect(await amounts(id)).to.deep.equal([400, 600, 0, 0, 0]);
  });

  it('never lets a reservation win that was released before it came', async () => {
    const id = await on.aPool(1_000);
    await on.pool.release(id, { id: 'h1', t });
    await on.pool.release(id, { id: 'h1', t });
    expect(refused(await on.pool.reserve(id, aReservation('h1', 10))).code).to.equal(
      'hold.released',
    );
    expect(await amounts(id)).to.deep.equal([1_000, 0, 0, 0, 0]);
  });

  it('gives back what is held or sold, once', async () => {
    const id = await on.aPool(1_000);
    await on.pool.reserve(id, aReservation('held', 100));
    await on.pool.reserve(id, aReservation('sold', 200));
    await on.pool.sell(id, { id: 'sold', g: 200 });
    for (const hold of ['held', 'sold', 'held', 'sold']) await on.pool.release(id, { id: hold, t });
    expect(await amounts(id)).to.deep.equal([1_000, 0, 0, 0, 0]);
  });

  it('lets go of what is held and leaves alone what another worker has sold', async () => {
    const id = await on.aPool(1_000);
    await on.pool.reserve(id, aReservation('h1', 100));
    await on.pool.sell(id, { id: 'h1', g: 100 });
    expect(await on.pool.letGo(id, { id: 'h1', t })).to.equal('sold');
    expect(await on.pool.letGo(id, { id: 'h2', t })).to.equal('released');
    expect(await amounts(id)).to.deep.equal([900, 0, 100, 0, 0]);
  });

  it('sells only what is held, on a batch on sale', async () => {
    const id = await on.aPool(1_000);
    expect(refused(await on.pool.sell(id, { id: 'h1', g: 5 })).code).to.equal('hold.missing');
    await on.pool.reserve(id, aReservation('h1', 5));
    await on.stops.stop(id, aStop('s1'));
    expect(refused(await on.pool.sell(id, { id: 'h1', g: 5 })).code).to.equal('batch.on-hold');
    await on.stops.lift(id, 's1');
    await on.stock.open(id, 1);
    expect(await on.pool.sell(id, { id: 'h1', g: 5 })).to.deep.equal({ done: true });
    expect(await on.pool.sell(id, { id: 'h1', g: 5 })).to.deep.equal({ done: true });
    expect(await amounts(id)).to.deep.equal([995, 0, 5, 0, 0]);
  });

  it('keeps the newest weighing, in whatever order they arrive', async () => {
    const id = await on.aPool(1_000);
    await aSale(id, 'h1', 500);
    await on.pool.reweigh(id, { id: 'h1', from: 500, to: 520, k: 1 });
    await on.pool.reweigh(id, { id: 'h1', from: 500, to: 520, k: 1 });
    await on.pool.reweigh(id, { id: 'h1', from: 520, to: 490, k: 3 });
    await on.pool.reweigh(id, { id: 'h1', from: 490, to: 999, k: 2 });
    expect(await amounts(id)).to.deep.equal([510, 0, 490, 0, 0]);
    const tooMuch = await on.pool.reweigh(id, { id: 'h1', from: 490, to: 1_001, k: 4 });
    expect(refused(tooMuch).facts).to.deep.equal({ availG: 510 });
  });

  it('ships once, and not with a delivery that was barred', async () => {
    const id = await on.aPool(1_000);
    await aSale(id, 'h1', 500);
    expect(await on.pool.bar(id, { id: 'h1', n: 1 })).to.equal('off');
    expect(refused(await on.pool.ship(id, { id: 'h1', g: 500, n: 1 })).code).to.equal(
      'hold.barred',
    );
    expect(await on.pool.ship(id, { id: 'h1', g: 500, n: 2 })).to.deep.equal({ done: true });
    expect(await on.pool.ship(id, { id: 'h1', g: 500, n: 2 })).to.deep.equal({ done: true });
    expect(await on.pool.bar(id, { id: 'h1', n: 2 })).to.equal('aboard');
    expect(await on.pool.bar(id, { id: 'h1', n: 1 })).to.equal('off');
    await on.pool.release(id, { id: 'h1', t });
    expect(await amounts(id)).to.deep.equal([500, 0, 0, 500, 0]);
  });

  it('ships at the weight last taken, or says which one that is', async () => {
    const id = await on.aPool(1_000);
    await aSale(id, 'h1', 500);
    await on.pool.reweigh(id, { id: 'h1', from: 500, to: 480, k: 1 });
    const stale = refused(await on.pool.ship(id, { id: 'h1', g: 500, n: 1 }));
    expect(stale).to.include({ code: 'hold.reweighed' });
    expect(stale.facts).to.deep.equal({ g: 480 });
  });

  it('takes a late weighing for one, whether it comes before or with the shipping', async () => {
    for (let round = 0; round < 10; round += 1) {
      const id = await on.aPool(1_000);
      await aSale(id, 'h1', 500);
      await Promise.all([
        on.pool.reweigh(id, { id: 'h1', from: 500, to: 510, k: 1 }),
        on.pool.ship(id, { id: 'h1', g: 500, n: 1 }),
        on.pool.bar(id, { id: 'h1', n: 1 }),
      ]);
      const [hold] = (await on.balance(id)).holds.filter(({ id: hid }) => hid === 'h1');
      const aboard = hold?.s === 'shipped';
      expect(await on.pool.bar(id, { id: 'h1', n: 1 })).to.equal(aboard ? 'aboard' : 'off');
      expectBalanced(await on.balance(id));
    }
  });

  it('books losses once, out of what nobody holds', async () => {
    const id = await on.aPool(1_000);
    const loss = { kind: 'loss', id: 'l1', ref: 'rot', g: 300, t } as const;
    await on.pool.takeOut(id, loss);
    await on.pool.takeOut(id, loss);
    expect(refused(await on.pool.takeOut(id, { ...loss, id: 'l2', g: 701 })).code).to.equal(
      'batch.not-enough-stock',
    );
    expect(await on.pool.reverse(id, { id: 'l1', t })).to.deep.equal({ done: true });
    expect(await on.pool.reverse(id, { id: 'l1', t })).to.deep.equal({ done: true });
    expect(await amounts(id)).to.deep.equal([1_000, 0, 0, 0, 0]);
  });

  it('takes a receipt back while all of it is there, and keeps one from coming that was reversed first', async () => {
    const id = await on.aPool(1_000);
    await on.pool.reserve(id, aReservation('h1', 1));
    const early = refused(await on.pool.reverse(id, { id: `${id}:in`, t }));
    expect(early.code).to.equal('batch.not-enough-stock');
    await on.pool.release(id, { id: 'h1', t });
    await on.pool.reverse(id, { id: `${id}:in`, t });
    await on.pool.reverse(id, { id: 'never', t });
    expect(refused(await on.pool.receive(id, { id: 'never', ref: '', g: 9, t })).code).to.equal(
      'hold.released',
    );
    expect((await on.balance(id)).receivedG).to.equal(0);
    expect((await on.pool.book(id)).map(({ reverses }) => reverses)).to.deep.equal([`${id}:in`]);
  });

  it('writes what left into the book, once', async () => {
    const id = await on.aPool(1_000);
    await aSale(id, 'h1', 5);
    await on.pool.ship(id, { id: 'h1', g: 5, n: 1 });
    await Promise.all([on.pool.record(id, 'h1'), on.pool.record(id, 'h1')]);
    const rows = await on.pool.book(id);
    expect(rows.map(({ kind, g, n }) => [kind, g, n])).to.deep.equal([['ship', 5, 1]]);
  });

  it('puts settled holds away and refuses whoever was placed before them', async () => {
    const id = await on.aPool(1_000);
    const sent = new Date(t.getTime() - 2 * DAY_MS);
    await on.pool.release(id, { id: 'h1', t: sent });
    await on.pool.reserve(id, aReservation('h2', 5));
    expect(await on.pool.prune(id, 'h2')).to.equal(false);
    expect(await on.pool.prune(id, 'h1')).to.equal(true);
    const late = await on.pool.reserve(id, aReservation('h1', 5, { t: sent }));
    expect(refused(late).code).to.equal('hold.too-late');
    expect(await on.pool.reserve(id, aReservation('h3', 5))).to.deep.equal({ done: true });
  });

  it('keeps what was shipped until the book has it, and knows it afterwards', async () => {
    const id = await on.aPool(1_000);
    const sent = new Date(t.getTime() - 2 * DAY_MS);
    await on.pool.reserve(id, aReservation('old', 5, { t: sent }));
    await on.pool.sell(id, { id: 'old', g: 5 });
    await on.pool.ship(id, { id: 'old', g: 5, n: 1 });
    expect(await on.pool.prune(id, 'old')).to.equal(false);
    await on.pool.record(id, 'old');
    expect(await on.pool.prune(id, 'old')).to.equal(true);
    expect(await on.pool.ship(id, { id: 'old', g: 5, n: 1 })).to.deep.equal({ done: true });
    expect(await on.pool.bar(id, { id: 'old', n: 1 })).to.equal('aboard');
    expectBalanced(await on.balance(id));
  });

  it('does not sell what has expired', async () => {
    const id = await on.aPool(1_000, { usableUntil: new Date(t.getTime() + DAY_MS) });
    await aSale(id, 'h1', 5);
    const needAt = new Date(t.getTime() + DAY_MS + 1);
    const tooLong = await on.pool.reserve(id, aReservation('h2', 5, { needAt }));
    expect(refused(tooLong).code).to.equal('batch.expired');
    on.clock.advanceMs(DAY_MS);
    expect(refused(await on.pool.ship(id, { id: 'h1', g: 5, n: 1 })).code).to.equal(
      'batch.expired',
    );
    on.clock.advanceMs(1);
    expect(await on.stock.expire(on.clock.now(), 10)).to.deep.equal([id]);
    on.clock.set(t);
  });

  it('stops with several stops side by side, and opens with none left and nothing changed', async () => {
    const id = await on.aPool(1_000);
    await on.stops.stop(id, aStop('s1'));
    await on.stops.stop(id, aStop('s1'));
    await on.stops.stop(id, aStop('s2'));
    await on.stops.lift(id, 's1');
    expect(await on.stock.open(id, 2)).to.equal(false);
    await on.stops.lift(id, 's2');
    await on.stops.stop(id, aStop('s1'));
    expect((await on.balance(id)).stops).to.deep.equal([]);
    expect(await on.stock.open(id, 1)).to.equal(false);
    expect(await on.stock.open(id, 2)).to.equal(true);
  });

  it('lets nobody lift the stop of a higher rank', async () => {
    const id = await on.aPool(1_000);
    await on.stops.stop(id, aStop('s1'));
    const refusal = await on.stops
      .checkLift(id, { stopId: 's1', rank: 'seller' })
      .catch((e: unknown) => e);
    expect(refusal).to.include({ kind: 'forbidden', code: 'stop.outranked' });
  });

  it('keeps a stop away whose lift came first', async () => {
    const id = await on.aPool(1_000);
    await on.stops.lift(id, 's1');
    await on.stops.stop(id, aStop('s1'));
    expect((await on.balance(id)).status).to.equal('released');
  });

  it('does not know a batch that is not there', async () => {
    const refusal = await on.pool.reserve('none', aReservation('h', 1)).catch((e: unknown) => e);
    expect(refusal).to.include({ kind: 'not-found', code: 'batch.not-found' });
  });

  async function aSale(id: string, holdId: string, g: number) {
    await on.pool.reserve(id, aReservation(holdId, g));
    await on.pool.sell(id, { id: holdId, g });
  }
});

function aStop(id: string) {
  return { id, by: 'officer-1', rank: 'officer', reason: 'a smell' } as const;
}

function refused(outcome: Outcome) {
  if (outcome.done) throw new Error('expected a refusal');
  return outcome.refusal;
}

function expectBalanced(
  balance: Awaited<ReturnType<Awaited<ReturnType<typeof poolsOn>>['balance']>>,
) {
  const { availG, heldG, soldG, shippedG, lossG, sampleG, receivedG } = balance;
  expect(availG + heldG + soldG + shippedG + lossG + sampleG).to.equal(receivedG);
}
