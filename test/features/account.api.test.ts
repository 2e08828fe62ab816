import { expect } from 'chai';
import { newCommandKey } from '../../src/http/command.ts';
import { useTestApp } from '../support/app.ts';
import { TEST_NOW } from '../support/builders.ts';
import { TEST_ORIGIN } from '../support/client.ts';
import { aLogin, PASSWORD, signIn, useRealCredentials, withCookie } from '../support/people.ts';

const HOUR = 3_600_000;
const times = (n: number, status: number) => Array.from({ length: n }, () => status);

describe('accounts API', () => {
  const app = useTestApp();
  const client = useRealCredentials(app);
  afterEach(() => {
    app().clock.set(TEST_NOW);
  });

  const register = (body: object, key = newCommandKey()) =>
    client().send('POST', '/api/accounts', { body, key });
  const me = (cookie: string) => client().send('GET', '/api/me', { headers: withCookie(cookie) });

  async function aPerson(): Promise<string> {
    const login = aLogin();
    expect(await register({ login, password: PASSWORD, name: '王芳' })).to.include({ status: 201 });
    return login;
  }

  describe('registering', () => {
    it('makes a consumer who can sign in, with e-mail or phone however it is typed', async () => {
      const body = { login: '138 0013-8000', password: PASSWORD, name: '王芳' };
      const made = await register(body);
      expect(made.status).to.equal(201);
      const { cookie } = await signIn(client(), '+86 13800138000');
      const { userId } = made.body as { userId: string };
      expect((await me(cookie)).body).to.deep.equal({
        ...{ userId, login: '+8613800138000', name: '王芳', orgId: `c:${userId}` },
        ...{ role: 'consumer', duties: [], organisations: [] },
      });
    });

    it('makes one account of one login, however many register it at once', async () => {
      const body = { login: aLogin(), password: PASSWORD, name: '王芳' };
      const answers = await Promise.all(Array.from({ length: 8 }, () => register(body)));
      expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, ...times(7, 409)]);
      expect(answers.find(({ status }) => status === 409)?.body).to.include({
        code: 'login.taken',
      });
    });

    it('answers a repeat as the first time, and refuses other content under its key', async () => {
      const [body, key] = [{ login: aLogin(), password: PASSWORD, name: '王芳' }, newCommandKey()];
      const first = await register(body, key);
      expect((await register(body, key)).body).to.deep.equal(first.body);
      const other = await register({ ...body, password: 'another one 99' }, key);
      expect([other.status, other.body]).to.deep.include(422);
      expect(other.body).to.include({ code: 'request.key-reused' });
    });

    it('says what is wrong with a password', async () => {
      const code = async (password: string) =>
        (await register({ login: aLogin(), password, name: 'x' })).body;
      expect(await code('short')).to.include({ status: 400, code: 'password.too-short' });
      expect(await code('x1'.repeat(65))).to.include({ code: 'password.too-long' });
      expect(await code('Password123')).to.include({ code: 'password.common' });
      expect(await code('1111111111')).to.include({ code: 'password.common' });
    });

    it('never stores a password, nor a quick hash of one', async () => {
      const login = await aPerson();
      const users = await app().services.world.db.collection('users').find({ login }).toArray();
      expect(users[0]?.['passwordHash']).to.match(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
      expect(Object.keys(users[0] ?? {})).to.not.include('command');
    });
  });

  describe('signing in with a browser', () => {
    it('sets a cookie that scripts, other sites and plain http never see', async () => {
      const { setCookie, status } = await signIn(client(), await aPerson());
      expect(status).to.equal(200);
      expect(setCookie).to.match(/^__Host-session=[\w-]{43}; Path=\/; Expires=/);
      for (const part of ['HttpOnly', 'Secure', 'SameSite=Lax']) expect(setCookie).to.include(part);
      expect(setCookie).to.not.include('Domain');
    });

    it('keeps only a hash of what is in the cookie', async () => {
      const { cookie } = await signIn(client(), await aPerson());
      const kept = await app().services.world.db.collection('sessions').find({}).toArray();
      expect(JSON.stringify(kept)).to.not.include(cookie.split('=')[1]);
    });

    it('gives a new session at each sign-in and ends the one before in this browser', async () => {
      const login = await aPerson();
      const first = await signIn(client(), login);
      const body = { login, password: PASSWORD };
      const headers = withCookie(first.cookie);
      const second = await client().send('POST', '/api/session', { body, headers });
      expect(second.headers.get('set-cookie')).to.not.include(first.cookie);
      expect((await me(first.cookie)).status).to.equal(401);
    });

    it('ends a session at sign-out for good, whoever kept the cookie', async () => {
      const { cookie } = await signIn(client(), await aPerson());
      const headers = withCookie(cookie);
      const out = await client().send('POST', '/api/session/end', { body: {}, headers });
      expect(out.status).to.equal(200);
      expect(out.headers.get('set-cookie')).to.match(/^__Host-session=; Path=\/; Expires=.*1970/);
      expect((await me(cookie)).status).to.equal(401);
    });

    it('ends a session after 12 h unused, and after 7 days however busy', async () => {
      const login = await aPerson();
      const idle = await signIn(client(), login);
      app().clock.advanceMs(12 * HOUR - 1_000);
      expect((await me(idle.cookie)).status).to.equal(200);
      app().clock.advanceMs(12 * HOUR + 1_000);
      expect((await me(idle.cookie)).status).to.equal(401);

      app().clock.set(TEST_NOW);
      const busy = await signIn(client(), login);
      for (let hours = 11; hours < 7 * 24; hours += 11) {
        app().clock.advanceMs(11 * HOUR);
        expect((await me(busy.cookie)).status, `after ${hours} h`).to.equal(200);
      }
      app().clock.advanceMs(4 * HOUR);
      expect((await me(busy.cookie)).status).to.equal(401);
    });

    it('forgets sessions, tokens and counters that are over', async () => {
      await signIn(client(), await aPerson());
      app().clock.advanceMs(31 * 24 * HOUR);
      expect(await app().services.accounts.sweep()).to.be.greaterThan(0);
      expect(await app().services.accounts.sweep()).to.equal(0);
      await app().services.counters.sweep(app().clock.now());
      expect(await app().services.counters.sweep(app().clock.now())).to.equal(0);
    });

    it('says the same to an unknown login as to a wrong password', async () => {
      const wrong = await signIn(client(), await aPerson(), 'not my password');
      const unknown = await signIn(client(), aLogin());
      expect(wrong.status).to.equal(401);
      const { instance: _a, ...first } = wrong.body as Record<string, unknown>;
      const { instance: _b, ...second } = unknown.body as Record<string, unknown>;
      expect(first).to.deep.equal(second).and.to.include({ code: 'login.wrong' });
    });

    it('works as a plain form: leads on to a path of ours, never to another site', async () => {
      const login = await aPerson();
      const post = (fields: Record<string, string>, origin = TEST_ORIGIN) =>
        client().send('POST', '/api/session', {
          body: new URLSearchParams({ login, password: PASSWORD, ...fields }).toString(),
          headers: { 'content-type': 'application/x-www-form-urlencoded', origin },
        });
      const led = await post({ next: '/coop/orders?day=2026-09-20' });
      expect([led.status, led.headers.get('location')]).to.deep.equal([
        303,
        '/coop/orders?day=2026-09-20',
      ]);
      expect(led.headers.get('set-cookie')).to.match(/^__Host-session=/);
      for (const next of ['//evil.example', 'https://evil.example', '/\\evil.example', '']) {
        expect((await post({ next })).headers.get('location'), next).to.equal('/');
      }
      const foreign = await post({}, 'https://evil.example');
      expect(foreign.body).to.include({ status: 403, code: 'origin.foreign' });
    });

    it('shows the form again after a wrong password, with the way on kept', async () => {
      const fields = { login: await aPerson(), password: 'not my password', next: '/cart' };
      const { status, headers } = await client().send('POST', '/api/session', {
        body: new URLSearchParams(fields).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: TEST_ORIGIN },
      });
      expect(status).to.equal(303);
      expect(headers.get('location')).to.equal('/sign-in?problem=login.wrong&next=%2Fcart');
    });
  });

  describe('guessing passwords', () => {
    it('is over after ten failures for a quarter of an hour, even with the right one', async () => {
      const login = await aPerson();
      const guesses = await Promise.all(
        Array.from({ length: 15 }, (_, n) => signIn(client(), login, `a wrong guess ${n}`)),
      );
      const statuses = guesses.map(({ status }) => status).sort();
      expect(statuses).to.deep.equal([...times(10, 401), ...times(5, 429)]);

      const right = await signIn(client(), login);
      expect(right.body).to.include({ status: 429, code: 'request.too-many' });
      expect(Number(right.headers.get('retry-after'))).to.be.within(1, 900);
      expect((await signIn(client(), await aPerson())).status).to.equal(200);

      app().clock.advanceMs(15 * 60_000);
      expect((await signIn(client(), login)).status).to.equal(200);
    });

    it('does not count whoever gets it right', async () => {
      const login = await aPerson();
      for (let n = 0; n < 12; n += 1) {
        expect((await signIn(client(), login)).status).to.equal(200);
      }
    });
  });

  describe('tokens', () => {
    const issue = (login: string) =>
      client().send('POST', '/api/tokens', { body: { login, password: PASSWORD } });
    const refresh = (refreshToken: string) =>
      client().send('POST', '/api/tokens/refresh', { body: { refreshToken } });
    const pairOf = ({ body }: { body: unknown }) =>
      body as { accessToken: string; refreshToken: string };
    const meAs = async (accessToken: string) =>
      (await client().send('GET', '/api/me', { as: accessToken })).status;

    it('are good for ten minutes, and get a next one', async () => {
      const first = pairOf(await issue(await aPerson()));
      expect(await meAs(first.accessToken)).to.equal(200);
      app().clock.advanceMs(10 * 60_000 + 1_000);
      expect(await meAs(first.accessToken)).to.equal(401);
      const second = pairOf(await refresh(first.refreshToken));
      expect(await meAs(second.accessToken)).to.equal(200);
    });

    it('end with all that follow when an old refresh token is used again', async () => {
      const first = pairOf(await issue(await aPerson()));
      const second = pairOf(await refresh(first.refreshToken));
      expect((await refresh(first.refreshToken)).body).to.include({ code: 'refresh.invalid' });
      expect((await refresh(second.refreshToken)).status).to.equal(401);
    });

    it('give one next pair when two hands use one refresh token at once, and then none', async () => {
      const first = pairOf(await issue(await aPerson()));
      const both = await Promise.all([refresh(first.refreshToken), refresh(first.refreshToken)]);
      expect(both.filter(({ status }) => status === 200)).to.have.lengthOf.at.most(1);
      for (const { status, body } of both.filter((one) => one.status === 200)) {
        expect([status, (await refresh(pairOf({ body }).refreshToken)).status]).to.include(401);
      }
    });

    it('can be ended by whoever holds the refresh token', async () => {
      const { refreshToken } = pairOf(await issue(await aPerson()));
      const body = { refreshToken };
      const ended = await client().send('POST', '/api/tokens/revocation', { body });
      expect(ended.status).to.equal(204);
      expect((await refresh(refreshToken)).status).to.equal(401);
    });

    it('have no session to switch', async () => {
      const login = await aPerson();
      const { accessToken } = pairOf(await issue(login));
      const body = { orgId: 'c:me' };
      const asked = client().send('POST', '/api/session/organisation', { as: accessToken, body });
      expect((await asked).body).to.include({ status: 409, code: 'session.missing' });
    });
  });
});
