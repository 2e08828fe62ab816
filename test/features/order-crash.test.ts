import { expect } from 'chai';
import type { Connection } from 'mongoose';
import { crashing } from '../support/crashing.ts';
import { useTestDb } from '../support/db.ts';
import {
  aBuyer,
  aGroup,
  aLine,
  anOrderCommand,
  checkBooksAfter,
  ordersOn,
} from '../support/orders.ts';
import { poolsOn } from '../support/pools.ts';

type World = Awaited<ReturnType<typeof ordersOn>>;

/** More writes than any story here has. */
const MOST = 40;

describe('a process that dies at any write of an order', function () {
  this.timeout(300_000);
  checkBooksAfter(() => db());
  const db = useTestDb();
  let mortal: Connection;
  let dying: World;
  let world: World;
  let crash: ReturnType<typeof crashing>;

  before(async () => {
    const pools = await poolsOn(db());
    world = await ordersOn(db(), pools);
    mortal = db().useDb(db().name, { useCache: false }); // models and collections of its own
    const mortalPools = await poolsOn(mortal);
    dying = await ordersOn(mortal, { ...mortalPools, clock: pools.clock });
    crash = crashing(mortal);
  });

  /** Kills `story` at each of its writes in turn; afterwards another worker goes on, and `check` looks. */
  async function everywhere(
    story: () => Promise<unknown>,
    check: (at: string) => Promise<void>,
  ): Promise<number> {
    let deaths = 0;
    for (const moment of ['before', 'after'] as const) {
      for (let n = 1; n <= MOST; n += 1) {
        crash.dieAt(n, moment);
        await story().catch(() => undefined);
        const died = crash.heal();
        world.clock.advanceMs(61_000);
        await world.sweepAll();
        await check(`${moment} write ${n}`);
        if (!died) break;
        deaths += 1;
      }
    }
    return deaths;
  }

  it('leaves one whole order, or nothing, when it is repeated', async () => {
    const batch = await world.aPool(1_000_000);
    let sold = 0;
    let command = anOrderCommand();
    const lines = [aLine({ orderedUnits: 2 }), aLine({ no: 2, needOn: '2026-09-25' })];
    const place = (on: World) => on.groups.place(aGroup(lines), { actor: aBuyer(), command });

    const deaths = await everywhere(
      () => {
        command = anOrderCommand();
        return place(dying);
      },
      async (at) => {
        const group = await place(world); // the client repeats
        expect(group.state, at).to.equal('done');
        sold += 3_000;
        const { soldG, heldG, availG } = await world.balance(batch);
        expect({ soldG, heldG, availG }, at).to.deep.equal({
          soldG: sold,
          heldG: 0,
          availG: 1_000_000 - sold,
        });
        expect((await world.history.one(group._id))?.orders, at).to.have.length(2);
      },
    );
    expect(deaths).to.be.greaterThan(15);
    await world.stock.move(batch, 'released', 'on_hold');
  });

  it('gives everything back, once, when not all of it can be had', async () => {
    const batch = await world.aPool(10_000);
    const lines = [
      aLine({ orderedUnits: 6 }),
      aLine({ no: 2, productId: 'none', orderedUnits: 6 }),
    ];
    const deaths = await everywhere(
      () => dying.groups.place(aGroup(lines), { actor: aBuyer(), command: anOrderCommand() }),
      async (at) => {
        const { soldG, heldG, availG } = await world.balance(batch);
        expect({ soldG, heldG, availG }, at).to.deep.equal({ soldG: 0, heldG: 0, availG: 10_000 });
      },
    );
    expect(deaths).to.be.greaterThan(2);
    await world.stock.move(batch, 'released', 'on_hold');
  });

  it('charges once, and ends paid and sold, or given back', async () => {
    const batch = await world.aPool(1_000_000);
    let sold = 0;
    let id = '';
    const pay = async () => {
      const group = await world.groups.place(
        aGroup([aLine()], { channel: 'retail', payBy: 'provider', provider: 'sandbox' }),
        { actor: aBuyer('c:u-ann'), command: anOrderCommand() },
      );
      id = group._id;
      const { raw, signature } = await world.sandbox.act(group.pay?.sessionId ?? '', 'pay');
      sold += 1_000;
      await dying.desk.receive(raw, signature);
    };
    const deaths = await everywhere(pay, async (at) => {
      expect((await world.groups.get(id)).state, at).to.equal('done');
      expect(await world.payments.ofGroup(id), at).to.have.length(1);
      expect(await world.refunds.ofGroup(id), at).to.have.length(0);
      expect(await world.balance(batch), at).to.include({ soldG: sold, heldG: 0 });
    });
    expect(deaths).to.be.greaterThan(8);
    await world.stock.move(batch, 'released', 'on_hold');
  });

  it('refunds once when it dies while an order is cancelled', async () => {
    const batch = await world.aPool(1_000_000);
    let id = '';
    const actor = aBuyer('c:u-ann');
    const cancel = async () => {
      const group = await world.groups.place(
        aGroup([aLine()], { channel: 'retail', payBy: 'provider', provider: 'sandbox' }),
        { actor, command: anOrderCommand() },
      );
      id = group._id;
      const { raw, signature } = await world.sandbox.act(group.pay?.sessionId ?? '', 'pay');
      await world.desk.receive(raw, signature);
      await world.sweepAll();
      await dying.orders.cancel(`${id}:coop-1:2026-09-24`, '', actor);
    };
    const deaths = await everywhere(cancel, async (at) => {
      const order = await world.orders.get(`${id}:coop-1:2026-09-24`);
      if (order.state === 'placed') await world.orders.cancel(order._id, '', actor);
      await world.sweepAll();
      expect((await world.orders.get(order._id)).state, at).to.equal('cancelled');
      const refunds = await world.refunds.ofGroup(id);
      expect(
        refunds.map(({ fen, state }) => [fen, state]),
        at,
      ).to.deep.equal([[500, 'succeeded']]);
      expect(await world.balance(batch), at).to.include({ availG: 1_000_000, soldG: 0, heldG: 0 });
    });
    expect(deaths).to.be.greaterThan(6);
  });
});
