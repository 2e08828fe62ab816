import { expect } from 'chai';
import type { SandboxAction } from '../../src/features/payments/sandbox.ts';
import { useTestDb } from '../support/db.ts';
import {
  aBuyer,
  aGroup,
  aLine,
  anOrderCommand,
  checkBooksAfter,
  ordersOn,
} from '../support/orders.ts';

const MINUTE = 60_000;

describe('paying for an order', () => {
  checkBooksAfter(() => db());
  const db = useTestDb();
  let world: Awaited<ReturnType<typeof ordersOn>>;
  let batch: string;
  before(async () => {
    world = await ordersOn(db());
  });
  beforeEach(async () => {
    batch = await world.aPool(10_000);
  });
  afterEach(() => world.stock.move(batch, 'released', 'on_hold'));

  const retail = { channel: 'retail', payBy: 'provider', provider: 'sandbox' } as const;
  const consumer = { ...aBuyer('c:u-ann', 'u-ann'), role: 'consumer' as const, duties: [] };

  /** A checkout that waits for its money: 2 kg at ¥10. */
  async function checkout() {
    const lines = [aLine({ orderedUnits: 2 })];
    const group = await world.groups.place(aGroup(lines, { ...retail, payerId: 'c:u-ann' }), {
      actor: consumer,
      command: anOrderCommand(),
    });
    expect(group.state).to.equal('reserved');
    return { id: group._id, ref: group.pay?.sessionId ?? '' };
  }

  async function onPage(ref: string, action: SandboxAction): Promise<void> {
    const { raw, signature } = await world.sandbox.act(ref, action);
    await world.desk.receive(raw, signature);
  }

  const stateOf = async (id: string) => (await world.groups.get(id)).state;
  const stock = () => world.balance(batch);

  it('becomes an order when it is paid, and only then', async () => {
    const { id, ref } = await checkout();
    expect(await stock()).to.include({ heldG: 2_000, soldG: 0 });
    await onPage(ref, 'pay');

    expect(await stateOf(id)).to.equal('done');
    expect(await stock()).to.include({ heldG: 0, soldG: 2_000 });
    const [account] = await world.history.one(id).then((placed) => placed?.orders ?? []);
    const { lines, chargedFen } = await world.accounts.get(account?._id ?? '');
    expect([lines[0]?.creditableFen, chargedFen]).to.deep.equal([1_000, 1_000]);
  });

  it('stays open when the bank declines, and ends when the page is closed', async () => {
    const { id, ref } = await checkout();
    await onPage(ref, 'decline');
    expect(await stateOf(id)).to.equal('reserved');
    await onPage(ref, 'close');

    expect(await stateOf(id)).to.equal('cancelled');
    expect(await stock()).to.include({ heldG: 0, availG: 10_000 });
  });

  it('is one order when event, return page and poll finish it together', async () => {
    const { id, ref } = await checkout();
    const { raw, signature } = await world.sandbox.act(ref, 'pay');
    await Promise.all([
      ...Array.from({ length: 5 }, () => world.desk.receive(raw, signature)),
      ...Array.from({ length: 5 }, () => world.groups.advance(id)),
    ]);
    await world.sweepAll();

    expect(await stateOf(id)).to.equal('done');
    expect(await stock()).to.include({ soldG: 2_000, heldG: 0 });
    expect(await world.payments.ofGroup(id)).to.have.length(1);
    expect((await world.history.one(id))?.orders).to.have.length(1);
    expect(await world.refunds.ofGroup(id)).to.have.length(0);
  });

  it('refuses an event that somebody else made', async () => {
    const { ref } = await checkout();
    const { raw } = await world.sandbox.act(ref, 'decline');
    const said = await world.desk.receive(raw, 'f'.repeat(64)).catch((error: unknown) => error);
    expect(said).to.include({ code: 'payment.bad-signature' });
    await onPage(ref, 'close');
  });

  it('gives the goods back when nobody pays in time', async () => {
    const { id } = await checkout();
    world.clock.advanceMs(36 * MINUTE);
    await world.sweepAll();
    expect(await stateOf(id)).to.equal('expired');
    expect(await stock()).to.include({ availG: 10_000, heldG: 0 });
  });

  it('is an order when it was paid at the last second, although the sweeper came first', async () => {
    const { id, ref } = await checkout();
    world.clock.advanceMs(35 * MINUTE - 1);
    await world.sandbox.act(ref, 'pay'); // the event is lost
    world.clock.advanceMs(1 * MINUTE);
    await world.sweepAll();

    expect(await stateOf(id)).to.equal('done');
    expect(await stock()).to.include({ soldG: 2_000 });
  });

  it('waits while the money is under way, however long the checkout has expired', async () => {
    const { id, ref } = await checkout();
    world.clock.advanceMs(34.5 * MINUTE);
    await onPage(ref, 'later');
    world.clock.advanceMs(0.6 * MINUTE);
    await world.sweepAll();
    expect(await stateOf(id)).to.equal('cancelling');
    expect(await stock()).to.include({ heldG: 2_000 });

    world.clock.advanceMs(2 * MINUTE);
    await world.sweepAll();
    expect(await stateOf(id)).to.equal('done');
  });

  it('refunds once when the order is cancelled before the cut-off', async () => {
    const { id, ref } = await checkout();
    await onPage(ref, 'pay');
    const order = (await world.history.one(id))?.orders[0]?._id ?? '';
    await Promise.all(
      Array.from({ length: 5 }, () => world.orders.cancel(order, '不需要了', consumer)),
    );
    world.clock.advanceMs(MINUTE);
    await world.sweepAll();

    expect((await world.orders.get(order)).state).to.equal('cancelled');
    expect(await stock()).to.include({ availG: 10_000, soldG: 0, heldG: 0 });
    const refunds = await world.refunds.ofGroup(id);
    expect(refunds.map(({ fen, state }) => [fen, state])).to.deep.equal([[1_000, 'succeeded']]);
    expect((await world.payments.ofGroup(id))[0]?.refundableFen).to.equal(0);
    expect((await world.sandbox.get(ref)).refunds).to.have.length(1);
  });

  it('is out of the buyer’s hands after the cut-off', async () => {
    const { id, ref } = await checkout();
    await onPage(ref, 'pay');
    const order = (await world.history.one(id))?.orders[0]?._id ?? '';
    const before = world.clock.now();
    world.clock.set('2026-09-22T04:00:01Z');
    const said = await world.orders.cancel(order, '', consumer).catch((error: unknown) => error);
    world.clock.set(before);
    expect(said).to.include({ code: 'order.past-cutoff' });
  });

  it('refunds all of it when the batch is stopped after the money came and nothing else is there', async () => {
    const { id, ref } = await checkout();
    await world.sandbox.act(ref, 'pay'); // the event is late
    await world.stops.stop(batch, { id: `s-${id}`, by: 'o', rank: 'recall', reason: 'x' });
    await world.groups.advance(id);
    world.clock.advanceMs(MINUTE);
    await world.sweepAll();

    expect(await stateOf(id)).to.equal('cancelled');
    const refunds = await world.refunds.ofGroup(id);
    expect(refunds.map(({ fen, state }) => [fen, state])).to.deep.equal([[1_000, 'succeeded']]);
    expect(await stock()).to.include({ availG: 10_000, soldG: 0, heldG: 0 });
  });

  it('never asks a consumer to pay another sum than the one confirmed', async () => {
    const lines = [aLine({ orderedUnits: 20, onShort: 'partial' })];
    const group = await world.groups.place(aGroup(lines, { ...retail, payerId: 'c:u-ann' }), {
      actor: consumer,
      command: anOrderCommand(),
    });
    expect(group.state).to.equal('rejected');
    expect(group.shorts[0]).to.include({ neededG: 20_000, availG: 10_000 });
  });
});
