import type { Actor } from '../../shared/actor.ts';
import { created, entering, json } from '../../http/answer.ts';
import { sessionCookie } from '../../http/actor.ts';
import { endpoint } from '../../http/endpoint.ts';
import { homeOf, safeNext } from './account.ts';
import {
  accepted,
  acceptance,
  accountMade,
  actorView,
  byToken,
  invitationView,
  meView,
  newAccount,
  refreshRequest,
  signedOut,
  signInRequest,
  signOutRequest,
  switchRequest,
  tokenPair,
  tokenRequest,
} from './account.schema.ts';
import type { Accounts } from './accounts.service.ts';
import type { OpenSession } from './session.service.ts';

const EVERYBODY = ['consumer', 'cooperative', 'canteen', 'officer', 'operator'] as const;

/** Registering, signing in and out, tokens, invitations. */
export function accountEndpoints(accounts: Accounts, publicUrl: URL) {
  const cookie = sessionCookie(publicUrl);
  return [
    endpoint({
      method: 'POST',
      path: '/api/accounts',
      who: 'anyone',
      summary: 'Register as a consumer',
      body: newAccount,
      command: true,
      limit: 'write',
      answer: created(accountMade),
      handle: async ({ body, command }) => {
        const { id } = await accounts.registerConsumer(body, command);
        return { location: '/api/me', body: { userId: id } };
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/session',
      who: 'anyone',
      summary: 'Sign in with a browser: sets the session cookie',
      body: signInRequest,
      form: true,
      back: '/sign-in',
      limit: 'login',
      answer: entering(actorView, cookie),
      handle: async ({ body, actor }) => {
        const session = await accounts.signIn(body);
        await accounts.signOut(actor?.sessionId);
        return entered(session, body.next);
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/session/end',
      who: 'anyone',
      summary: 'Sign out: the session ends, the cookie goes',
      body: signOutRequest,
      form: true,
      answer: entering(signedOut, cookie),
      handle: async ({ actor, body }) => {
        await accounts.signOut(actor?.sessionId);
        return { session: undefined, body: { signedOut: true }, next: safeNext(body.next) };
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/session/organisation',
      who: EVERYBODY,
      summary: 'Go on for another organisation of mine, or as a consumer: a new session',
      body: switchRequest,
      form: true,
      back: '/account',
      answer: entering(actorView, cookie),
      handle: async ({ actor, body }) =>
        entered(await accounts.switchTo(body.orgId, actor), body.next),
    }),

    endpoint({
      method: 'POST',
      path: '/api/tokens',
      who: 'anyone',
      summary: 'Sign in a program: an access token for ten minutes and a refresh token',
      body: tokenRequest,
      limit: 'login',
      answer: json(tokenPair),
      handle: ({ body }) => accounts.issueTokens(body),
    }),

    endpoint({
      method: 'POST',
      path: '/api/tokens/refresh',
      who: 'anyone',
      summary: 'The next pair; a refresh token used twice ends all that follow from it',
      body: refreshRequest,
      limit: 'write',
      answer: json(tokenPair),
      handle: ({ body }) => accounts.refreshTokens(body.refreshToken),
    }),

    endpoint({
      method: 'POST',
      path: '/api/tokens/revocation',
      who: 'anyone',
      summary: 'End a refresh token and all that follow from it',
      body: refreshRequest,
      handle: ({ body }) => accounts.revokeTokens(body.refreshToken),
    }),

    endpoint({
      method: 'GET',
      path: '/api/me',
      who: EVERYBODY,
      summary: 'Who I am, for whom I act now, and for whom I could',
      answer: json(meView),
      handle: ({ actor }) => accounts.me(actor),
    }),

    endpoint({
      method: 'GET',
      path: '/api/invites/:token',
      who: 'anyone',
      summary: 'What an invitation is for, while it is open',
      params: byToken,
      limit: 'read',
      answer: json(invitationView),
      handle: ({ params, actor }) => accounts.invitation(params.token, actor),
    }),

    endpoint({
      method: 'POST',
      path: '/api/invites/:token',
      who: 'anyone',
      summary: 'Take up an invitation: as who is signed in, or as a newcomer with a password',
      params: byToken,
      body: acceptance,
      command: true,
      limit: 'write',
      answer: json(accepted),
      handle: ({ params, actor, body, command }) =>
        accounts.acceptInvite(params.token, { actor, newcomer: body.newcomer, command }),
    }),
  ];
}

function entered({ value, endsAt, actor }: OpenSession, next: string | undefined) {
  return { session: { value, endsAt }, body: viewOf(actor), next: safeNext(next, homeOf(actor)) };
}

function viewOf({ userId, orgId, role, duties }: Actor) {
  return { userId, orgId, role, duties: [...duties] };
}

export type AccountEndpoint = ReturnType<typeof accountEndpoints>[number];
