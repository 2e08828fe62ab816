import { expect } from 'chai';
import {
  actorFor,
  checkPassword,
  homeOf,
  safeNext,
  sessionEnd,
} from '../../src/features/accounts/account.ts';
import { readLogin } from '../../src/shared/login.ts';

describe('account rules', () => {
  it('read a login in one form, however it is typed', () => {
    expect(readLogin(' Li.Na@Example.ORG ')).to.equal('li.na@example.org');
    for (const typed of [
      '13800138000',
      '138-0013-8000',
      '+86 138 0013 8000',
      '１３８００１３８０００',
    ]) {
      expect(readLogin(typed), typed).to.equal('+8613800138000');
    }
    expect(readLogin('+44 20 7946 0958')).to.equal('+442079460958');
    for (const typed of ['', 'li na', 'a@b', '12345', '@example.org', 'a@b@c.org']) {
      expect(readLogin(typed), typed).to.equal(undefined);
    }
  });

  it('lead on only to paths of ours', () => {
    expect(safeNext('/cart?lang=en')).to.equal('/cart?lang=en');
    for (const next of ['//evil', '/\\evil', 'https://evil', 'javascript:1', '/a b', '/<x>']) {
      expect(safeNext(next), next).to.equal('/');
    }
    expect(safeNext(undefined, homeOf({ role: 'cooperative', duties: [] }))).to.equal('/coop');
  });

  it('let no session live longer than seven days, nor twelve hours unused', () => {
    const start = new Date('2026-09-20T00:00:00Z');
    expect(sessionEnd(start, start).toISOString()).to.equal('2026-09-20T12:00:00.000Z');
    const late = new Date('2026-09-26T23:00:00Z');
    expect(sessionEnd(start, late).toISOString()).to.equal('2026-09-27T00:00:00.000Z');
  });

  it('take nobody for a member of what they are not in', () => {
    const memberships = [{ orgId: 'o1', role: 'canteen', duties: ['buyer'] }] as const;
    expect(actorFor('u', 'o1', memberships)).to.include({ role: 'canteen' });
    expect(actorFor('u', 'o2', memberships)).to.equal(undefined);
    expect(actorFor('u', 'c:u', [])).to.include({ role: 'consumer' });
    expect(actorFor('u', 'c:v', [])).to.equal(undefined);
  });

  it('refuse a password that holds or is the login', () => {
    const refused = () => {
      checkPassword('li.na@example.org', 'li.na@example.org');
    };
    expect(refused).to.throw().that.includes({ code: 'password.common' });
  });
});
