import { expect } from 'chai';
import { createVerificationStore } from '../../src/features/supervision/index.ts';
import { useTestApp } from '../support/app.ts';
import { aReadyDraft, aReleasedBatch } from '../support/batches.ts';
import { aProduct } from '../support/catalogue.ts';

describe('batches on the shelf', () => {
  const app = useTestApp();
  const view = (code: string) => app().services.batches.view(code);
  const send = (method: string, path: string, body?: unknown, as = 'cooperative') =>
    app().client.send(method, path, { as, ...(body !== undefined && { body }) });

  it('are found by code, name and pinyin, among the own ones only', async () => {
    const code = await aReleasedBatch(app(), { sellerId: 'org-7' });
    const found = async (q: string, as = 'cooperative@org-7') => {
      const { body } = await send('GET', `/api/batches?q=${encodeURIComponent(q)}`, undefined, as);
      return (body as { batches: { code: string }[] }).batches.map((batch) => batch.code);
    };
    expect(await found('酥梨')).to.deep.equal([code]);
    expect(await found('dssl')).to.deep.equal([code]);
    expect(await found(code.slice(0, 6))).to.deep.equal([code]);
    expect(await found(code, 'cooperative@org-8')).to.deep.equal([]);
    expect(await found(code, 'officer')).to.deep.equal([code]);
    const { body } = await send(
      'GET',
      '/api/batches?state=waiting',
      undefined,
      'cooperative@org-7',
    );
    expect(body).to.deep.equal({ batches: [] });
  });

  it('are offered first to expire first, and summed up for the shop', async () => {
    const sellerId = 'org-9';
    const productId = await aProduct(app(), { id: 'lb-tomato', shelfLifeDays: 7 });
    const late = await aReleasedBatch(app(), { sellerId, productId, grams: 5_000 });
    const harvestedOn = '2026-09-18';
    const early = await aReleasedBatch(app(), { sellerId, productId, grams: 3_000, harvestedOn });
    const { batches } = app().services;
    const wanted = { productId, sellerId, needAt: app().clock.now() };
    const codes = async (more = {}) =>
      (await batches.candidates({ ...wanted, ...more })).map(({ batchId }) => batchId);
    expect(await codes()).to.deep.equal([early, late]);
    expect(await codes({ exclude: [early] })).to.deep.equal([late]);
    expect(await codes({ needAt: new Date('2026-09-26T12:00:00Z') })).to.deep.equal([late]);
    expect(await batches.onSale([productId])).to.deep.equal([
      {
        sellerId,
        productId,
        availG: 8_000,
        batchCode: early,
        madeOn: harvestedOn,
        verified: false,
      },
    ]);
  });

  it('show what an officer said last, to buyers only that it passed', async () => {
    const sellerId = 'org-11';
    const productId = await aProduct(app(), { id: 'xx-grape', shelfLifeDays: 30 });
    const code = await aReleasedBatch(app(), { sellerId, productId });
    const { db } = app().services.world;
    const store = createVerificationStore(db);
    const said = {
      officerId: 'o',
      officerName: '甲',
      orgId: 'office',
      orgName: '采购监管',
      checks: [],
    };
    const say = (n: number, verdict: 'pass' | 'return', words: string) =>
      store.insert({
        ...{ _id: `${code}:o:${n}`, batchId: code, productId, verdict, words, ...said },
        at: new Date(app().clock.now().getTime() + n),
        command: { key: `say-${n}`, reqHash: 'h' },
      });
    const isVerified = async () =>
      (await app().services.batches.onSale([productId])).map(({ verified }) => verified);
    await say(1, 'pass', '');
    expect(await isVerified()).to.deep.equal([true]);
    await say(2, 'return', '补检测报告');
    expect(await isVerified()).to.deep.equal([false]);
    expect((await view(code)).verdict).to.include({ verdict: 'return', words: '补检测报告' });
    const { body } = await send('GET', '/api/batches', undefined, `cooperative@${sellerId}`);
    const [row] = (body as { batches: { verdict: unknown }[] }).batches;
    expect(row?.verdict).to.include({ verdict: 'return', orgName: '采购监管' });
  });

  it('leave the shelf on their last good day', async () => {
    const productId = await aProduct(app(), { id: 'ds-melon', shelfLifeDays: 10 });
    const code = await aReleasedBatch(app(), { productId });
    const start = app().clock.now();
    app().clock.advanceMs(11 * 24 * 3_600_000);
    expect(await app().services.batches.expire()).to.be.greaterThan(0);
    expect((await view(code)).state).to.equal('expired');
    app().clock.set(start);
  });

  it('resume where a crash left them', async () => {
    const { code } = await aReadyDraft(app());
    const { batches } = app().services;
    const at = app().clock.now();
    const submission = { at, by: 'u-org-1', key: 'a-key-of-the-crash' };
    const begun = { step: 'submitting', submitNo: 1, submission, due: at };
    // what the first statement of a submission writes; the process died after it
    await app()
      .services.world.db.collection<{ _id: string }>('batches')
      .updateOne({ _id: code }, { $set: begun });
    expect((await view(code)).step).to.equal('submitting');
    expect(await batches.sweep()).to.be.greaterThan(0);
    expect((await view(code)).state).to.equal('on_sale');
    expect(await batches.sweep()).to.equal(0);
  });
});
