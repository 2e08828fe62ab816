import { expect } from 'chai';
import { createApi } from '../../src/web/client/api.ts';
import { useTestApp } from '../support/app.ts';

describe('client of the web pages', () => {
  const app = useTestApp();

  it('returns what the endpoint answers, or the problem to show', async () => {
    const api = createApi(fetch, app().client.origin);

    const { value } = await api('GET', '/api/shop', { query: { q: 'suli' } });
    expect(value).to.include({ next: null });
    const params = { productId: 'ds-nothing' };
    const { problem } = await api('GET', '/api/products/:productId', { params });
    expect(problem).to.include({ code: 'product.not-found', status: 404 });
  });

  it('takes a dead network for an answer, too', async () => {
    const api = createApi(() => Promise.reject(new TypeError('no network')));

    const { problem } = await api('GET', '/api/shop', {});
    expect(problem).to.include({ status: 0 });
  });

  it('explains what somebody else answers in our place', async () => {
    const api = createApi(() => Promise.resolve(new Response('<html>', { status: 502 })));

    const { problem } = await api('GET', '/api/shop', {});
    expect(problem).to.deep.equal({ status: 502, code: 'server.failed' });
  });
});
