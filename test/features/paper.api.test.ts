import { expect } from 'chai';
import { useTestApp } from '../support/app.ts';
import { aCode } from '../support/builders.ts';
import { aCertificateId, aNewCertificate, aNewPaper } from '../support/papers.ts';
import { aPdf } from '../support/photos.ts';
import { aScanId } from '../support/uploads.ts';

describe('papers', () => {
  const app = useTestApp();

  async function send(
    method: string,
    path: string,
    options: { as?: string; body?: unknown; key?: string } = {},
  ) {
    const how = { as: 'cooperative@org-1', ...options };
    const { status, body } = await app().client.send(method, path, how);
    return { status, body: body as Record<string, unknown> };
  }

  it('registers a paper with its scan, whose hash anyone may compare', async () => {
    const fileId = await aScanId(app(), aPdf('inspection'), 'cooperative@org-1');
    const made = await send('POST', '/api/papers', { body: aNewPaper({ fileId }) });
    expect(made.status).to.equal(201);
    const path = `/api/papers/${made.body['id'] as string}`;
    expect((await send('GET', path)).body).to.include({ fileId, orgId: 'org-1', leftG: null });

    const shown = await app().client.send('GET', `${path}/public`);
    expect(shown.body).to.include({ sha256: fileId, kind: 'factory_inspection', status: 'valid' });
    expect(shown.body).not.to.have.any.keys('orgId', 'fileId', 'leftG', 'lots');
  });

  it('is one paper by kind, issuer and number, whoever comes with it', async () => {
    const body = aNewPaper();
    expect((await send('POST', '/api/papers', { body })).status).to.equal(201);
    const again = await send('POST', '/api/papers', { body, as: 'cooperative@org-2' });
    expect([again.status, again.body['code']]).to.deep.equal([409, 'paper.number-taken']);
    expect(
      (await send('POST', '/api/papers', { body: { ...body, kind: 'lab_report' } })).status,
    ).to.equal(201);
  });

  it('is registered once per command', async () => {
    const body = aNewPaper();
    const key = 'register-this-paper-once';
    const first = await send('POST', '/api/papers', { body, key });
    expect(await send('POST', '/api/papers', { body, key })).to.deep.equal(first);
    const other = { ...body, no: 'other' };
    expect((await send('POST', '/api/papers', { body: other, key })).status).to.equal(422);
  });

  it('issues a certificate whose number is its code, today', async () => {
    const made = await send('POST', '/api/certificates', { body: aNewCertificate() });
    expect(made.status).to.equal(201);
    const id = made.body['id'] as string;
    const { body } = await app().client.send('GET', `/api/papers/${id}/public`);
    expect(body).to.deep.include({
      ...{ id, no: id, kind: 'conformity_certificate', issuedOn: '2026-09-20', grams: 1_000_000 },
      certificate: {
        ...{ style: 'producer', basis: ['control'], productId: 'ds-pear-1' },
        ...{ product: '砀山酥梨', origin: '砀山县良梨镇良梨村' },
        ...{ subject: '砀山良梨合作社', contact: '0557-1234567' },
      },
    });
  });

  it('refuses what is no paper: a certificate of others, a term that ends before it begins', async () => {
    const codeOf = async (path: string, body: unknown) =>
      (await send('POST', path, { body })).body['code'];
    const own = { ...aNewPaper(), kind: 'conformity_certificate' };
    expect(await codeOf('/api/papers', own)).to.equal('request.invalid');
    const reversed = aNewPaper({ validFrom: '2026-05-01', validTo: '2026-04-30' });
    expect(await codeOf('/api/papers', reversed)).to.equal('paper.term-reversed');
    const nothing = { ...aNewCertificate(), basis: [] };
    expect(await codeOf('/api/certificates', nothing)).to.equal('request.invalid');
    const foreign = aNewPaper({ fileId: 'a'.repeat(64) });
    expect(await codeOf('/api/papers', foreign)).to.equal('file.not-found');
  });

  it('shows papers to their own people, officers and the operator only', async () => {
    const id = await aCertificateId(app());
    const statusFor = async (as: string) => (await send('GET', `/api/papers/${id}`, { as })).status;
    expect(await statusFor('cooperative@org-1')).to.equal(200);
    expect(await statusFor('officer')).to.equal(200);
    expect(await statusFor('cooperative@org-2')).to.equal(404);
    expect(await statusFor('canteen')).to.equal(403);
    const { body } = await send('GET', '/api/papers', { as: 'cooperative@org-3' });
    expect(body).to.deep.equal({ papers: [] });
  });

  describe('as a pool of grams', () => {
    it('gives no more than it states, however many batches come at once', async () => {
      const id = await aCertificateId(app(), { grams: 1_000 });
      const { papers } = app().services;
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, n) => papers.takeGrams(id, { key: `b${n}`, g: 90 })),
      );
      expect(outcomes.filter(({ done }) => done)).to.have.length(11);
      expect(outcomes.find(({ done }) => !done)).to.have.nested.include({
        'refusal.code': 'paper.used-up',
        'refusal.facts.leftG': 10,
      });
      expect((await papers.get(id)).leftG).to.equal(10);
    });

    it('takes once per key, gives back once, and never takes again what was given back', async () => {
      const id = await aCertificateId(app(), { grams: 1_000 });
      const { papers } = app().services;
      const take = () => papers.takeGrams(id, { key: 'b1', g: 600 });
      await Promise.all([take(), take()]);
      expect((await papers.get(id)).leftG).to.equal(400);
      await Promise.all([papers.giveBack(id, 'b1'), papers.giveBack(id, 'b1')]);
      expect((await papers.get(id)).leftG).to.equal(1_000);
      expect(await take()).to.have.nested.include({ 'refusal.code': 'take.undone' });
    });

    it('gives nothing before its first day, after its last, or when a test failed', async () => {
      const { papers } = app().services;
      const codeFor = async (over: Parameters<typeof aNewPaper>[0]) => {
        const made = await send('POST', '/api/papers', { body: aNewPaper(over) });
        const outcome = await papers.takeGrams(made.body['id'] as string, { key: 'b', g: 1 });
        return outcome.done ? 'done' : outcome.refusal.code;
      };
      expect(await codeFor({ validFrom: '2026-09-21' })).to.equal('paper.not-valid');
      expect(await codeFor({ validTo: '2026-09-19' })).to.equal('paper.not-valid');
      expect(await codeFor({ validTo: '2026-09-20', grams: 5 })).to.equal('done');
      expect(await codeFor({ validTo: null })).to.equal('done');
      const test = {
        item: '农药残留',
        method: '酶抑制率法',
        result: '62 %',
        verdict: 'fail',
      } as const;
      expect(await codeFor({ kind: 'rapid_test', test })).to.equal('paper.not-valid');
      expect(await codeFor({ kind: 'rapid_test', test: { ...test, verdict: 'pass' } })).to.equal(
        'done',
      );
    });

    it('says of an unknown paper that there is none', async () => {
      const outcome = await app().services.papers.takeGrams(aCode(1e6), { key: 'b', g: 1 });
      expect(outcome).to.have.nested.include({ 'refusal.code': 'paper.not-found' });
    });
  });

  describe('of a batch', () => {
    it('are those attached by its own organisation, and the gate hears what is missing', async () => {
      const { papers } = app().services;
      const id = await aCertificateId(app());
      const code = aCode(2e6);
      const wanted = ['conformity_certificate', 'rapid_test'] as const;
      expect((await papers.validFor(code, wanted, '2026-09-20')).missing).to.deep.equal([
        ...wanted,
      ]);
      await papers.attachTo(id, { orgId: 'org-1', code });
      await papers.attachTo(id, { orgId: 'org-1', code });
      expect((await papers.forBatch(code)).map((paper) => paper.id)).to.deep.equal([id]);
      expect((await papers.validFor(code, wanted, '2026-09-20')).missing).to.deep.equal([
        'rapid_test',
      ]);
      expect((await papers.validFor(code, wanted, '2026-09-19')).missing).to.have.length(2);

      const foreign = await papers
        .attachTo(id, { orgId: 'org-2', code })
        .catch((error: unknown) => error);
      expect(foreign).to.include({ code: 'paper.not-found' });
      await papers.detachFrom(id, { orgId: 'org-1', code });
      expect(await papers.forBatch(code)).to.deep.equal([]);
    });
  });
});
