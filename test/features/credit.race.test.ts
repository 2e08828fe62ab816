import { expect } from 'chai';
import type { OrderGroup } from '../../src/features/orders/order-group.ts';
import { useTestDb } from '../support/db.ts';
import {
  aBuyer,
  aGroup,
  aLine,
  anOrderCommand,
  checkBooksAfter,
  ordersOn,
} from '../support/orders.ts';

const operator = { userId: 'u-op', orgId: 'platform', role: 'operator', duties: [] } as const;

describe('credit, budgets and windows', () => {
  checkBooksAfter(() => db());
  const db = useTestDb();
  let world: Awaited<ReturnType<typeof ordersOn>>;

  before(async () => {
    world = await ordersOn(db());
    await world.aPool(10_000_000);
  });

  const by = () => ({ actor: operator, command: anOrderCommand() });

  async function place(
    buyerId: string,
    {
      units = 1,
      approvals = 0,
      districtId,
    }: { units?: number; approvals?: number; districtId?: string } = {},
  ): Promise<OrderGroup> {
    const approvalRules =
      approvals === 0 ? [] : [{ overFen: 1_000_000, role: 'approver' as const, count: approvals }];
    const deliverTo = {
      name: '张',
      phone: '1',
      address: '杭州',
      ...(districtId && { districtId }),
    };
    const group = aGroup([aLine({ orderedUnits: units })], {
      ...{ payerId: buyerId, approvalRules, deliverTo },
    });
    return world.groups.place(group, { actor: aBuyer(buyerId), command: anOrderCommand() });
  }

  async function orderOf(group: OrderGroup): Promise<string> {
    const order = (await world.history.one(group._id))?.orders[0];
    return order?._id ?? expect.fail('no order');
  }

  async function figures(kind: 'credit' | 'budget' | 'window', id: string) {
    const pool = await world.limits.pools[kind].get(id);
    const { limit, avail, held, sold, used } = pool ?? expect.fail(`no ${kind} ${id}`);
    expect(limit, 'limit = avail + held + sold + used').to.equal(avail + held + sold + used);
    return { limit, avail, held, sold, used };
  }

  it('never lets many orders at once go above a payer’s credit', async function () {
    this.timeout(120_000);
    await world.limits.service.set('credit', { id: 'rush', to: 10_000 }, by());
    const placed = await Promise.all(
      Array.from({ length: 200 }, async () => {
        const group = await place('rush').catch((error: unknown) => error as { code: string });
        return 'state' in group ? group.state : group.code;
      }),
    );
    for (let round = 0; round < 20; round += 1) await world.sweepAll();
    const done = placed.filter((state) => state === 'done').length;
    const { sold, avail, held } = await figures('credit', 'rush');
    expect(sold + held).to.be.at.most(10_000);
    expect(avail).to.be.at.least(0);
    expect(done).to.be.at.most(20);
    expect(sold).to.be.at.least(done * 500);
  });

  it('refuses what is above the credit, and says how much is left', async () => {
    await world.limits.service.set('credit', { id: 'poor', to: 700 }, by());
    expect((await place('poor')).state).to.equal('done');
    const refused = await place('poor');
    expect(refused).to.deep.include({ state: 'rejected' });
    expect(refused.refusal).to.include({ code: 'credit.not-enough', available: 200, lacking: 300 });
    expect(await figures('credit', 'poor')).to.include({ sold: 500, held: 0, avail: 200 });
  });

  it('asks for every signature over budget, and refuses where no rule says whose', async () => {
    for (const id of ['thrifty', 'strict']) {
      await world.limits.service.set('budget', { id: `${id}:2026-09`, to: 300 }, by());
    }
    const refused = await place('strict');
    expect(refused.refusal).to.include({ code: 'budget.not-enough', available: 300 });
    const waiting = await place('thrifty', { approvals: 1 });
    expect(waiting.state).to.equal('awaiting_approval');
    expect(waiting.approval?.isOver).to.equal(true);
    expect(await figures('budget', 'thrifty:2026-09')).to.include({ held: 500, avail: -200 });
    await world.approvals.sign(waiting._id, { userId: 'u-boss', duties: ['approver'] });
    expect(await figures('budget', 'thrifty:2026-09')).to.include({ sold: 500, held: 0 });
  });

  it('fills a van’s window to the last stop and no further', async () => {
    const id = 'coop-1/330105:2026-09-24:06:00';
    const cutoffAt = new Date('2026-09-22T04:00:00Z');
    await world.limits.service.set('window', { id, to: 2, cutoffAt }, by());
    const placed = await Promise.all(
      ['w1', 'w2', 'w3'].map((buyer) => place(buyer, { districtId: '330105' })),
    );
    const refused = placed.filter(({ state }) => state === 'rejected');
    expect(refused.map(({ refusal }) => refusal?.code)).to.deep.equal(['window.full']);
    expect(await figures('window', id)).to.include({ sold: 2, avail: 0 });
  });

  it('gives everything back when an order is cancelled', async () => {
    await world.limits.service.set('credit', { id: 'fickle', to: 1_000 }, by());
    const group = await place('fickle');
    await world.orders.cancel(await orderOf(group), '', aBuyer('fickle'));
    await world.sweepAll();
    expect(await figures('credit', 'fickle')).to.include({ avail: 1_000, sold: 0, used: 0 });
  });

  it('follows to what was accepted, and comes back with the payment, once', async () => {
    await world.limits.service.set('credit', { id: 'steady', to: 10_000 }, by());
    await world.limits.service.set('budget', { id: 'steady:2026-09', to: 10_000 }, by());
    const orderId = await orderOf(await place('steady', { units: 10 })); // 5,000 fen
    const charge = { no: 1, g: 10_000, fen: 4_700, acceptedG: 9_400 };
    await world.accounts.row(orderId, { key: 'bill:r1', kind: 'charge', lines: [charge] });
    await world.sweepAll();
    expect(await figures('credit', 'steady')).to.include({ sold: 4_700, avail: 5_300 });
    await world.accounts.row(orderId, { key: 'order:settle', kind: 'settle', lines: [] });
    await world.sweepAll();
    expect(await figures('credit', 'steady')).to.include({ used: 4_700, sold: 0, avail: 5_300 });
    const claim = { key: 'claim:c:1', kind: 'credit' as const, lines: [{ no: 1, g: 0, fen: 200 }] };
    await world.accounts.row(orderId, claim);
    await world.sweepAll();
    expect(await figures('credit', 'steady')).to.include({ used: 4_500, avail: 5_500 });
    expect(await figures('budget', 'steady:2026-09')).to.include({ used: 4_500, avail: 5_500 });

    const paid = {
      sellerId: 'coop-1',
      fen: 4_500,
      on: '2026-09-30',
      bankRef: 'A1B2',
      proofId: null,
    };
    const { _id } = await world.money.bankPayments.record(paid, {
      actor: aBuyer('steady'),
      command: anOrderCommand(),
    });
    const seller = { userId: 'u-coop', orgId: 'coop-1', role: 'cooperative', duties: [] } as const;
    await Promise.all([1, 2, 3].map(() => world.money.bankPayments.confirm(_id, seller)));
    await world.sweepAll();
    expect(await figures('credit', 'steady')).to.include({ used: 0, avail: 10_000 });
    expect(await figures('budget', 'steady:2026-09')).to.include({ used: 4_500, avail: 5_500 });
    const { folded } = await world.book.ledger.between('steady', 'coop-1');
    expect(folded).to.include({ owedFen: 0, chargedFen: 4_700, creditedFen: 200, paidFen: 4_500 });

    await world.money.bankPayments.reverse(_id, '退票', seller);
    await world.sweepAll();
    expect(await figures('credit', 'steady')).to.include({ used: 4_500, avail: 5_500 });
    expect((await world.book.ledger.between('steady', 'coop-1')).folded.owedFen).to.equal(4_500);
  });
});
