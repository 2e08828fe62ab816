import { expect } from 'chai';
import Joi from 'joi';
import { AppError } from '../../src/shared/errors.ts';
import { object } from '../../src/shared/schema.ts';
import { page } from '../../src/web/page.tsx';
import ApiDocs from '../../src/web/pages/docs/ApiDocs.tsx';
import { docsPages } from '../../src/web/routes/docs.ts';
import type { Client } from '../support/client.ts';
import { servePages } from '../support/pages.ts';

const docs = object({ q: Joi.string().allow(''), operations: Joi.array() });

const secret = page({
  path: '/canteen/secret/:id',
  who: [{ role: 'canteen', duty: 'buyer' }],
  params: object({ id: Joi.string().min(3) }),
  query: object({ n: Joi.number().optional() }),
  area: 'docs',
  load: ({ params: { id } }) => {
    if (id === 'gone') throw new AppError('not-found', 'resource.not-found', 'Gone.');
    if (id === 'moved') return { seeOther: '/elsewhere' };
    if (id === 'broken') throw new Error('a bug');
    const unsafe = { path: '</script><b>', method: 'GET', summary: '', roles: [], parameters: [] };
    return {
      q: id,
      operations: [{ ...unsafe, command: false, answers: 200 }],
      unsaid: 'undeclared',
    };
  },
  props: docs,
  title: (w) => w.api.title,
  view: ApiDocs,
  client: 'docs/ApiDocs',
});

describe('page', () => {
  const failures: unknown[] = [];
  let client: Client;
  const as = (session: string) => ({
    headers: { cookie: `__Host-session=${session}`, accept: 'text/html' },
  });
  const get = (path: string, options = {}) => client.send('GET', path, options);

  before(async () => {
    const pages = [secret, ...docsPages({ endpoints: () => [secret] })];
    client = await servePages(pages, failures);
  });
  after(() => client.close());

  it('is Chinese unless the address says otherwise, and says so in its headers', async () => {
    const zh = await get('/api/docs');
    const en = await get('/api/docs?lang=en&q=x');
    expect(zh.body).to.include('<html lang="zh-CN">').and.include('接口说明');
    expect(en.body).to.include('<html lang="en">').and.include('href="/api/docs?q=x"');
    expect(en.headers.get('content-language')).to.equal('en');
  });

  it('sends strangers to sign in, and brings them back', async () => {
    const { status, headers } = await get('/canteen/secret/abc?n=1');
    expect(status).to.equal(303);
    expect(headers.get('location')).to.equal('/sign-in?next=%2Fcanteen%2Fsecret%2Fabc%3Fn%3D1');
  });

  it('answers refusals as pages in the language of the reader', async () => {
    const forbidden = await get('/canteen/secret/abc', as('canteen+receiver'));
    expect(forbidden.status).to.equal(403);
    expect(forbidden.body).to.include('不归您的账号办理');

    const invalid = await get('/canteen/secret/abc?n=x&lang=en', as('canteen+buyer'));
    expect(invalid.status).to.equal(400);
    expect(invalid.body).to.include('<code>n</code>').and.include('<html lang="en">');

    const gone = await get('/canteen/secret/gone', as('canteen+buyer'));
    expect(gone.status).to.equal(404);
    expect(gone.headers.get('content-type')).to.match(/html/);

    const nowhere = await get('/nowhere', { headers: { accept: 'text/html' } });
    expect([nowhere.status, String(nowhere.body)]).to.satisfy(
      ([status, body]: [number, string]) => status === 404 && body.includes('没有这一页'),
    );
  });

  it('answers a bug with a page that has a number, and tells the log', async () => {
    const { status, body } = await get('/canteen/secret/broken', as('canteen+buyer'));
    expect(status).to.equal(500);
    expect(body)
      .to.match(/urn:uuid:[\w-]{36}/)
      .and.not.include('a bug');
    expect(failures.splice(0)).to.have.length(1);
  });

  it('answers programs with problem+json, pages or not', async () => {
    const { status, body } = await get('/canteen/secret/abc', { as: 'officer' });
    expect([status, body]).to.deep.include(403);
    expect(body).to.include({ code: 'role.forbidden' });
    expect((await get('/nowhere')).headers.get('content-type')).to.match(/problem\+json/);
  });

  it('remembers the language of a console, and only there', async () => {
    const english = await get('/canteen/secret/abc?lang=en', as('canteen+buyer'));
    expect(english.headers.get('set-cookie')).to.match(/^lang=en;/);
    expect((await get('/api/docs?lang=en')).headers.get('set-cookie')).to.be.null;

    const headers = { cookie: '__Host-session=canteen+buyer; lang=en' };
    const later = await get('/canteen/secret/abc', { headers });
    expect(later.body).to.include('<html lang="en">').and.include('?lang=zh');
  });

  it('lets no data end its block, and nothing leave that the view does not declare', async () => {
    const { body } = await get('/canteen/secret/abc', as('canteen+buyer'));
    expect(body).to.include('\\u003c/script>\\u003cb>').and.not.include('undeclared');
  });

  it('allows styles by their hash or address alone, and uses no style attribute', async () => {
    const shop = await get('/api/docs');
    expect(shop.headers.get('content-security-policy')).to.match(/style-src 'self' 'sha256-/);
    const console_ = await get('/canteen/secret/abc', as('canteen+buyer'));
    expect(console_.headers.get('content-security-policy')).to.match(/style-src 'self';/);
    for (const { body } of [shop, console_]) expect(body).to.not.match(/<[^>]+ style=/);
  });

  it('is kept by nobody but the reader, unless it is the same for all', async () => {
    const cacheOf = async (path: string, options = {}) =>
      (await get(path, options)).headers.get('cache-control');
    expect(await cacheOf('/canteen/secret/abc', as('canteen+buyer'))).to.equal('private, no-cache');
    expect(await cacheOf('/api/docs', as('consumer'))).to.equal('private, no-cache');
    expect(await cacheOf('/api/docs')).to.equal('public, no-cache');
    expect(await cacheOf('/problems/role.forbidden', as('consumer'))).to.equal('public, no-cache');
  });

  it('follows where a page leads', async () => {
    const { status, headers } = await get('/canteen/secret/moved', as('canteen+buyer'));
    expect([status, headers.get('location')]).to.deep.equal([303, '/elsewhere']);
  });

  it('is squeezed for whom that helps, and so are its files', async () => {
    const headers = { 'accept-encoding': 'br' };
    for (const path of ['/api/docs', /\/web\/main-\w+\.js/]) {
      const { body } = await get('/canteen/secret/abc', as('canteen+buyer'));
      const address = typeof path === 'string' ? path : (path.exec(String(body))?.[0] ?? '');
      const small = await get(address, { headers });
      expect(small.headers.get('content-encoding'), address).to.equal('br');
      expect(small.headers.get('content-type'), address).to.match(/^text\/(html|javascript)/);
      expect(small.headers.get('vary'), address).to.include('Accept-Encoding');
      const plain = await get(address, { headers: { 'accept-encoding': 'identity' } });
      expect(plain.headers.get('content-encoding'), address).to.be.null;
      expect(plain.body).to.equal(small.body);
    }
  });

  it('serves the files of its build for a year', async () => {
    const { body } = await get('/canteen/secret/abc', as('canteen+buyer'));
    const script =
      /src="(\/web\/main-\w+\.js)"/.exec(String(body))?.[1] ?? expect.fail('no script');
    const { status, headers } = await get(script);
    expect([status, headers.get('cache-control')]).to.deep.equal([
      200,
      'public, max-age=31536000, immutable',
    ]);
  });
});
