import type { TestApp } from '../support/app.ts';
import { aCommand, aLogin, enterOrganisation, theOperator } from '../support/people.ts';
import type { Sample } from './samples.ts';

/** An open invitation, and an organisation with its people. */
export async function accountsSamples({
  services,
}: TestApp): Promise<Readonly<Record<string, Sample>>> {
  const operator = await theOperator(services);
  const { orgId, admin } = await enterOrganisation(services, operator);
  const actor = { userId: admin.userId, orgId, role: 'canteen', duties: ['admin'] } as const;
  const wanted = { login: aLogin(), duties: ['buyer', 'receiver'] } as const;
  const { token } = await services.organisations.invite(wanted, { actor, command: aCommand() });
  return {
    '/invite/:token': { params: { token } },
    '/register/organisation': { budget: { js: 16 } }, // a long form
    '/members': { as: `canteen+admin@${orgId}` },
  };
}
