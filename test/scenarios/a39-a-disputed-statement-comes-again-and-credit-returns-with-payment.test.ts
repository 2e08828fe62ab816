import { expect } from 'chai';
import type {
  RunningView,
  StatementsView,
  StatementView,
} from '../../src/features/ledger/index.ts';
import type { LimitsView } from '../../src/features/limits/index.ts';
import { AppError } from '../../src/shared/errors.ts';
import { useTestApp } from '../support/app.ts';
import { checkInvariantsAfter } from '../support/invariants.ts';
import { aConfirmedOrder, aPackedDelivery, aTrade, type Trade } from '../support/shipping.ts';

/**
 * A39, A28 (credit and budget follow to the accepted fen) and A17 of `orders.md` §13, over HTTP. Kills at
 * every write of the same steps: `test/features/statement.saga.test.ts`.
 */
describe('A39: a disputed statement comes again, and credit returns with the payment, once', function () {
  this.timeout(60_000);
  after('the record is written, and what waited goes on', async () => {
    while ((await app().services.orders.groups.resume()) > 0);
    await loops();
    while ((await app().services.trace.drain()) > 0);
  });
  checkInvariantsAfter(() => app());
  const app = useTestApp();
  let trade: Trade;

  before(async () => {
    trade = await aTrade(app());
  });

  const payer = () => `canteen+accountant@${trade.canteen.orgId}`;
  const seller = () => `cooperative@${trade.sellerId}`;

  async function get<T>(path: string, as: string): Promise<T> {
    const { status, body } = await app().client.send('GET', path, { as });
    expect(status, path).to.equal(200);
    return body as T;
  }

  async function send(method: 'POST' | 'PUT', path: string, body: unknown, as: string) {
    const answer = await app().client.send(method, path, { as, body });
    return { status: answer.status, code: (answer.body as { code?: string } | undefined)?.code };
  }

  async function loops(): Promise<void> {
    const { orders, statements, bankPayments } = app().services;
    for (const step of [orders.accounts.resume, statements.resume, bankPayments.resume]) {
      while ((await step()) > 0);
    }
  }

  const limits = () => get<LimitsView>('/api/limits', payer());

  it('holds credit and budget for an order, and follows to what was accepted', async () => {
    const { orgId } = trade.canteen;
    const credit = await send('PUT', `/api/credit/${orgId}`, { limitFen: 100_000 }, 'operator');
    expect(credit.status).to.equal(204);
    const budget = { period: '2026-09', limitFen: 50_000 };
    expect((await send('PUT', '/api/budgets', budget, payer())).status).to.equal(204);

    const orderId = await aConfirmedOrder(app(), trade); // 30 kg, ¥150.00
    expect((await limits()).credit).to.include({ held: 15_000, used: 0, avail: 85_000 });
    const id = await aPackedDelivery(app(), orderId);
    await app().services.fulfilment.dispatch(id, { by: 'u', plate: '皖L·示例', driver: '' });
    const line = { no: 1, batchId: trade.batch, acceptedG: 29_600, rejectedG: 0 };
    const found = { name: '林老师', lines: [{ ...line, checks: ['look', 'papers'] }] };
    const receipt = await send(
      'POST',
      `/api/deliveries/${id}/receipts`,
      found,
      `canteen+receiver@${orgId}`,
    );
    expect(receipt.status).to.equal(201);
    await loops();
    const after = await limits();
    expect(after.credit).to.include({ held: 0, used: 14_800, avail: 85_200 });
    expect(after.budgets[0]).to.include({ held: 0, used: 14_800, avail: 35_200 });
  });

  it('says no money only where there is none: a busy store is 503', async () => {
    await send('PUT', '/api/budgets', { period: '2026-09', limitFen: 14_900 }, payer());
    const { buyer, offerId } = trade;
    const wish = { offerId, units: 2, shown: { fen: 500, perG: 1_000 } };
    const sheet = () =>
      send('POST', '/api/canteen/orders', { lines: [wish] }, `canteen+buyer@${buyer.orgId}`);
    expect(await sheet()).to.include({ status: 409, code: 'budget.not-enough' });
    await send('PUT', '/api/budgets', { period: '2026-09', limitFen: 90_000 }, payer());

    const { pools } = app().services.limitPools;
    const honest = pools.credit.reserve;
    const busy = new AppError('busy', 'pool.busy', 'conflict');
    Object.assign(pools.credit, { reserve: () => Promise.resolve({ done: false, refusal: busy }) });
    expect(await sheet()).to.include({ status: 503, code: 'pool.busy' });
    Object.assign(pools.credit, { reserve: honest });
  });

  it('is disputed by line, answered with a credit, and issued as version 2', async () => {
    app().clock.set('2026-10-04T17:00:00Z'); // the 5th in Hangzhou
    await loops();
    const { statements } = await get<StatementsView>('/api/statements', payer());
    const [{ id } = expect.fail('no statement')] = statements;
    const first = await get<StatementView>(`/api/statements/${id}`, payer());
    expect(first).to.include({ state: 'issued', v: 1, totalFen: 14_800, mayConfirm: true });
    expect(first.totalWords).to.equal('壹佰肆拾捌元整');
    const [entry = expect.fail('no entry')] = first.entries;
    const dispute = { v: 1, lines: [{ key: entry.key, words: '少记 1 kg' }] };
    const as = payer();
    expect((await send('POST', `/api/statements/${id}/dispute`, dispute, as)).status).to.equal(204);
    expect(await send('POST', `/api/statements/${id}/confirm`, { v: 1 }, as)).to.include({
      status: 409,
      code: 'statement.wrong-state',
    });
    const answer = {
      words: '核对后更正',
      corrections: [{ orderId: entry.orderId ?? '', no: 1, fen: 500 }],
    };
    const answered = await send('POST', `/api/statements/${id}/answer`, answer, seller());
    expect(answered.status).to.equal(204);
    await loops();
    const second = await get<StatementView>(`/api/statements/${id}`, payer());
    expect(second).to.include({ state: 'issued', v: 2, totalFen: 14_300 });
    const old = await get<StatementView>(`/api/statements/${id}?v=1`, payer());
    expect(old).to.include({ v: 1, totalFen: 14_800, mayConfirm: false });
    expect((await send('POST', `/api/statements/${id}/confirm`, { v: 2 }, as)).status).to.equal(
      204,
    );
    expect((await limits()).credit).to.include({ used: 14_300 });
  });

  it('is settled by a payment that the cooperative confirms; credit is free again, once', async () => {
    const paid = { sellerId: trade.sellerId, fen: 14_300, on: '2026-10-05', bankRef: 'A-778' };
    expect((await send('POST', '/api/bank-payments', paid, payer())).status).to.equal(201);
    expect(await send('POST', '/api/bank-payments', paid, payer())).to.include({
      status: 409,
      code: 'bank-payment.duplicate',
    });
    const account = `/api/running-accounts/${trade.sellerId}`;
    const [payment = expect.fail('no payment')] = (await get<RunningView>(account, payer()))
      .payments;
    const confirm = `/api/bank-payments/${encodeURIComponent(payment.id)}/confirm`;
    expect((await send('POST', confirm, {}, payer())).status).to.equal(403);
    expect((await send('POST', confirm, undefined, seller())).status).to.equal(204);
    expect((await send('POST', confirm, undefined, seller())).status).to.equal(204);
    await loops();
    expect((await get<RunningView>(account, payer())).folded).to.include({
      owedFen: 0,
      paidFen: 14_300,
    });
    const { credit, budgets } = await limits();
    expect(credit).to.include({ used: 0 });
    expect(budgets.find(({ id }) => id.endsWith('2026-09'))).to.include({ used: 14_300 });
  });

  it('is nobody else’s to read', async () => {
    const { statements } = await get<StatementsView>('/api/statements', payer());
    const path = `/api/statements/${statements[0]?.id ?? ''}`;
    const { status } = await app().client.send('GET', path, { as: 'canteen@99999999999' });
    expect(status).to.equal(404);
  });
});
