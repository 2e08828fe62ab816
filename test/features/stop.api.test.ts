import { expect } from 'chai';
import type { OrderPartView } from '../../src/features/fulfilment/index.ts';
import { createStockStore, createStops } from '../../src/features/pools/index.ts';
import type { Actor } from '../../src/shared/actor.ts';
import { useTestApp } from '../support/app.ts';
import { aBy, aReadyDraft, aReleasedBatch } from '../support/batches.ts';
import { checkInvariantsAfter } from '../support/invariants.ts';
import { aCommand } from '../support/people.ts';
import { aConfirmedOrder, aPackedDelivery, aTrade, type Trade } from '../support/shipping.ts';

const PLATE = { by: 'u-packer', plate: '皖L·示例', driver: '' };
const officer: Actor = { userId: 'u-officer', orgId: 'office', role: 'officer', duties: [] };

describe('stops of a batch', function () {
  this.timeout(60_000);
  after('the record is written', async () => {
    while ((await app().services.trace.drain()) > 0);
  });
  checkInvariantsAfter(() => app()); // before the hook that drops the database
  const app = useTestApp();

  async function aStop(code: string, actor: Actor = officer): Promise<string> {
    const asking = { actor, command: aCommand() };
    return (await app().services.batches.stop(code, '快检可疑', asking)).stopId;
  }

  const stopDoc = (code: string, stopId: string) =>
    app().services.stopDocs.get(`${code}:${stopId}`);

  const poolOf = async (code: string) =>
    (await app().services.pool.get(code)) ?? expect.fail(`no batch ${code}`);

  describe('reaching orders', () => {
    let trade: Trade;
    let other: string;
    before(async () => {
      trade = await aTrade(app(), { grams: 60_000 });
    });

    function send(path: string, as: string, body?: unknown) {
      return app().client.send('POST', path, { as, ...(body !== undefined && { body }) });
    }
    const asSeller = () => `cooperative@${trade.sellerId}`;

    it('moves a waiting group to another batch at the same price', async () => {
      const { groups } = app().services.orders;
      const group = await waitingGroup();
      expect(await poolOf(trade.batch)).to.include({ heldG: 30_000, status: 'released' });
      other = await aReleasedBatch(app(), { sellerId: trade.sellerId, grams: 200_000 });
      await aStop(trade.batch);
      await app().services.stopWalk.walkAll();

      const after = await groups.get(group._id);
      expect(after).to.include({ state: 'awaiting_approval', totalFen: group.totalFen });
      expect(after.holds.map(({ poolId, drop }) => [poolId, drop])).to.deep.equal([
        [trade.batch, true],
        [other, false],
      ]);
      expect(await poolOf(trade.batch)).to.include({ heldG: 0, availG: 60_000 });
      const boss = { userId: 'u-boss', orgId: trade.canteen.orgId } as const;
      await app().services.orders.approvals.sign(group._id, {
        ...boss,
        ...{ role: 'canteen', duties: ['approver'] },
      });
      expect((await groups.get(group._id)).state).to.equal('done');
    });

    it('leaves sold goods behind; replaced, they are delivered and accepted', async () => {
      const { services, client } = app();
      const orderId = await aConfirmedOrder(app(), trade); // of `other`
      const first = await aPackedDelivery(app(), orderId);
      const stopId = await aStop(other);
      const fresh = await aReleasedBatch(app(), { sellerId: trade.sellerId, grams: 100_000 });

      const left = await services.fulfilment.dispatch(first, PLATE);
      expect(left.state).to.equal('void');
      expect(left.off.map(({ why }) => why)).to.deep.equal(['batch.on-hold']);
      await services.stopWalk.walkAll();
      const walked = await stopDoc(other, stopId);
      expect(walked).to.deep.include({ state: 'acknowledged', scope: [] });

      const { body } = await client.send('GET', `/api/order-parts/${orderId}`, { as: asSeller() });
      const hid = (body as OrderPartView).lines[0]?.parts[0]?.hid;
      const replaced = await send(`/api/order-parts/${orderId}/replace`, asSeller(), { hid });
      expect(replaced.status).to.equal(204);
      expect((await poolOf(other)).soldG).to.equal(30_000); // the group of before, still to go
      const second = await send(`/api/order-parts/${orderId}/deliveries`, asSeller(), {});
      const { id } = second.body as { id: string };
      expect((await services.fulfilment.dispatch(id, PLATE)).state).to.equal('dispatched');

      const line = { no: 1, batchId: fresh, acceptedG: 30_000, rejectedG: 0 };
      const found = { name: '林老师', lines: [{ ...line, checks: ['look', 'papers'] }] };
      const as = `canteen@${trade.canteen.orgId}`;
      expect((await send(`/api/deliveries/${id}/receipts`, as, found)).status).to.equal(201);
      expect((await services.orders.orders.get(orderId)).state).to.equal('closed');
      expect(await poolOf(fresh)).to.include({ shippedG: 30_000, soldG: 0 });
    });

    it('names every shipped hold, and keeps what fell away from going', async () => {
      const { services } = app();
      const batch = await aReleasedBatch(app(), { sellerId: trade.sellerId, grams: 100_000 });
      for (const each of await services.batches.candidates(wanted())) {
        if (each.batchId !== batch) await aStop(each.batchId);
      }
      const gone = await aConfirmedOrder(app(), trade);
      const delivery = await aPackedDelivery(app(), gone);
      await services.fulfilment.dispatch(delivery, PLATE);
      const kept = await aConfirmedOrder(app(), trade);
      const stopId = await aStop(batch);
      await services.stopWalk.walkAll();

      const [alloc] = (await services.orders.orders.get(gone)).allocs;
      const stop = await stopDoc(batch, stopId);
      expect(stop?.scope.map(({ hid, g, n }) => ({ hid, g, n }))).to.deep.equal([
        { hid: alloc?.hid, g: 30_000, n: 1 },
      ]);
      const [part] = (await services.orders.orders.get(kept)).allocs;
      const drop = await send(`/api/order-parts/${kept}/drop`, asSeller(), { hid: part?.hid });
      expect(drop.status).to.equal(204);
      await services.orders.orders.resume();
      expect(await poolOf(batch)).to.include({ soldG: 0, availG: 70_000, shippedG: 30_000 });
    });

    const wanted = () => ({
      ...{ productId: 'ds-pear-1', sellerId: trade.sellerId, needAt: app().clock.now() },
    });

    /** Above the canteen's limit: its goods are held until somebody signs. */
    async function waitingGroup() {
      const { services } = app();
      await limitTo(1);
      const wish = { offerId: trade.offerId, units: 2, shown: { fen: 500, perG: 1_000 } };
      const by = { actor: trade.buyer, command: aCommand() };
      const { _id } = await services.ordering.submitSheet([wish], by);
      const group = await services.orders.groups.advance(_id);
      expect(group.state).to.equal('awaiting_approval');
      await limitTo(100_000_000);
      return group;
    }

    async function limitTo(overFen: number): Promise<void> {
      const { organisations } = app().services;
      const org = await organisations.get(trade.canteen.orgId);
      const { termsDays, payerId, ...settings } = org?.settings ?? expect.fail('no canteen');
      const approvals = [{ overFen, role: 'approver' as const, count: 1 }];
      const said = { ...settings, approvals, address: '杭州' };
      const contact = { name: '林', phone: '1' };
      const by = { actor: trade.buyer, command: aCommand() };
      await organisations.setSettings({ ...said, contact }, by);
    }
  });

  it('is carried out although its worker died after the first write', async () => {
    const code = await aReleasedBatch(app());
    const at = app().clock.now();
    const stop = {
      root: code,
      stopId: 'dead-1',
      rank: 'operator',
      by: 'u',
      reason: '投诉',
    } as const;
    await app().services.stopDocs.open({ ...stop, at });
    expect((await poolOf(code)).status).to.equal('released');
    await app().services.stopWalk.walkAll();
    expect(await poolOf(code)).to.include({ status: 'on_hold' });
    expect(await stopDoc(code, 'dead-1')).to.include({ state: 'acknowledged' });
    const { log } = await app().services.batches.view(code);
    expect(log.at(-1)).to.include({ kind: 'stopped', words: '投诉' });
  });

  it('is lifted although its worker died after the first write', async () => {
    const code = await aReleasedBatch(app());
    const stopId = await aStop(code);
    await app().services.stopDocs.lifting(`${code}:${stopId}`, 'u-officer', app().clock.now());
    await app().services.stopWalk.walkAll();
    expect(await poolOf(code)).to.include({ status: 'released' });
    expect(await stopDoc(code, stopId)).to.include({ state: 'lifted', liftedBy: 'u-officer' });
    await app().services.stopWalk.walkAll();
  });

  it('of a failed test has its document too; the seller lifts his own, not the officer’s', async () => {
    const { batches, stopWalk } = app().services;
    const { code } = await aReadyDraft(app());
    const seller: Actor = { userId: 'u-org-1', orgId: 'org-1', role: 'cooperative', duties: [] };
    const test = { kind: 'rapid', item: '农残', method: 'GB', verdict: 'fail' } as const;
    const empty = { inhibitionPermille: null, limitPermille: null, fileId: null };
    await batches.addTest(code, { ...test, ...empty }, aBy('org-1'));
    const [byTest] = (await poolOf(code)).stops;
    await stopWalk.walkAll();
    expect(await stopDoc(code, byTest?.id ?? '')).to.include({
      state: 'acknowledged',
      rank: 'test',
    });

    const sold = await aReleasedBatch(app());
    const [own, officers] = [await aStop(sold, seller), await aStop(sold)];
    const asking = () => ({ actor: seller, command: aCommand() });
    const refused = await batches.lift(sold, officers, asking()).catch((e: unknown) => e);
    expect(refused).to.include({ code: 'stop.outranked' });
    expect(await stopDoc(sold, officers)).to.include({ state: 'open' });
    await batches.lift(sold, own, asking());
    expect(await poolOf(sold)).to.include({ status: 'on_hold' });
  });

  it('ends its document where nothing is left to stop', async () => {
    const { batches } = app().services;
    const { code } = await aReadyDraft(app());
    await batches.submit(code, aBy('org-1'));
    const stock = createStockStore(app().services.world.db);
    await stock.move(code, 'released', 'expired');
    const refused = await batches
      .stop(code, '晚了', { actor: officer, command: aCommand() })
      .catch((e: unknown) => e);
    expect(refused).to.include({ code: 'batch.expired' });
    expect(await app().services.stopDocs.unfinished(app().clock.now(), 50)).to.satisfy(
      (open: { root: string }[]) => open.every(({ root }) => root !== code),
    );
  });

  it('never leaves a batch on sale with a stop, however they race (200 times)', async () => {
    const { db } = app().services.world;
    const stock = createStockStore(db);
    const stops = createStops({ stock, read: (id) => app().services.pool.get(id) });
    const lot = {
      productId: 'race',
      harvestedOn: '2026-09-20',
      usableUntil: new Date('9999-01-01'),
    };
    const ends = new Map<string, number>();
    const rounds = Array.from({ length: 20 }, (_, n) =>
      Array.from({ length: 10 }, (__, k) => n * 10 + k),
    );
    for (const ten of rounds) await Promise.all(ten.map(race));
    expect([...ends.keys()].sort()).to.deep.equal(['false', 'true']); // both were first at times

    async function race(round: number): Promise<void> {
      const id = `race-${round}`;
      await stock.create({ id, custodianId: 'org-1', ...lot });
      await stock.move(id, 'draft', 'submitted');
      const late = round % 3;
      const stop = { id: 's', by: 'u', rank: 'officer', reason: 'r' } as const;
      const [opened] = await Promise.all([
        pause(late === 1).then(() => stock.open(id, 0)),
        pause(late === 2).then(() => stops.stop(id, stop)),
        watch(id),
      ]);
      const { status, stops: standing } = await poolOf(id);
      expect([status, standing.length]).to.deep.equal(['on_hold', 1]);
      ends.set(String(opened), (ends.get(String(opened)) ?? 0) + 1);
    }

    async function watch(id: string): Promise<void> {
      for (let looks = 0; looks < 4; looks += 1) {
        const { status, stops: standing } = await poolOf(id);
        if (status === 'released') expect(standing).to.deep.equal([]);
      }
    }
  });
});

function pause(isLate: boolean): Promise<void> {
  return isLate ? new Promise((resolve) => setImmediate(resolve)) : Promise.resolve();
}
