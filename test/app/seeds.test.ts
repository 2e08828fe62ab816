import { expect } from 'chai';
import { prepare } from '../../seeds/marker.ts';
import { AppError } from '../../src/shared/errors.ts';
import { useTestApp } from '../support/app.ts';
import { aCommand, aLogin, PASSWORD } from '../support/people.ts';

describe('the demonstration', () => {
  const app = useTestApp();

  it('is never played into a store that has data of its own, in no way it can be asked for', async () => {
    const { services } = app();
    const newcomer = { login: aLogin(), password: PASSWORD, name: '安' };
    const { id } = await services.accounts.registerConsumer(newcomer, aCommand());
    for (const want of ['seed', 'if-empty', 'reset'] as const) {
      const asked = await prepare(services, { want, note: () => undefined }).catch(
        (error: unknown) => error,
      );
      expect(asked, want)
        .to.be.instanceOf(AppError)
        .that.includes({ code: 'demo.store-not-empty' });
    }
    const { db } = services.world;
    expect(await db.collection<{ _id: string }>('users').countDocuments({ _id: id })).to.equal(1);
  });
});

describe('the demonstration, where an operator was invited', () => {
  const app = useTestApp();

  it('leaves the store alone, though nobody has registered', async () => {
    const { services } = app();
    await services.organisations.inviteFirstOperator(aLogin());
    const asked = prepare(services, { want: 'if-empty', note: () => undefined });
    expect(await asked.catch((error: unknown) => error)).to.include({
      code: 'demo.store-not-empty',
    });
  });
});
