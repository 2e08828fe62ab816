import { expect } from 'chai';
import { newCommandKey } from '../../src/http/command.ts';
import type { Actor } from '../../src/shared/actor.ts';
import { useTestApp } from '../support/app.ts';
import { TEST_NOW } from '../support/builders.ts';
import {
  addMember,
  aLogin,
  anOrganisation,
  enterOrganisation,
  PASSWORD,
  signIn,
  theOperator,
  useRealCredentials,
  withCookie,
  type Organised,
} from '../support/people.ts';

const HOUR = 3_600_000;

describe('organisations API', () => {
  const app = useTestApp();
  const client = useRealCredentials(app);
  let operator: Actor;
  let operatorCookie = '';

  before(async () => {
    operator = await theOperator(app().services);
    const { login } = await app().services.accounts.me(operator);
    operatorCookie = (await signIn(client(), login)).cookie;
  });
  afterEach(() => {
    app().clock.set(TEST_NOW);
  });

  interface Options {
    body?: object;
    cookie?: string;
    key?: string;
  }
  const send = (
    method: string,
    path: string,
    { body, cookie = operatorCookie, key }: Options = {},
  ) =>
    client().send(method, path, {
      body,
      headers: cookie ? withCookie(cookie) : {},
      ...(key !== undefined && { key }),
    });
  const enter = (overrides = {}) => enterOrganisation(app().services, operator, overrides);
  const cookieOf = async ({ login }: { login: string }) => (await signIn(client(), login)).cookie;
  const tokenIn = (body: unknown) =>
    (body as { invite: { url: string } | null }).invite?.url.split('/').at(-1) ?? '';
  const join = (token: string, { key = newCommandKey(), password = PASSWORD } = {}) =>
    send('POST', `/api/invites/${token}`, {
      body: { newcomer: { name: '新人', password } },
      cookie: '',
      key,
    });

  async function invite(to: Organised, body: object): Promise<string> {
    const cookie = await cookieOf(to.admin);
    const asked = await send('POST', '/api/organisation/invites', { body, cookie });
    return (asked.body as { url: string }).url.split('/').at(-1) ?? '';
  }

  describe('coming in', () => {
    it('takes an application, admits it, and lets its first admin in by the link', async () => {
      const { kind, ...draft } = anOrganisation({ nameZh: '禾棠合作社', countyId: 'DS' });
      const body = { ...draft, kind: 'cooperative' };
      const path = '/api/organisations/applications';
      const applied = await send('POST', path, { body, cookie: '' });
      const { orgId } = applied.body as { orgId: string };
      expect(await app().services.organisations.get(orgId)).to.include({ standing: 'applied' });

      const to = { standing: 'active', why: 'papers seen' };
      const admitted = await send('PUT', `/api/organisations/${orgId}/standing`, { body: to });
      expect(admitted.status).to.equal(200);
      const token = tokenIn(admitted.body);
      expect((await send('GET', `/api/invites/${token}`, { cookie: '' })).body).to.deep.equal({
        ...{ nameZh: '禾棠合作社', nameEn: draft.nameEn, login: draft.firstLogin },
        ...{ duties: ['admin'], endsAt: '2026-09-23T04:00:00.000Z', hasAccount: false },
      });
      expect(await join(token)).to.include({ status: 200 });

      const mine = await send('GET', '/api/me', {
        cookie: await cookieOf({ login: draft.firstLogin }),
      });
      expect(mine.body).to.deep.include({ orgId, role: 'cooperative', duties: ['admin'] });
    });

    it('gives the same link to a repeated admission, and keeps none of it', async () => {
      const [body, key] = [anOrganisation(), newCommandKey()];
      const first = await send('POST', '/api/organisations', { body, key });
      expect((await send('POST', '/api/organisations', { body, key })).body).to.deep.equal(
        first.body,
      );
      const db = app().services.world.db;
      const kept = JSON.stringify(await db.collection('organisations').find({}).toArray());
      expect(kept).to.not.include(tokenIn(first.body));
    });

    it('asks sellers for their county and canteens for their district', async () => {
      const body = anOrganisation({ districtId: null });
      const asked = await send('POST', '/api/organisations', { body });
      expect(asked.body).to.include({ status: 400, code: 'organisation.place-missing' });
    });

    it('lets one person in by one link, however many use it at once', async () => {
      const to = await enter();
      const token = await invite(to, { login: aLogin(), duties: ['buyer'] });
      const answers = await Promise.all(
        Array.from({ length: 6 }, (_, n) => join(token, { password: `another password ${n}` })),
      );
      expect(answers.filter(({ status }) => status === 200)).to.have.length(1);
      const { members } = await app().services.organisations.people(to.orgId);
      expect(members).to.have.length(2);
    });

    it('lets one of two signed-in people in by one link used at once', async () => {
      const to = await enter();
      const token = await invite(to, { login: aLogin(), duties: ['buyer'] });
      const others = [(await enter()).admin, (await enter()).admin];
      const cookies = await Promise.all(others.map(cookieOf));
      const answers = await Promise.all(
        cookies.map((cookie) => send('POST', `/api/invites/${token}`, { body: {}, cookie })),
      );
      expect(answers.map(({ status }) => status).sort()).to.deep.equal([200, 409]);
      expect(answers.find(({ status }) => status === 409)?.body).to.include({
        code: 'invite.used',
      });
    });

    it('answers a repeat by the newcomer as the first time', async () => {
      const token = await invite(await enter(), { login: aLogin(), duties: ['packer'] });
      const key = newCommandKey();
      const first = await join(token, { key });
      expect(first.status).to.equal(200);
      expect((await join(token, { key })).body).to.deep.equal(first.body);
      expect((await join(token)).body).to.include({ code: 'invite.used' });
    });

    it('keeps a link for 72 hours, and makes nobody an account after that', async () => {
      const login = aLogin();
      const token = await invite(await enter(), { login, duties: ['buyer'] });
      app().clock.advanceMs(72 * HOUR);
      expect((await join(token)).body).to.include({ status: 409, code: 'invite.expired' });
      expect((await signIn(client(), login)).status).to.equal(401);
      expect((await join('x'.repeat(43))).body).to.include({ status: 404 });
    });
  });

  describe('the first operator', () => {
    it('is refused once there is one', async () => {
      const asked = app().services.organisations.inviteFirstOperator(aLogin());
      expect(await asked.catch((error: unknown) => error)).to.include({ code: 'operator.exists' });
    });

    it('cannot be suspended', async () => {
      const path = `/api/organisations/${operator.orgId}/standing`;
      const asked = await send('PUT', path, { body: { standing: 'suspended', why: 'x' } });
      expect(asked.status).to.equal(409);
    });
  });

  describe('members', () => {
    it('lose what they could do the moment they are taken out', async () => {
      const to = await enter();
      const buyer = await addMember(app().services, to, ['buyer']);
      const cookie = await cookieOf(buyer);
      expect((await send('GET', '/api/me', { cookie })).body).to.deep.include({
        duties: ['buyer'],
      });

      const admin = await cookieOf(to.admin);
      const path = `/api/organisation/members/${buyer.userId}`;
      expect((await send('DELETE', path, { cookie: admin })).status).to.equal(204);
      expect((await send('GET', '/api/me', { cookie })).status).to.equal(401);
      const again = await send('GET', '/api/me', { cookie: await cookieOf(buyer) });
      expect(again.body).to.include({ role: 'consumer' });
    });

    it('have other duties at the next request, in the session they have', async () => {
      const to = await enter();
      const buyer = await addMember(app().services, to, ['buyer']);
      const cookie = await cookieOf(buyer);
      const path = `/api/organisation/members/${buyer.userId}/duties`;
      const admin = await cookieOf(to.admin);
      await send('PUT', path, { body: { duties: ['receiver'] }, cookie: admin });
      const mine = await send('GET', '/api/me', { cookie });
      expect(mine.body).to.deep.include({ duties: ['receiver'] });
    });

    it('never leave their organisation without an admin, however many are taken out at once', async () => {
      const to = await enter();
      const second = await addMember(app().services, to, ['admin']);
      const [one, other] = [await cookieOf(to.admin), await cookieOf(second)];
      const answers = await Promise.all([
        send('DELETE', `/api/organisation/members/${second.userId}`, { cookie: one }),
        send('DELETE', `/api/organisation/members/${to.admin.userId}`, { cookie: other }),
        send('PUT', `/api/organisation/members/${second.userId}/duties`, {
          body: { duties: ['buyer'] },
          cookie: one,
        }),
      ]);
      expect(answers.some(({ status }) => status === 204)).to.be.true;
      const { members } = await app().services.organisations.people(to.orgId);
      expect(members.filter(({ duties }) => duties.includes('admin'))).to.not.be.empty;
    });

    it('say why the last admin stays', async () => {
      const to = await enter();
      const cookie = await cookieOf(to.admin);
      const path = `/api/organisation/members/${to.admin.userId}`;
      const asked = await send('DELETE', path, { cookie });
      expect(asked.body).to.include({ status: 409, code: 'member.last-admin' });
    });

    it('of another organisation are out of reach', async () => {
      const [mine, theirs] = [await enter(), await enter()];
      const cookie = await cookieOf(mine.admin);
      const asked = await send('DELETE', `/api/organisation/members/${theirs.admin.userId}`, {
        cookie,
      });
      expect(asked.body).to.include({ status: 404, code: 'member.not-found' });
      const seen = await send('GET', `/api/organisations/${theirs.orgId}`, { cookie });
      expect(seen.status).to.equal(404);
    });

    it('may belong to several and switch, in a new session', async () => {
      const [first, second] = [await enter(), await enter()];
      const token = await invite(second, { login: aLogin(), duties: ['approver'] });
      const cookie = await cookieOf(first.admin);
      await send('POST', `/api/invites/${token}`, { body: {}, cookie });

      const body = { orgId: second.orgId };
      const switched = await send('POST', '/api/session/organisation', { body, cookie });
      expect(switched.body).to.deep.include({ orgId: second.orgId, duties: ['approver'] });
      const next = switched.headers.get('set-cookie')?.split(';')[0] ?? '';
      expect((await send('GET', '/api/me', { cookie: next })).body).to.include(body);
      expect((await send('GET', '/api/me', { cookie })).status).to.equal(401);

      const stranger = { orgId: (await enter()).orgId };
      const refused = await send('POST', '/api/session/organisation', {
        body: stranger,
        cookie: next,
      });
      expect(refused.body).to.include({ status: 403, code: 'member.not-yours' });
    });
  });
});
