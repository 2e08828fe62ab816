import { expect } from 'chai';
import { aCode } from '../support/builders.ts';
import { useTestApp } from '../support/app.ts';
import { aBaseWithPlot, aNewAuthorisation, aNewBase, aNewPlot } from '../support/bases.ts';
import { aPdf, aSmallPhoto } from '../support/photos.ts';
import { aPhotoId, aScanId } from '../support/uploads.ts';

describe('bases', () => {
  const app = useTestApp();

  const send = (method: string, path: string, options: Parameters<typeof request>[2] = {}) =>
    request(method, path, { as: 'cooperative@org-1', ...options });
  async function request(
    method: string,
    path: string,
    options: { as?: string; body?: unknown; key?: string } = {},
  ) {
    const { status, body } = await app().client.send(method, path, options);
    return { status, body: body as Record<string, unknown> };
  }

  async function aBase(over: Parameters<typeof aNewBase>[0] = {}): Promise<string> {
    const { status, body } = await send('POST', '/api/bases', { body: aNewBase(over) });
    expect(status, JSON.stringify(body)).to.equal(201);
    return body['id'] as string;
  }

  it('registers a base with its photos, once per command', async () => {
    const photo = await aPhotoId(app(), await aSmallPhoto(1), 'cooperative@org-1');
    const body = aNewBase({ photos: [photo] });
    const key = 'register-this-base-once';
    const first = await send('POST', '/api/bases', { body, key });
    expect(await send('POST', '/api/bases', { body, key })).to.deep.equal(first);
    const other = { ...body, nameZh: '另一个' };
    expect((await send('POST', '/api/bases', { body: other, key })).status).to.equal(422);

    const id = first.body['id'] as string;
    const shown = await send('GET', `/api/bases/${id}`);
    expect(shown.body).to.deep.include({ id, nameZh: '良梨一号园', photos: [photo], plots: [] });
    expect((await app().services.media.get(photo)).attached).to.deep.equal([`base:${id}`]);
  });

  it('takes no photo of another organisation', async () => {
    const photo = await aPhotoId(app(), await aSmallPhoto(2), 'cooperative@org-2');
    const { status, body } = await send('POST', '/api/bases', {
      body: aNewBase({ photos: [photo] }),
    });
    expect([status, body['code']]).to.deep.equal([404, 'file.not-found']);
  });

  it('shows a base to its own people, officers and the operator, and to nobody else', async () => {
    const id = await aBase();
    const statusFor = async (as?: string) =>
      (await app().client.send('GET', `/api/bases/${id}`, { as })).status;
    expect(await statusFor('cooperative@org-1')).to.equal(200);
    expect(await statusFor('officer')).to.equal(200);
    expect(await statusFor('operator')).to.equal(200);
    expect(await statusFor('cooperative@org-2')).to.equal(404);
    expect(await statusFor('canteen')).to.equal(403);
    expect(await statusFor()).to.equal(401);
  });

  it('shows everybody what is public, and nothing of who is responsible or where exactly', async () => {
    const id = await aBase({ address: '村东三号', responsible: '生产一组' });
    await send('POST', `/api/bases/${id}/authorisations`, { body: aNewAuthorisation() });
    const { status, body } = await app().client.send('GET', `/api/bases/${id}/public`);
    expect(status).to.equal(200);
    expect(JSON.stringify(body)).not.to.match(/村东三号|生产一组|fileId|command/);
    const [authorisation] = (body as { authorisations: Record<string, unknown>[] }).authorisations;
    expect(authorisation).to.include({
      wordsZh: '2023-03-04 授权，文号未公布，期限未公布',
      confirmed: false,
    });
    expect((await app().client.send('GET', `/api/bases/${aCode(1e6)}/public`)).status).to.equal(
      404,
    );
  });

  it('lists own bases only; officers see all', async () => {
    const { baseId } = await aBaseWithPlot(app(), { orgId: 'org-9' });
    const idsFor = async (as: string) => {
      const { body } = await app().client.send('GET', '/api/bases', { as });
      return (body as { bases: { id: string }[] }).bases.map(({ id }) => id);
    };
    expect(await idsFor('cooperative@org-9')).to.deep.equal([baseId]);
    expect(await idsFor('cooperative@org-1')).not.to.include(baseId);
    expect(await idsFor('officer')).to.include(baseId);
  });

  it('numbers plots one after the other, each once, however many come at once', async () => {
    const id = await aBase();
    const path = `/api/bases/${id}/plots`;
    const plots = await Promise.all(
      [1, 2, 3].map((n) => send('POST', path, { body: aNewPlot({ nameZh: `${n}号地` }) })),
    );
    expect(plots.map(({ body }) => body['n']).sort()).to.deep.equal([1, 2, 3]);
    const key = 'this-plot-comes-but-once';
    const first = await send('POST', path, { body: aNewPlot(), key });
    expect(await send('POST', path, { body: aNewPlot(), key })).to.deep.equal(first);
    expect(first.body).to.deep.equal({ n: 4, id: `${id}.4` });
    const stranger = { as: 'cooperative@org-2', body: aNewPlot() };
    expect((await send('POST', path, stranger)).status).to.equal(404);
  });

  it('keeps the scan of an authorisation, and an officer confirms it', async () => {
    const id = await aBase();
    const fileId = await aScanId(app(), aPdf('plaque'), 'cooperative@org-1');
    const path = `/api/bases/${id}/authorisations`;
    const added = await send('POST', path, { body: aNewAuthorisation({ fileId }) });
    expect(added.status).to.equal(201);

    const confirmation = `${path}/1/confirmation`;
    expect((await send('PUT', confirmation)).status).to.equal(403);
    expect((await send('PUT', confirmation, { as: 'officer' })).status).to.equal(204);
    expect((await send('PUT', confirmation, { as: 'officer' })).status).to.equal(204);
    expect((await send('PUT', `${path}/7/confirmation`, { as: 'officer' })).status).to.equal(404);
    const { body } = await send('GET', `/api/bases/${id}`);
    expect(body).to.have.nested.include({
      'authorisations[0].confirmed': true,
      'authorisations[0].fileId': fileId,
    });

    const title = await app().services.bases.titleOn(id, 'ds-melon', '2026-06-01');
    expect(title).to.include({ confirmed: true, title: '杭州市西湖区菜篮子生产基地' });
    expect(await app().services.bases.titleOn(id, 'ds-pear-1', '2026-06-01')).to.equal(undefined);
  });

  describe('the cap', () => {
    const harvest = (plotId: string, key: string) => ({
      ...{ plotId, productId: 'ds-pear-1', year: 2026, key },
    });

    it('is never exceeded, however many harvests come at once', async () => {
      // 18 mu of pears at 3 t a mu: 54 t, so 27 harvests of 2 t
      const { plotId } = await aBaseWithPlot(app());
      const { bases } = app().services;
      const g = 2_000_000;
      const outcomes = await Promise.all(
        Array.from({ length: 50 }, (_, n) => bases.takeHarvest(harvest(plotId, `h${n}`), g)),
      );
      expect(outcomes.filter(({ done }) => done)).to.have.length(27);
      const refusal = outcomes.find(({ done }) => !done);
      expect(refusal).to.have.nested.include({ 'refusal.code': 'harvest.over-yield-cap' });
      expect(refusal).to.have.nested.include({
        'refusal.facts.capG': 54_000_000,
        'refusal.facts.askedG': g,
      });
      const { body } = await send('GET', `/api/bases/${plotId.slice(0, 11)}`);
      expect(body['cycles']).to.deep.equal([
        {
          ...{ plotId, productId: 'ds-pear-1', year: 2026 },
          ...{ capG: 54_000_000, harvestedG: 54_000_000 },
        },
      ]);
    });

    it('counts a harvest once, however often it is taken or given back', async () => {
      const { plotId } = await aBaseWithPlot(app());
      const { bases } = app().services;
      const same = harvest(plotId, 'same');
      const take = () => bases.takeHarvest(same, 50_000_000);
      await Promise.all([take(), take(), take()]);
      expect(await take()).to.deep.equal({ done: true });
      expect(await bases.takeHarvest(harvest(plotId, 'more'), 5_000_000)).to.include({
        done: false,
      });

      await Promise.all([bases.giveBack(same), bases.giveBack(same)]);
      await bases.giveBack(same);
      expect(await bases.takeHarvest(harvest(plotId, 'all'), 54_000_000)).to.deep.equal({
        done: true,
      });
      expect(await take()).to.have.nested.include({ 'refusal.code': 'take.undone' });
    });

    it('lets no late taking win that was given back before it came', async () => {
      const { plotId } = await aBaseWithPlot(app());
      const { bases } = app().services;
      await bases.giveBack(harvest(plotId, 'late'));
      expect(await bases.takeHarvest(harvest(plotId, 'late'), 1)).to.include({ done: false });
    });

    it('blocks nothing where it is unknown, and still counts', async () => {
      const eggs = { plot: { productIds: ['lb-egg'] } };
      const { plotId, baseId } = await aBaseWithPlot(app(), eggs);
      const { bases } = app().services;
      const taken = { plotId, productId: 'lb-egg', year: 2026, key: 'h1' };
      expect(await bases.takeHarvest(taken, 900_000_000)).to.deep.equal({ done: true });
      const view = () => bases.view(baseId);
      expect(await view()).to.have.nested.include({
        'cycles[0].capG': null,
        'cycles[0].harvestedG': 900_000_000,
      });
      await bases.giveBack(taken);
      expect(await view()).to.have.nested.include({ 'cycles[0].harvestedG': 0 });
    });

    it('is only for what grows on the plot', async () => {
      const { plotId } = await aBaseWithPlot(app());
      const other = { ...harvest(plotId, 'x'), productId: 'xx-grape' };
      expect(await app().services.bases.takeHarvest(other, 1)).to.have.nested.include({
        'refusal.code': 'harvest.product-not-on-plot',
      });
    });
  });
});
