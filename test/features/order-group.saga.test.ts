import { expect } from 'chai';
import { useTestDb } from '../support/db.ts';
import {
  aBuyer,
  aGroup,
  aLine,
  anOrderCommand,
  checkBooksAfter,
  ordersOn,
} from '../support/orders.ts';

type World = Awaited<ReturnType<typeof ordersOn>>;

describe('order group saga', () => {
  checkBooksAfter(() => db());
  const db = useTestDb();
  let world: World;
  before(async () => {
    world = await ordersOn(db());
  });

  /** What became of a placement: its final state. */
  async function place(
    lines = [aLine()],
    { actor = aBuyer(), command = anOrderCommand(), approvals = 0 } = {},
  ) {
    return world.groups.place(
      aGroup(lines, {
        approvalRules: approvals === 0 ? [] : [{ overFen: 0, role: 'approver', count: approvals }],
      }),
      { actor, command },
    );
  }

  it('carries a canteen order to its orders, bound to batches, first to expire first', async () => {
    const { aPool, balance, orders, accounts } = world;
    const late = await aPool(5_000, { usableUntil: new Date('2026-12-01T00:00:00Z') });
    const soon = await aPool(3_000, { usableUntil: new Date('2026-10-01T00:00:00Z') });
    const group = await place([aLine({ orderedUnits: 4 })]);

    expect(group.state).to.equal('done');
    const order = await orders.get(`${group._id}:coop-1:2026-09-24`);
    expect(order.allocs.map(({ batchId, g }) => [batchId, g])).to.deep.equal([
      [soon, 3_000],
      [late, 1_000],
    ]);
    expect(order.no).to.match(/^20260920-[0-9A-Z]{6}$/);
    expect(await balance(soon)).to.include({ availG: 0, soldG: 3_000, heldG: 0 });
    expect((await accounts.get(order._id)).lines[0]).to.include({
      lineFen: 2_000,
      creditableFen: 0,
    });
    expect(group.plan.why.map(({ rule, rank }) => [rule, rank])).to.deep.equal([
      ['fefo', 1],
      ['fefo', 2],
    ]);
    await world.stock.move(late, 'released', 'on_hold');
  });

  it('sells exactly the last 100 kg to 200 buyers who rush in', async function () {
    this.timeout(120_000);
    const batch = await world.aPool(100_000);
    const rush = Array.from({ length: 200 }, (_, n) =>
      place([aLine()], { actor: aBuyer(`canteen-${n}`) }),
    );
    const states = (await Promise.all(rush)).map(({ state }) => state);

    expect(states.filter((state) => state === 'done')).to.have.length(100);
    expect(states.filter((state) => state === 'rejected')).to.have.length(100);
    expect(await world.balance(batch)).to.include({ availG: 0, soldG: 100_000, heldG: 0 });
  });

  it('makes one order of the same command, however often it comes at once', async () => {
    const batch = await world.aPool(50_000);
    const command = anOrderCommand();
    const group = aGroup([aLine({ orderedUnits: 2 })]);
    const twenty = Array.from({ length: 20 }, () =>
      world.groups.place(group, { actor: aBuyer(), command }),
    );
    const ids = (await Promise.all(twenty)).map(({ _id, state }) => `${_id} ${state}`);

    expect(new Set(ids)).to.have.property('size', 1);
    expect(await world.balance(batch)).to.include({ availG: 48_000, soldG: 2_000, heldG: 0 });
    await world.stock.move(batch, 'released', 'on_hold');
  });

  it('refuses a key that ordered something else', async () => {
    const command = anOrderCommand();
    await place([aLine()], { command });
    const other = { ...command, reqHash: 'other' };
    const asked = world.groups.earlierOf('canteen-1', other);
    expect(await asked.catch((error: unknown) => error)).to.include({ code: 'request.key-reused' });
  });

  it('sees that two lines of one batch each fit alone, but not both', async () => {
    const batch = await world.aPool(10_000);
    const lines = [aLine({ orderedUnits: 6 }), aLine({ no: 2, skuId: 'other', orderedUnits: 6 })];
    const group = await place(lines);

    expect(group.state).to.equal('rejected');
    expect(group.shorts).to.deep.equal([
      { line: 2, offerId: 'coop-1:ds-pear-1.kg:canteen', neededG: 6_000, availG: 4_000 },
    ]);
    expect(await world.balance(batch)).to.include({ availG: 10_000, soldG: 0, heldG: 0 });
    await world.stock.move(batch, 'released', 'on_hold');
  });

  it('names every short line at once', async () => {
    const lines = [aLine({ orderedUnits: 6 }), aLine({ no: 2, orderedUnits: 6 })];
    expect((await place(lines)).shorts.map(({ line }) => line)).to.deep.equal([1, 2]);
  });

  it('takes what there is where the line says so, and charges for that', async () => {
    const batch = await world.aPool(3_500);
    const group = await place([aLine({ orderedUnits: 6, onShort: 'partial' })]);

    expect(group).to.include({ state: 'done', totalFen: 1_500 });
    expect(group.lines[0]).to.include({ orderedUnits: 3, orderedG: 3_000 });
    expect(await world.balance(batch)).to.include({ availG: 500, soldG: 3_000 });
    await world.stock.move(batch, 'released', 'on_hold');
  });

  it('splits by seller and day, each order with its own cut-off', async () => {
    const batch = await world.aPool(10_000);
    const early = { needOn: '2026-09-25', cutoffAt: new Date('2026-09-21T04:00:00Z') };
    const group = await place([aLine(), aLine({ no: 2, ...early }), aLine({ no: 3, ...early })]);
    const placed = await world.history.one(group._id);

    expect(placed?.orders.map(({ needOn, lines }) => [needOn, lines.length])).to.deep.equal([
      ['2026-09-24', 1],
      ['2026-09-25', 2],
    ]);
    expect(placed?.status).to.equal('placed');
    await world.stock.move(batch, 'released', 'on_hold');
  });

  describe('with an approver', () => {
    const approver = (userId: string) => ({
      ...aBuyer('canteen-1', userId),
      duties: ['approver' as const],
    });

    it('waits for a signature, which is never the buyer’s own', async () => {
      const batch = await world.aPool(10_000);
      const group = await place([aLine()], { approvals: 1 });
      expect(group.state).to.equal('awaiting_approval');
      expect(await world.balance(batch)).to.include({ heldG: 1_000 });

      const own = world.approvals.sign(group._id, approver('u-canteen-1'));
      expect(await own.catch((error: unknown) => error)).to.include({ code: 'approval.own-order' });
      expect((await world.approvals.waiting('canteen-1')).map(({ _id }) => _id)).to.include(
        group._id,
      );

      const signed = await world.approvals.sign(group._id, approver('u-boss'));
      expect(signed.state).to.equal('done');
      expect(await world.approvals.sign(group._id, approver('u-boss'))).to.include({
        state: 'done',
      });
      await world.stock.move(batch, 'released', 'on_hold');
    });

    it('takes one signature when two approvers sign at once', async () => {
      const batch = await world.aPool(10_000);
      const { _id } = await place([aLine()], { approvals: 1 });
      const signs = ['u-boss', 'u-other'].map((id) => world.approvals.sign(_id, approver(id)));
      const results = await Promise.allSettled(signs);

      expect(results.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
      const { approval, state } = await world.groups.get(_id);
      expect([state, approval?.slots.length]).to.deep.equal(['done', 1]);
      expect(await world.balance(batch)).to.include({ soldG: 1_000, heldG: 0 });
      await world.stock.move(batch, 'released', 'on_hold');
    });

    it('gives everything back, once, when it is declined or nobody signs', async () => {
      const batch = await world.aPool(10_000);
      const declined = await place([aLine()], { approvals: 1 });
      const forgotten = await place([aLine()], { approvals: 1 });
      const said = await world.approvals.decline(declined._id, '本周已订', approver('u-boss'));
      expect(said).to.include({ state: 'declined', endNote: '本周已订' });

      world.clock.advanceMs(24 * 3_600_000 + 1);
      await world.sweepAll();
      expect(await world.groups.get(forgotten._id)).to.include({ state: 'expired' });
      expect(await world.balance(batch)).to.include({ availG: 10_000, heldG: 0, soldG: 0 });
      await world.stock.move(batch, 'released', 'on_hold');
      world.clock.advanceMs(-24 * 3_600_000 - 1);
    });

    it('repairs a waiting order from another batch when its own is stopped', async () => {
      const [first, second] = [await world.aPool(2_000), await world.aPool(2_000)];
      const { _id, holds } = await place([aLine()], { approvals: 1 });
      const own = holds[0]?.poolId ?? '';
      const other = own === first ? second : first;
      await world.stops.stop(own, { id: 's1', by: 'o', rank: 'officer', reason: 'x' });
      await world.groups.batchStopped(own);
      await world.sweepAll();

      const repaired = await world.groups.get(_id);
      expect(repaired.state).to.equal('awaiting_approval');
      expect(await world.balance(own)).to.include({ availG: 2_000, heldG: 0 });
      expect(await world.balance(other)).to.include({ heldG: 1_000 });
      const done = await world.approvals.sign(_id, approver('u-boss'));
      expect(done.state).to.equal('done');
      await world.stock.move(other, 'released', 'on_hold');
    });
  });
});
