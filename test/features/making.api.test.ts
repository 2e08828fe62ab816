import { expect } from 'chai';
import type { NewMaking } from '../../src/features/making/making.ts';
import type { PublicTraceView } from '../../src/features/trace/index.ts';
import type { Actor } from '../../src/shared/actor.ts';
import { useTestApp } from '../support/app.ts';
import { aBy, aReleasedBatch } from '../support/batches.ts';
import { checkInvariantsAfter } from '../support/invariants.ts';
import { aNewCertificate } from '../support/papers.ts';
import { aCommand } from '../support/people.ts';
import { aTrade, type Trade } from '../support/shipping.ts';

const officer: Actor = { userId: 'u-officer', orgId: 'office', role: 'officer', duties: [] };

describe('making lots of lots', function () {
  this.timeout(60_000);
  checkInvariantsAfter(() => app());
  const app = useTestApp();
  let trade: Trade;

  before(async () => {
    trade = await aTrade(app(), { grams: 100_000 });
  });

  const aLotOf = (grams = 100_000) => aReleasedBatch(app(), { sellerId: trade.sellerId, grams });
  const maker = (): Actor => ({
    ...{ userId: 'u-maker', orgId: trade.sellerId, role: 'cooperative', duties: ['packer'] },
  });
  const balanceOf = async (code: string) =>
    (await app().services.pool.get(code)) ?? expect.fail(`no batch ${code}`);

  function wanted(batchId: string, g: number, outG = [g]): NewMaking {
    return {
      kind: 'pack',
      ...{ works: '分装间', note: null, wasteG: 0, outMaxPermille: null },
      inputs: [{ batchId, g }],
      outputs: outG.map((each) => ({ productId: 'ds-pear-1', g: each })),
    };
  }

  function make(batchId: string, g: number, outG = [g]) {
    const by = { actor: maker(), command: aCommand() };
    return app().services.making.make(wanted(batchId, g, outG), by);
  }

  async function stop(code: string): Promise<string> {
    const asking = { actor: officer, command: aCommand() };
    return (await app().services.batches.stop(code, '农残可疑', asking)).stopId;
  }

  it('packs a lot over HTTP: the grams move, the papers stay, the new lot is on sale', async () => {
    const lot = await aLotOf();
    const as = `cooperative@${trade.sellerId}`;
    const body = wanted(lot, 60_000, [40_000, 19_500]);
    const { status, body: made } = await app().client.send('POST', '/api/works', { as, body });
    expect(status).to.equal(201);
    const { outputs } = made as { outputs: { code: string }[] };
    expect(await balanceOf(lot)).to.include({ availG: 40_000, heldG: 0, transformedOutG: 60_000 });
    const first = await balanceOf(outputs[0]?.code ?? '');
    expect(first).to.include({ status: 'released', availG: 40_000, transformedInG: 40_000 });
    expect(first.usableUntil).to.deep.equal((await balanceOf(lot)).usableUntil);
  });

  it('is one event in the record, found from either lot; the children’s page says it was made', async () => {
    const { services, client } = app();
    const lot = await aLotOf();
    const { outputs } = await make(lot, 60_000, [40_000, 20_000]);
    while ((await services.trace.drain()) > 0);
    const [code = ''] = outputs.map((output) => output.code);
    const [event, ...others] = await services.trace.ofBatch(code);
    expect(others).to.deep.equal([]);
    expect(event).to.include({ kind: 'E4' });
    expect(event?.event.outputQuantityList?.map(({ quantity }) => quantity)).to.deep.equal([
      40_000, 20_000,
    ]);
    expect((await services.trace.ofBatch(lot)).map(({ kind }) => kind)).to.include('E4');
    const stepsOn = async (of: string) => {
      const { body } = await client.send('GET', `/api/trace/${of}`);
      return (body as PublicTraceView).lot?.steps.map(({ kind }) => kind);
    };
    expect(await stepsOn(code)).to.deep.equal(['made']);
    expect(await stepsOn(lot)).to.include('used');
  });

  it('tells the record of a mixed lot when it has a certificate of its own', async () => {
    const { services } = app();
    const lots = [await aLotOf(), await aLotOf()];
    const mix: NewMaking = {
      ...{ ...wanted('', 2_000), kind: 'mix' },
      inputs: lots.map((batchId) => ({ batchId, g: 1_000 })),
    };
    const { outputs } = await services.making.make(mix, { actor: maker(), command: aCommand() });
    const code = outputs[0]?.code ?? '';
    while ((await services.trace.drain()) > 0);
    expect(await services.trace.ofBatch(code)).to.deep.equal([]);
    const { id } = await services.papers.issue(
      aNewCertificate({ productId: 'ds-pear-1', grams: 2_000 }),
      { orgId: trade.sellerId, command: aCommand() },
    );
    await services.batches.setPapers(code, [id], aBy(trade.sellerId));
    app().clock.advanceMs(61_000);
    while ((await services.trace.drain()) > 0);
    const [event] = await services.trace.ofBatch(code);
    expect(event).to.include({ kind: 'E5', bizStep: 'repackaging' });
    expect(event?.refs).to.have.lengthOf(1);
    const { body } = await app().client.send('GET', `/api/trace/${code}`);
    const told = (body as PublicTraceView).lot ?? expect.fail('no lot');
    expect(told.parents).to.deep.equal(lots);
    expect(told.origins.map(({ permille }) => permille)).to.deep.equal([500, 500]);
    expect(JSON.stringify(told.origins)).not.to.match(/"g":/);
    expect((await services.lineage(lots[0] ?? '')).into).to.deep.equal([{ code, g: 2_000 }]);
  });

  it('is done once, however often the command comes and from however many workers', async () => {
    const lot = await aLotOf(10_000);
    const by = { actor: maker(), command: aCommand() };
    const { making } = app().services;
    const makings = await Promise.all(
      Array.from({ length: 8 }, () => making.make(wanted(lot, 10_000), by)),
    );
    expect(new Set(makings.map(({ outputs }) => outputs[0]?.code)).size).to.equal(1);
    expect(await balanceOf(lot)).to.include({ availG: 0, transformedOutG: 10_000 });
  });

  it('gives every input back when one of them is refused', async () => {
    const [enough, few] = [await aLotOf(50_000), await aLotOf(1_000)];
    const by = { actor: maker(), command: aCommand() };
    const mix: NewMaking = {
      ...{ ...wanted(enough, 50_000), kind: 'mix' },
      inputs: [
        { batchId: enough, g: 50_000 },
        { batchId: few, g: 1_001 },
      ],
    };
    const refused = await app()
      .services.making.make(mix, by)
      .catch((e: unknown) => e);
    expect(refused).to.include({ code: 'batch.not-enough-stock' });
    expect(await balanceOf(enough)).to.include({ availG: 50_000, heldG: 0, transformedOutG: 0 });
    const again = await app()
      .services.making.make(mix, by)
      .catch((e: unknown) => e);
    expect(again).to.include({ code: 'batch.not-enough-stock' });
  });

  it('never makes more of a lot than there is, however many make at once', async () => {
    const lot = await aLotOf(50_000);
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => make(lot, 5_000)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).to.have.lengthOf(10);
    expect(await balanceOf(lot)).to.include({ availG: 0, heldG: 0, transformedOutG: 50_000 });
  });

  it('makes nothing of what is in another’s keeping', async () => {
    const lot = await aLotOf();
    const stranger = { ...maker(), orgId: 'org-9' };
    const by = { actor: stranger, command: aCommand() };
    const refused = await app()
      .services.making.make(wanted(lot, 1_000), by)
      .catch((e: unknown) => e);
    expect(refused).to.include({ code: 'lot.not-in-custody' });
  });

  it('stops the children and grandchildren of a stopped lot, and frees them with it', async () => {
    const { services } = app();
    const lot = await aLotOf();
    const child = (await make(lot, 60_000)).outputs[0]?.code ?? '';
    const grandchild = (await make(child, 30_000)).outputs[0]?.code ?? '';
    const stopId = await stop(lot);
    await services.stopWalk.walkAll();
    for (const code of [lot, child, grandchild]) {
      expect(await balanceOf(code)).to.include({ status: 'on_hold' });
    }
    expect(await services.stopDocs.get(`${lot}:${stopId}`)).to.include({ state: 'acknowledged' });
    await services.batches.lift(lot, stopId, { actor: officer, command: aCommand() });
    await services.stopWalk.walkAll();
    for (const code of [lot, child, grandchild]) {
      expect(await balanceOf(code)).to.include({ status: 'released' });
    }
    expect(await services.stopDocs.get(`${lot}:${stopId}`)).to.include({ state: 'lifted' });
  });

  it('never sells what is made of a lot that is stopped meanwhile', async () => {
    const { services } = app();
    for (let round = 0; round < 10; round += 1) {
      const lot = await aLotOf(10_000);
      const [made] = await Promise.allSettled([make(lot, 10_000), stop(lot)]);
      for (let pass = 0; pass < 3; pass += 1) {
        await services.stopWalk.walkAll();
        app().clock.advanceMs(20_000);
      }
      if (made.status === 'rejected') continue;
      const { status, stops } = await balanceOf(made.value.outputs[0]?.code ?? '');
      expect(status).to.equal('on_hold');
      expect(stops).to.have.lengthOf(1);
    }
  });
});
