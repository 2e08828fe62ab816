import { expect } from 'chai';
import type { Request } from 'express';
import { createLimits, type Limit } from '../../src/http/limits.ts';
import { AppError } from '../../src/shared/errors.ts';

describe('limits', () => {
  const counted = new Map<string, number>();
  let at = new Date('2026-09-20T04:00:00Z');
  let isDown = false;
  const store = {
    take: (id: string, { max }: { max: number }) => {
      if (isDown) return Promise.reject(new Error('the store is away'));
      const n = counted.get(id) ?? 0;
      if (n < max) counted.set(id, n + 1);
      return Promise.resolve(n < max);
    },
    giveBack: (id: string) => {
      counted.set(id, (counted.get(id) ?? 1) - 1);
      return Promise.resolve();
    },
  };
  const { within } = createLimits(store, () => at);
  beforeEach(() => {
    counted.clear();
    isDown = false;
    at = new Date('2026-09-20T04:00:00Z');
  });

  const wrong = () =>
    Promise.reject(new AppError('unauthenticated', 'login.wrong', 'Login or password is wrong.'));
  async function ask(limit: Limit, { login = 'a', ip = '192.0.2.1', work = wrong } = {}) {
    const req = { ip } as Request; // of a request, its address is all that is looked at
    const asked = within(limit, { req, actor: undefined, body: { login } }, work);
    return asked.catch((error: unknown) => error);
  }

  it('let one account be tried a hundred times from anywhere, and then no more', async () => {
    for (let n = 0; n < 100; n += 1) {
      expect(await ask('login', { ip: `192.0.2.${n}` })).to.include({ code: 'login.wrong' });
    }
    const over = await ask('login', { ip: '198.51.100.1' });
    expect(over).to.deep.include({ kind: 'too-many', facts: { retryAfterS: 900 } });
    expect(await ask('login', { login: 'b' })).to.include({ code: 'login.wrong' });
  });

  it('take all addresses of one IPv6 subscriber for one', async () => {
    for (let n = 0; n < 10; n += 1) await ask('login', { ip: `2001:db8:0:${n}::1` });
    expect(await ask('login', { ip: '2001:db8:0:99::7' })).to.include({ kind: 'too-many' });
    expect(await ask('login', { ip: '2001:db8:1::7' })).to.include({ code: 'login.wrong' });
  });

  it('let nobody in when the counters cannot be asked, and go on reading', async () => {
    isDown = true;
    const work = () => Promise.resolve('done') as Promise<never>;
    expect(await ask('login', { work })).to.be.an('error');
    expect(await ask('write', { work })).to.be.an('error');
    expect(await ask('read', { work })).to.equal('done');
  });

  it('begin anew with each window', async () => {
    const work = () => Promise.resolve('done') as Promise<never>;
    for (let n = 0; n < 120; n += 1) expect(await ask('write', { work })).to.equal('done');
    expect(await ask('write', { work })).to.include({ kind: 'too-many' });
    at = new Date(at.getTime() + 60_000);
    expect(await ask('write', { work })).to.equal('done');
  });
});
