import { expect } from 'chai';
import { createServices, type Services } from '../../src/app/services.ts';
import type { Actor } from '../../src/shared/actor.ts';
import { useTestApp } from '../support/app.ts';
import { crashing, type Moment } from '../support/crashing.ts';
import { checkInvariantsAfter } from '../support/invariants.ts';
import { aConfirmedOrder, aTrade, type Trade } from '../support/shipping.ts';

/** More writes than the way from picking to the record has. */
const MOST = 60;
const packer: Actor = { userId: 'u-packer', orgId: 'x', role: 'cooperative', duties: ['packer'] };

describe('a process that dies between picking and the record', function () {
  this.timeout(300_000);
  after('the record is written', async () => {
    while ((await app().services.trace.drain()) > 0);
  });
  checkInvariantsAfter(() => app());
  const app = useTestApp();
  let trade: Trade;
  let mortal: Services;
  let crash: ReturnType<typeof crashing>;

  before(async () => {
    trade = await aTrade(app(), { grams: 5_000_000 });
    const { world } = app().services;
    const db = world.db.useDb(world.db.name, { useCache: false }); // models and collections of its own
    mortal = createServices({ ...world, db });
    crash = crashing(db);
  });
  after(() => mortal.close());

  /** The whole way with the same commands, however often. */
  async function walk({ fulfilment, orders, receiving }: Services, orderId: string) {
    const key = (name: string) => `${name}-${orderId.slice(0, 26)}`;
    const order = await orders.orders.get(orderId);
    if (order.state === 'confirmed') await fulfilment.orders.startPicking(orderId);
    for (const { hid } of order.allocs) {
      const command = { key: key('weigh'), reqHash: 'h' };
      const state = (await orders.orders.get(orderId)).state;
      if (state !== 'picking') break;
      await fulfilment.weigh(orderId, { hid, g: 14_900 }, { actor: packer, command });
    }
    if ((await orders.orders.get(orderId)).state === 'picking')
      await fulfilment.orders.pack(orderId);
    const id = `${orderId}:1`;
    if ((await orders.orders.get(orderId)).state === 'packed') {
      await fulfilment.load(orderId);
      await fulfilment.dispatch(id, { by: 'u-packer', plate: '', driver: '' });
    }
    const line = { no: 1, batchId: trade.batch, acceptedG: 14_800, rejectedG: 0 };
    const lines = [{ ...line, photos: [], checks: [] }];
    const by = { actor: trade.buyer, command: { key: key('receive'), reqHash: 'h' } };
    await receiving.receive(id, { name: '林老师', lines, excess: [] }, by);
  }

  async function checkDone(orderId: string): Promise<void> {
    const { orders, receiving, fulfilment } = app().services;
    const account = await orders.accounts.get(orderId);
    const bills = account.rows.filter(({ kind }) => kind === 'charge');
    expect([bills.length, account.chargedFen]).to.eql([1, 7_400]);
    expect((await orders.orders.get(orderId)).state).to.equal('closed');
    expect(await fulfilment.get(`${orderId}:1`)).to.include({ state: 'final' });
    const receipts = await receiving.ofDeliveries([`${orderId}:1`]);
    expect(receipts.map(({ state }) => state)).to.eql(['final']);
  }

  for (const moment of ['before', 'after'] as const) {
    it(`is gone on with wherever it died ${moment} a write: same result, nothing twice`, async () => {
      for (let n = 1; n <= MOST; n += 1) if (!(await round(n, moment))) return;
      throw new Error(`more than ${MOST} writes`);
    });
  }

  /** False when the whole way had fewer writes. */
  async function round(n: number, moment: Moment): Promise<boolean> {
    const orderId = await aConfirmedOrder(app(), trade, 1);
    crash.dieAt(n, moment);
    await walk(mortal, orderId).catch(() => undefined);
    const died = crash.heal();
    await walk(app().services, orderId);
    await app().services.fulfilment.resume();
    await app().services.receiving.resume();
    await checkDone(orderId);
    return died;
  }
});
