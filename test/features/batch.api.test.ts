import { expect } from 'chai';
import { useTestApp } from '../support/app.ts';
import { aDraft, aReadyDraft, aReleasedBatch, aStoredPhoto } from '../support/batches.ts';
import { aBaseWithPlot } from '../support/bases.ts';
import { aCommand, aProduct } from '../support/catalogue.ts';
import { aCertificateId, aNewPaper } from '../support/papers.ts';

const officer = { userId: 'u-off', role: 'officer', orgId: 'bureau', duties: [] } as const;
const seller = { userId: 'u-org-1', role: 'cooperative', orgId: 'org-1', duties: [] } as const;

describe('batches', () => {
  const app = useTestApp();
  const send = (method: string, path: string, body?: unknown, as = 'cooperative') =>
    app().client.send(method, path, { as, ...(body !== undefined && { body }) });
  const view = (code: string) => app().services.batches.view(code);

  it('go on sale by themselves once papers, photo and cap are there', async () => {
    const code = await aReleasedBatch(app());
    const { body } = await send('GET', `/api/batches/${code}`);
    expect(body).to.include({ state: 'on_sale', availG: 100_000, status: 'released' });
    expect(body).to.deep.include({ missing: [], readiness: { done: 2, of: 2 } });
    const book = await app().services.pool.book(code);
    expect(book.map(({ kind, g }) => [kind, g])).to.deep.equal([['receive', 100_000]]);
  });

  it('are registered over HTTP from draft to label', async () => {
    const productId = await aProduct(app());
    const { baseId, plotId } = await aBaseWithPlot(app(), { plot: { areaMu100: 100_000 } });
    const draft = { kind: 'harvested', productId, baseId, plotId, harvestedOn: '2026-09-19' };
    const made = await send('POST', '/api/batches', { ...draft, grams: 50_000 });
    expect(made.status).to.equal(201);
    const { code } = made.body as { code: string };
    const photos = [await aStoredPhoto(app(), 'org-1')];
    expect((await send('PUT', `/api/batches/${code}/photos`, { photos })).status).to.equal(204);
    const paperIds = [await aCertificateId(app(), { grams: 50_000 })];
    expect((await send('PUT', `/api/batches/${code}/papers`, { paperIds })).status).to.equal(204);
    const test = { kind: 'rapid', item: '农残', method: '酶抑制率法', verdict: 'pass' };
    const rapid = { ...test, inhibitionPermille: 120, limitPermille: 500 };
    expect((await send('POST', `/api/batches/${code}/tests`, rapid)).status).to.equal(204);
    const submitted = await send('POST', `/api/batches/${code}/submission`);
    expect(submitted.status).to.equal(200);
    const { body } = await send('GET', `/api/batches/${code}`);
    expect(body).to.include({ state: 'on_sale', usableUntil: '2027-06-16T15:59:59.999Z' });
    expect(await kindsTold(code)).to.deep.equal(['E1', 'E3']);
  });

  it('show what is missing and go on sale as soon as it is there', async () => {
    const { code } = await aDraft(app());
    expect((await view(code)).missing).to.deep.equal(['photos', 'conformity_certificate']);
    const noPhoto = await send('POST', `/api/batches/${code}/submission`);
    expect(noPhoto).to.nested.include({ status: 409, 'body.code': 'batch.photos-missing' });
    const photos = [await aStoredPhoto(app(), 'org-1')];
    await send('PUT', `/api/batches/${code}/photos`, { photos });
    await send('POST', `/api/batches/${code}/submission`);
    expect(await view(code)).to.deep.include({
      state: 'waiting',
      missing: ['conformity_certificate'],
    });
    const paperIds = [await aCertificateId(app(), { grams: 100_000 })];
    await send('PUT', `/api/batches/${code}/papers`, { paperIds });
    expect(await view(code)).to.deep.include({ state: 'on_sale', missing: [] });
    const [id = ''] = paperIds;
    expect((await app().services.papers.get(id)).leftG).to.equal(0);
  });

  it('undo every take when a paper has too little, and may be submitted again', async () => {
    const { code, plotId, productId } = await aReadyDraft(app(), { certifiedG: 99_999 });
    const refused = await send('POST', `/api/batches/${code}/submission`);
    expect(refused).to.nested.include({ status: 409, 'body.code': 'paper.used-up' });
    expect(refused.body).to.include({ leftG: 99_999, askedG: 100_000 });
    expect(await view(code)).to.include({ state: 'draft', availG: 0 });
    expect(await harvestedG(plotId, productId)).to.equal(0);
    const paperIds = [await aCertificateId(app(), { grams: 100_000 })];
    await send('PUT', `/api/batches/${code}/papers`, { paperIds });
    expect((await send('POST', `/api/batches/${code}/submission`)).status).to.equal(200);
    expect(await view(code)).to.include({ state: 'on_sale', availG: 100_000 });
    expect(await harvestedG(plotId, productId)).to.equal(100_000);
  });

  it('never harvest more than the plot can yield, and give the papers back', async () => {
    const { plotId } = await aBaseWithPlot(app(), { plot: { areaMu100: 1 } }); // 30 kg
    await aReleasedBatch(app(), { plotId, grams: 30_000 });
    const { code, paperIds } = await aReadyDraft(app(), { plotId, grams: 1 });
    const refused = await send('POST', `/api/batches/${code}/submission`);
    expect(refused).to.nested.include({ status: 409, 'body.code': 'harvest.over-yield-cap' });
    expect(refused.body).to.include({ capG: 30_000, usedG: 30_000, askedG: 1 });
    const [id = ''] = paperIds;
    expect((await app().services.papers.get(id)).leftG).to.equal(1);
  });

  it('answer the same submission the same again, and take nothing twice', async () => {
    const { code } = await aReadyDraft(app());
    const path = `/api/batches/${code}/submission`;
    const options = { as: 'cooperative', key: 'submission-key-0001' };
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => app().client.send('POST', path, options)),
    );
    expect(answers.map(({ status }) => status)).to.deep.equal([200, 200, 200, 200]);
    expect(await view(code)).to.include({ state: 'on_sale', availG: 100_000, grams: 100_000 });
    expect(await kindsTold(code)).to.deep.equal(['E1']);
  });

  it('are registered once per command', async () => {
    const productId = await aProduct(app());
    const { baseId, plotId } = await aBaseWithPlot(app());
    const body = {
      kind: 'harvested',
      productId,
      baseId,
      plotId,
      harvestedOn: '2026-09-19',
      grams: 5,
    };
    const options = { as: 'cooperative', key: 'draft-key-00000001', body };
    const both = await Promise.all(
      [1, 2].map(() => app().client.send('POST', '/api/batches', options)),
    );
    expect(both[0]?.body).to.deep.equal(both[1]?.body);
    const other = { ...options, body: { ...body, grams: 6 } };
    expect((await app().client.send('POST', '/api/batches', other)).status).to.equal(422);
  });

  it('cannot be harvested in the future, nor long ago, nor on the plot of another', async () => {
    const productId = await aProduct(app());
    const { baseId, plotId } = await aBaseWithPlot(app());
    const draft = {
      kind: 'harvested',
      productId,
      baseId,
      plotId,
      harvestedOn: '2026-09-21',
      grams: 5,
    };
    const codeOf = async (body: object) =>
      ((await send('POST', '/api/batches', body)).body as { code: string }).code;
    expect(await codeOf(draft)).to.equal('batch.harvested-in-future');
    expect(await codeOf({ ...draft, harvestedOn: '2025-09-01' })).to.equal('batch.too-old');
    expect(await codeOf({ ...draft, plotId: null })).to.equal('batch.origin-missing');
    const foreign = await aBaseWithPlot(app(), { orgId: 'org-2' });
    expect(await codeOf({ ...draft, ...foreign, harvestedOn: '2026-09-19' })).to.equal(
      'base.not-found',
    );
  });

  it('made by a processor name works and day, and wait for the papers of their class', async () => {
    const shape = {
      legalClass: 'wine',
      papersRequired: ['production_licence', 'factory_inspection'],
    } as const;
    const productId = await aProduct(app(), { id: 'xx-wine', shelfLifeDays: null, ...shape });
    const made = {
      kind: 'made',
      productId,
      works: '萧县天兴酒庄',
      producedOn: '2024-11-01',
      grams: 3_576_000,
    };
    const { body } = await send('POST', '/api/batches', made);
    const { code } = body as { code: string };
    const photos = [await aStoredPhoto(app(), 'org-1')];
    await send('PUT', `/api/batches/${code}/photos`, { photos });
    const since = { issuedOn: '2023-01-01', validFrom: '2023-01-01', validTo: '2025-12-31' };
    const licence = aNewPaper({ kind: 'production_licence', ...since }); // of the day it was made
    const inspection = aNewPaper({ kind: 'factory_inspection', grams: 4_000_000 });
    const { papers } = app().services;
    const by = () => ({ orgId: 'org-1', command: aCommand() });
    const paperIds = [
      (await papers.register(licence, by())).id,
      (await papers.register(inspection, by())).id,
    ];
    await send('PUT', `/api/batches/${code}/papers`, { paperIds });
    await send('POST', `/api/batches/${code}/submission`);
    expect(await view(code)).to.include({
      state: 'on_sale',
      usableUntil: '9999-12-31T00:00:00.000Z',
      harvestedOn: null,
      producedOn: '2024-11-01',
    });
  });

  it('stop at once when a test fails, and stay stopped until a higher rank lifts it', async () => {
    const code = await aReleasedBatch(app());
    const test = { kind: 'rapid', item: '农残', method: '酶抑制率法', verdict: 'fail' };
    await send('POST', `/api/batches/${code}/tests`, {
      ...test,
      inhibitionPermille: 700,
      limitPermille: 500,
    });
    const stopped = await view(code);
    expect(stopped.state).to.equal('stopped');
    const [stop] = stopped.stops;
    expect(stop?.rank).to.equal('test');
    const path = `/api/batches/${code}/stops/${stop?.id ?? ''}`;
    expect((await send('DELETE', path)).status).to.equal(403);
    expect((await send('DELETE', path, undefined, 'officer')).status).to.equal(204);
    expect(await view(code)).to.include({ state: 'on_sale' });
    expect(await kindsTold(code)).to.deep.equal(['E1', 'E3']);
  });

  it('stop with reasons side by side, and sell nothing until the last is lifted', async () => {
    const code = await aReleasedBatch(app());
    const { batches } = app().services;
    const one = await batches.stop(code, '气味异常', { actor: seller, command: aCommand() });
    const two = await batches.stop(code, '抽检', { actor: officer, command: aCommand() });
    await batches.lift(code, two.stopId, { actor: officer, command: aCommand() });
    expect((await view(code)).state).to.equal('stopped');
    await batches.lift(code, one.stopId, { actor: seller, command: aCommand() });
    const { state, log } = await view(code);
    expect(state).to.equal('on_sale');
    expect(log.map(({ kind }) => kind).slice(-5)).to.deep.equal([
      'stopped',
      'stopped',
      'lifted',
      'lifted',
      'released',
    ]);
  });

  it('are a draft again when they were stopped as one', async () => {
    const { code } = await aReadyDraft(app());
    const { batches } = app().services;
    const { stopId } = await batches.stop(code, '再看看', { actor: seller, command: aCommand() });
    const refused = await send('POST', `/api/batches/${code}/submission`);
    expect(refused).to.nested.include({ status: 409, 'body.code': 'batch.on-hold' });
    await batches.lift(code, stopId, { actor: seller, command: aCommand() });
    expect((await send('POST', `/api/batches/${code}/submission`)).status).to.equal(200);
    expect((await view(code)).state).to.equal('on_sale');
  });

  it('are taken back by the seller while they wait, with everything they took', async () => {
    const { code, plotId, productId } = await aDraft(app());
    const photos = [await aStoredPhoto(app(), 'org-1')];
    await send('PUT', `/api/batches/${code}/photos`, { photos });
    await send('POST', `/api/batches/${code}/submission`);
    expect(await harvestedG(plotId, productId)).to.equal(100_000);
    const rejected = await send('POST', `/api/batches/${code}/rejection`, { reason: '数量填错' });
    expect(rejected.status).to.equal(204);
    expect(await view(code)).to.include({ state: 'rejected', availG: 0 });
    expect(await harvestedG(plotId, productId)).to.equal(0);
  });

  it('cannot be taken back once they were on sale', async () => {
    const code = await aReleasedBatch(app());
    const refused = await send('POST', `/api/batches/${code}/rejection`, { reason: '数量填错' });
    expect(refused).to.nested.include({ status: 409, 'body.code': 'batch.not-rejectable' });
  });

  async function kindsTold(code: string): Promise<string[]> {
    const facts = await app().services.batches.pendingFacts(500);
    return facts
      .filter(({ fact }) => 'lot' in fact && fact.lot.batchId === code)
      .map(({ fact }) => fact.kind)
      .sort();
  }

  async function harvestedG(plotId: string | null, productId: string): Promise<number> {
    const base = await app().services.bases.view((plotId ?? '').slice(0, 11));
    const cycle = base.cycles.find(
      (each) => each.plotId === plotId && each.productId === productId,
    );
    return cycle?.harvestedG ?? 0;
  }
});
