import { createApp } from '../../src/app/app.ts';
import { credentialsOf } from '../../src/app/credentials.ts';
import type { Services } from '../../src/app/services.ts';
import type { NewOrganisation } from '../../src/features/organisations/index.ts';
import { newCommandKey } from '../../src/http/command.ts';
import { DUTIES, type Actor, type Duty } from '../../src/shared/actor.ts';
import type { TestApp } from './app.ts';
import { serve, TEST_ORIGIN, type Client } from './client.ts';

/** Long enough, and nobody's first guess. */
export const PASSWORD = 'pear blossom 37';

let people = 0;

/** A login nobody has yet. */
export function aLogin(): string {
  return `person-${(people += 1)}@example.org`;
}

export function aCommand() {
  return { key: newCommandKey(), reqHash: 'h' };
}

/** A canteen that may be entered; tests state only what matters to them. */
export function anOrganisation(overrides: Partial<NewOrganisation> = {}): NewOrganisation {
  return {
    kind: 'canteen',
    nameZh: '望湖坞小学食堂',
    nameEn: 'Wanghuwu Primary School Canteen',
    countyId: null,
    districtId: 'D-XH',
    school: false,
    address: '杭州市西湖区示例路 1 号',
    contact: { name: '林老师', phone: '0571 0000 0000' },
    paperIds: [],
    firstLogin: aLogin(),
    ...overrides,
  };
}

const operators = new WeakMap<Services, Promise<Actor>>();

/** The first operator, as `--invite-operator` makes one: the same for whoever asks in one app. */
export function theOperator(services: Services): Promise<Actor> {
  const known = operators.get(services) ?? firstOperator(services);
  operators.set(services, known);
  return known;
}

async function firstOperator({ accounts, organisations }: Services): Promise<Actor> {
  const { token } = await organisations.inviteFirstOperator(aLogin());
  const newcomer = { name: 'Operator', password: PASSWORD };
  const about = { actor: undefined, newcomer, command: aCommand() };
  const { userId, orgId } = await accounts.acceptInvite(token, about);
  return { userId, orgId, role: 'operator', duties: ['admin'] };
}

export interface Organised {
  readonly orgId: string;
  readonly admin: { readonly userId: string; readonly login: string };
}

/** An organisation as the operator enters it, and its first admin, who has all duties. */
export async function enterOrganisation(
  { accounts, organisations }: Services,
  operator: Actor,
  overrides: Partial<NewOrganisation> = {},
): Promise<Organised> {
  const draft = anOrganisation(overrides);
  const by = { actor: operator, command: aCommand() };
  const { orgId, invite } = await organisations.enter(draft, by);
  if (!invite) throw new Error('an organisation that is entered has a link');
  const newcomer = { name: '管理员', password: PASSWORD };
  const about = { actor: undefined, newcomer, command: aCommand() };
  const { userId } = await accounts.acceptInvite(invite.token, about);
  const admin: Actor = { ...operator, userId, orgId };
  await organisations.setDuties(userId, DUTIES, { actor: admin, command: aCommand() });
  return { orgId, admin: { userId, login: draft.firstLogin } };
}

/** One more member of an organisation. */
export async function addMember(
  { accounts, organisations }: Services,
  { orgId, admin }: Organised,
  duties: readonly Duty[],
): Promise<{ userId: string; login: string }> {
  const login = aLogin();
  const actor = { userId: admin.userId, orgId, role: 'canteen', duties: ['admin'] } as const;
  const { token } = await organisations.invite({ login, duties }, { actor, command: aCommand() });
  const newcomer = { name: '同事', password: PASSWORD };
  const about = { actor: undefined, newcomer, command: aCommand() };
  const { userId } = await accounts.acceptInvite(token, about);
  return { userId, login };
}

/** The app of a test with its real sessions and tokens, instead of names that say who asks. */
export function useRealCredentials(app: () => TestApp): () => Client {
  let client: Client | undefined;
  before(async () => {
    const { services } = app();
    const logError = (error: unknown) => {
      throw new Error('unexpected server error', { cause: error });
    };
    client = await serve(createApp({ services, credentials: credentialsOf(services), logError }));
  });
  after(() => client?.close());
  return () => {
    if (!client) throw new Error('useRealCredentials() gives a client inside hooks and tests only');
    return client;
  };
}

/** Signs in as a browser does. Gives the cookie it was given, and every header of the answer. */
export async function signIn(client: Client, login: string, password = PASSWORD) {
  const body = { login, password };
  const headers = { origin: TEST_ORIGIN };
  const answer = await client.send('POST', '/api/session', { body, headers });
  const setCookie = answer.headers.get('set-cookie') ?? '';
  return { ...answer, setCookie, cookie: setCookie.split(';')[0] ?? '' };
}

/** What a page of ours sends with a session. */
export function withCookie(cookie: string): Record<string, string> {
  return { cookie, origin: TEST_ORIGIN };
}
