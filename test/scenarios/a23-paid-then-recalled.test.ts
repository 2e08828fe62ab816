import { expect } from 'chai';
import { newCommandKey } from '../../src/http/command.ts';
import { aRecall } from '../support/after-sale.ts';
import { useTestApp } from '../support/app.ts';
import { aReleasedBatch } from '../support/batches.ts';
import { anOffer } from '../support/catalogue.ts';
import { checkInvariantsAfter } from '../support/invariants.ts';
import { aSquare, idOf, type Square } from '../support/square.ts';

const BOX_G = 5_000;
const BOX_FEN = 6_800;
const ANN = 'consumer@ann';
const deliverTo = { name: '安', phone: '13800000000', address: '杭州市拱墅区某路 1 号' };

describe('goods that are paid and then recalled before the order is made (A23)', function () {
  this.timeout(120_000);
  checkInvariantsAfter(() => app());
  const app = useTestApp();

  /** The money is captured, but its message is late: the recall comes first. */
  async function paidThenRecalled(square: Square, id: string) {
    const page = await square.pageOf(id, ANN);
    const { raw, signature } = await app().services.payments.sandbox.act(page, 'pay');
    await aRecall(app(), square.batch);
    return { page, message: { raw, signature } };
  }

  /** The late message, three times, and everything that works in the background. */
  async function goOn(message: { raw: string; signature: string }) {
    const { payments, orders, stopWalk } = app().services;
    const told = () => payments.desk.receive(message.raw, message.signature);
    await Promise.all([told(), told(), told()]);
    for (let round = 0; round < 6; round += 1) {
      await stopWalk.walkAll();
      await orders.groups.resume();
      await payments.desk.resume();
      await payments.refunds.resume();
      app().clock.advanceMs(31_000);
    }
  }

  const refundsOn = async (page: string) =>
    (await app().services.payments.sandbox.get(page)).refunds.map(({ fen }) => fen);

  it('come from another batch at the same price, and nothing is refunded', async () => {
    const square = await aSquare(app(), 4 * BOX_G);
    const id = idOf(await square.buy(ANN, [2]));
    const { page, message } = await paidThenRecalled(square, id);
    const other = await aReleasedBatch(app(), { sellerId: square.sellerId, grams: 4 * BOX_G });
    await goOn(message);

    const { status, parts } = await square.look(id, ANN);
    expect(status).to.equal('placed');
    expect(parts[0]?.allocs.map(({ batchId }) => batchId)).to.deep.equal([other]);
    expect(await refundsOn(page)).to.deep.equal([]);
    expect(await square.balance()).to.include({ heldG: 0, soldG: 0 });
    expect(await app().services.pool.get(other)).to.include({ soldG: 2 * BOX_G });
  });

  it('are refunded whole, once, when no other batch is there', async () => {
    const square = await aSquare(app(), 4 * BOX_G);
    const id = idOf(await square.buy(ANN, [2]));
    const { page, message } = await paidThenRecalled(square, id);
    await goOn(message);

    expect((await square.look(id, ANN)).status).to.equal('cancelled');
    expect(await refundsOn(page)).to.deep.equal([2 * BOX_FEN]);
    expect(await square.balance()).to.include({ heldG: 0, soldG: 0, availG: 4 * BOX_G });
  });

  it('cost only their own line: the rest of the basket is delivered, the line refunded once', async () => {
    const square = await aSquare(app(), 4 * BOX_G);
    const plums = { sellerId: square.sellerId, productId: 'ds-plum-1' };
    const offerId = await anOffer(app(), plums);
    const kept = await aReleasedBatch(app(), { ...plums, grams: 4 * BOX_G });
    const line = { units: 1, shown: { fen: BOX_FEN, perUnit: 1 } };
    const lines = [
      { ...line, offerId: square.box },
      { ...line, offerId },
    ];
    const placed = await square.send('POST', '/api/checkout', {
      ...{ as: ANN, key: newCommandKey(), body: { lines, deliverTo } },
    });
    expect(placed.status, JSON.stringify(placed.body)).to.equal(201);
    const { page, message } = await paidThenRecalled(square, idOf(placed));
    await goOn(message);

    const { status, parts } = await square.look(idOf(placed), ANN);
    expect(status).to.equal('placed');
    const batches = parts.flatMap(({ allocs }) => allocs.map(({ batchId }) => batchId));
    expect(batches).to.deep.equal([kept]);
    expect(await refundsOn(page)).to.deep.equal([BOX_FEN]);
    expect(await square.balance()).to.include({ heldG: 0, soldG: 0 });
  });
});
