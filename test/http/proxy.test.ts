import { expect } from 'chai';
import { createApp } from '../../src/app/app.ts';
import { useTestApp } from '../support/app.ts';
import { serve, testCredentials as credentials, TEST_ORIGIN } from '../support/client.ts';
import { MEDDLING } from '../support/subset.ts';

describe('the address of a client', () => {
  const app = useTestApp();
  const told = '198.51.100.7, 203.0.113.9'; // the first is whatever the client said

  /** By which address a sign-in was counted, behind so many proxies. */
  async function countedBy(trustProxy: number): Promise<string> {
    const { services } = app();
    const logError = (error: unknown) => {
      throw new Error('unexpected server error', { cause: error });
    };
    const client = await serve(createApp({ services, credentials, logError, trustProxy }));
    await client.send('POST', '/api/session', {
      body: { login: 'ann@example.org', password: 'not the right one' },
      headers: { origin: TEST_ORIGIN, 'x-forwarded-for': told },
    });
    await client.close();
    const counters = services.world.db.collection('rateCounters');
    const ids = (await counters.find().toArray()).map(({ _id }) => String(_id));
    await counters.deleteMany({}, MEDDLING);
    return ids.join();
  }

  it('is what the proxies we know say, and never what the client says', async () => {
    expect(await countedBy(0))
      .to.contain('login:')
      .and.not.to.match(/198\.51|203\.0/);
    expect(await countedBy(1))
      .to.contain('203.0.113.9')
      .and.not.to.contain('198.51.100.7');
  });
});
