import { expect } from 'chai';
import { newCommandKey } from '../../src/http/command.ts';
import type { Actor } from '../../src/shared/actor.ts';
import { useTestApp } from '../support/app.ts';
import {
  enterOrganisation,
  signIn,
  theOperator,
  useRealCredentials,
  withCookie,
} from '../support/people.ts';

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
      headers: withCookie(cookie),
      ...(key !== undefined && { key }),
    });
  const enter = (overrides = {}) => enterOrganisation(app().services, operator, overrides);
  const cookieOf = async ({ login }: { login: string }) => (await signIn(client(), login)).cookie;

  describe('settings and standing', () => {
    const settings = {
      twoInspectors: false,
      tolerancePermille: 15,
      approvals: [{ overFen: 500_000, role: 'approver', count: 1 }],
      deliveryDays: [1, 3, 5],
      deliveryWindow: { from: '05:30', to: '06:30' },
      address: '杭州市拱墅区示例路 2 号',
      contact: { name: '周老师', phone: '0571 1111 1111' },
    };

    it('are set by its admin; a school goes on signing with two', async () => {
      const to = await enter({ school: true });
      const cookie = await cookieOf(to.admin);
      const put = await send('PUT', '/api/organisation/settings', { body: settings, cookie });
      expect(put.status).to.equal(204);
      const org = await app().services.organisations.get(to.orgId);
      expect(org?.settings).to.deep.include({
        ...{ twoInspectors: true, tolerancePermille: 15, termsDays: 30 },
        ...{ approvals: settings.approvals, deliveryDays: [1, 3, 5] },
      });
      expect(org?.address).to.equal(settings.address);
    });

    it('suspension leaves people in for what is open, and says so in the standing', async () => {
      const to = await enter();
      const path = `/api/organisations/${to.orgId}/standing`;
      const body = { standing: 'suspended', why: 'papers ran out' };
      expect((await send('PUT', path, { body })).status).to.equal(200);
      expect((await send('PUT', path, { body })).body).to.include({
        code: 'organisation.standing-unchanged',
      });
      const mine = await send('GET', '/api/me', { cookie: await cookieOf(to.admin) });
      expect(mine.body).to.include({ role: 'canteen', orgId: to.orgId });
      expect(await app().services.organisations.get(to.orgId)).to.include({
        standing: 'suspended',
      });
      const back = await send('PUT', path, { body: { standing: 'active', why: '' } });
      expect(back.body).to.deep.equal({ orgId: to.orgId, standing: 'active', invite: null });
    });

    it('leave a trail that can be checked, one entry per deed', async () => {
      const to = await enter();
      const path = `/api/organisations/${to.orgId}/standing`;
      const [body, key] = [{ standing: 'suspended', why: 'papers ran out' }, newCommandKey()];
      await Promise.all([send('PUT', path, { body, key }), send('PUT', path, { body, key })]);
      const trail = await app().services.audit.of(to.orgId);
      expect(trail.map(({ action }) => action)).to.deep.equal([
        'organisation.suspended',
        'organisation.enter',
      ]);
      expect(trail[0]).to.include({ userId: operator.userId, why: 'papers ran out' });
    });
  });
});
