import { expect } from 'chai';
import { newCommandKey } from '../../src/http/command.ts';
import { useTestApp } from '../support/app.ts';
import { checkInvariantsAfter } from '../support/invariants.ts';
import { aSquare, idOf, type Square } from '../support/square.ts';

const BOX_G = 5_000;
const MINUTE = 60_000;

describe('the last box and the money for it', function () {
  this.timeout(180_000);
  checkInvariantsAfter(() => app());
  const app = useTestApp();

  const settle = async (): Promise<void> => {
    const { orders, payments } = app().services;
    for (let round = 0; round < 5; round += 1) {
      await orders.groups.resume();
      await orders.orders.resume();
      await payments.desk.resume();
      await payments.refunds.resume();
      app().clock.advanceMs(6_000);
    }
  };

  const captures = (id: string) =>
    app().services.world.db.collection('payments').find({ groupId: id }).toArray();

  it('goes to one of three who want it at once: one order, two clean refusals, one charge (A1)', async () => {
    const square = await aSquare(app(), BOX_G);
    const names = ['consumer@ann', 'consumer@bob', 'consumer@eve'];
    const answers = await Promise.all(names.map((as) => square.buy(as, [1])));
    const won = answers.flatMap((answer, n) => (answer.status === 201 ? [n] : []));
    expect(won).to.have.length(1);
    for (const { status, body } of answers.filter((answer) => answer.status !== 201)) {
      expect([status, (body as { code: string }).code]).to.deep.equal([
        409,
        'order.not-enough-stock',
      ]);
    }
    const [n = 0] = won;
    const id = idOf(answers[n] ?? expect.fail('nobody won'));
    await square.pay(id, names[n] ?? '');
    expect(await captures(id)).to.have.length(1);
    expect(await square.balance()).to.include({ availG: 0, soldG: BOX_G });
  });

  it('is refused to two lines of one basket that fit one by one, and not together (A3)', async () => {
    const square = await aSquare(app(), 3 * BOX_G);
    const { status, body } = await square.buy('consumer@ann', [2, 2]);
    expect([status, (body as { code: string }).code]).to.deep.equal([
      409,
      'order.not-enough-stock',
    ]);
    expect(await square.balance()).to.include({ availG: 3 * BOX_G, heldG: 0, soldG: 0 });
  });

  it('comes back whole, and once, when a checkout is given up, however often that is said (A4)', async () => {
    const square = await aSquare(app(), 2 * BOX_G);
    const id = idOf(await square.buy('consumer@ann', [2]));
    expect(await square.balance()).to.include({ availG: 0, heldG: 2 * BOX_G });
    const cancel = () =>
      square.send('POST', `/api/orders/${id}/cancel`, { as: 'consumer@ann', key: newCommandKey() });
    await Promise.all([cancel(), cancel(), cancel()]);
    await settle();
    expect(await square.balance()).to.include({ availG: 2 * BOX_G, heldG: 0, soldG: 0 });
  });

  it('is one order when webhook, return page and poll finish it together, and again (A5, A7)', async () => {
    const square = await aSquare(app(), BOX_G);
    const id = idOf(await square.buy('consumer@ann', [1]));
    const { payments, orders } = app().services;
    const ref = await square.pageOf(id, 'consumer@ann');
    const { raw, signature } = await payments.sandbox.act(ref, 'pay');
    const hook = () => payments.desk.receive(raw, signature);
    await Promise.all([hook(), orders.groups.advance(id), square.look(id, 'consumer@ann'), hook()]);
    await hook();
    await settle();
    const { parts, status } = await square.look(id, 'consumer@ann');
    expect([status, parts.length]).to.deep.equal(['placed', 1]);
    expect(await captures(id)).to.have.length(1);
    const [capture] = await captures(id);
    expect(capture).to.include({ fen: 6_800, refundableFen: 6_800, use: 'group' });
  });

  it('is an order or given back, never paid and lost, when it is paid at the last second (A6)', async () => {
    const races = Array.from({ length: 6 }, (_, n) => n);
    for (const n of races) await lastSecond(await aSquare(app(), BOX_G), `consumer@late-${n}`);
  });

  async function lastSecond(square: Square, as: string): Promise<void> {
    const { payments, orders } = app().services;
    const id = idOf(await square.buy(as, [1]));
    const ref = await square.pageOf(id, as);
    app().clock.advanceMs(35 * MINUTE - 1);
    const paid = payments.sandbox.act(ref, 'pay');
    app().clock.advanceMs(2);
    const [{ raw, signature }] = await Promise.all([paid, orders.groups.advance(id)]);
    await payments.desk.receive(raw, signature);
    await settle();
    const { status } = await square.look(id, as);
    const page = await payments.sandbox.get(ref);
    const back = page.refunds.reduce((sum, { fen }) => sum + fen, 0);
    const kept = page.state === 'paid' ? page.fen - back : 0;
    expect(kept, status).to.equal(status === 'placed' ? 6_800 : 0);
    expect((await square.balance()).heldG).to.equal(0);
  }
});
