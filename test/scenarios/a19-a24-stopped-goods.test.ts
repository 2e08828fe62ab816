import { expect } from 'chai';
import { newCommandKey } from '../../src/http/command.ts';
import { useTestApp } from '../support/app.ts';
import { checkInvariantsAfter } from '../support/invariants.ts';
import { aReservation } from '../support/pools.ts';
import { aSquare, idOf, type Square } from '../support/square.ts';

const BOX_G = 5_000;
const HOUR = 3_600_000;

describe('goods that are stopped', function () {
  this.timeout(300_000);
  checkInvariantsAfter(() => app());
  const app = useTestApp();

  const stop = (square: Square, as: string) =>
    square.send('POST', `/api/batches/${square.batch}/stops`, {
      ...{ as, key: newCommandKey(), body: { reason: '农残可疑' } },
    });
  const lift = (square: Square, as: string, answer: { body: unknown }) => {
    const { stopId } = answer.body as { stopId: string };
    const to = `/api/batches/${square.batch}/stops/${stopId}`;
    return square.send('DELETE', to, { as, key: newCommandKey() });
  };
  const walk = async () => {
    while ((await app().services.stopWalk.walkAll()) > 0);
    while ((await app().services.orders.groups.resume()) > 0) app().clock.advanceMs(6_000);
  };

  it('leave 40 carts that hold them: none is reserved or sold after the stop (A19)', async () => {
    const square = await aSquare(app(), 40 * BOX_G);
    const names = Array.from({ length: 40 }, (_, n) => `consumer@cart-${n}`);
    const carts = await Promise.all(names.map((as) => square.buy(as, [1])));
    expect(new Set(carts.map(({ status }) => status))).to.deep.equal(new Set([201]));
    const pages = await Promise.all(
      carts.map((cart, n) => square.pageOf(idOf(cart), names[n] ?? '')),
    );
    await stop(square, 'operator@platform');
    const { sandbox, desk } = app().services.payments;
    for (const ref of pages.slice(0, 10)) {
      const { raw, signature } = await sandbox.act(ref, 'pay');
      await desk.receive(raw, signature);
    }
    await walk();
    for (let round = 0; round < 6; round += 1) {
      await desk.resume();
      await app().services.payments.refunds.resume();
      await walk();
      app().clock.advanceMs(61_000);
    }
    expect(await square.balance()).to.include({ heldG: 0, soldG: 0, shippedG: 0 });
    for (const [n, cart] of carts.entries()) {
      expect((await square.look(idOf(cart), names[n] ?? '')).status).to.equal('cancelled');
      const page = await sandbox.get(pages[n] ?? '');
      const back = page.refunds.reduce((sum, { fen }) => sum + fen, 0);
      expect(back, `cart ${n} is ${page.state}`).to.equal(page.state === 'paid' ? page.fen : 0);
    }
    expect((await square.buy('consumer@next', [1])).status).to.equal(409);
  });

  it('stay stopped when only the seller lifts his own stop beside an officer’s (A24)', async () => {
    const square = await aSquare(app(), 10 * BOX_G);
    const [seller, officer] = [`cooperative@${square.sellerId}`, 'officer@bureau'];
    const [own, official] = [await stop(square, seller), await stop(square, officer)];
    expect((await lift(square, seller, official)).status).to.equal(403);
    await lift(square, seller, own);
    await walk();
    expect((await square.balance()).status).to.equal('on_hold');
    expect((await square.buy('consumer@ann', [1])).status).to.equal(409);
    await lift(square, officer, official);
    await walk();
    expect((await square.balance()).stops).to.have.length(0); // a late walk puts none back
  });

  it('are not held by a worker who slept for 25 hours in the middle of reserving them (A20)', async () => {
    const square = await aSquare(app(), 2 * BOX_G);
    const { pool, orders, tidying } = app().services;
    const id = idOf(await square.buy('consumer@ann', [1]));
    const late = { ...aReservation(`${id}:9`, BOX_G), t: app().clock.now() };
    await square.send('POST', `/api/orders/${id}/cancel`, {
      ...{ as: 'consumer@ann', key: newCommandKey() },
    });
    await pool.release(square.batch, { id: late.id, t: late.t });
    app().clock.advanceMs(25 * HOUR);
    await orders.groups.resume();
    while ((await tidying.step()) > 0);
    const woken = await pool.reserve(square.batch, late);
    expect(woken.done).to.equal(false);
    expect(await square.balance()).to.include({ availG: 2 * BOX_G, heldG: 0 });
  });
});
