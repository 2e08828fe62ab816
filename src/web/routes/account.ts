import Joi from 'joi';
import { byToken, homeOf, safeNext, type Accounts } from '../../features/accounts/index.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { object, optional } from '../../shared/schema.ts';
import { dictionaryIn } from '../document.tsx';
import { linkIn, type Lang } from '../i18n/index.ts';
import { problemText } from '../i18n/problems.ts';
import { page } from '../page.tsx';
import Account from '../pages/account/Account.tsx';
import Apply from '../pages/account/Apply.tsx';
import Enter from '../pages/account/Enter.tsx';
import Invite from '../pages/account/Invite.tsx';
import Register from '../pages/account/Register.tsx';
import SignIn from '../pages/account/SignIn.tsx';
import { accountProps, inviteProps, registerProps, signInProps } from './account.schema.ts';

const next = optional(Joi.string().max(2_000).allow(''));
const problem = optional(Joi.string().pattern(/^[a-z][\w.-]{2,60}$/));

const nothing = object({});

interface Deps {
  readonly accounts: Pick<Accounts, 'me' | 'invitation'>;
}

/** Coming in, who I am, and the form for organisations. */
export function accountPages({ accounts }: Deps): Endpoint[] {
  return [
    ...organisationForms(),
    page({
      path: '/sign-in',
      who: 'anyone',
      query: object({ next, problem }),
      area: 'account',
      load: ({ actor, query, lang }) => {
        const wanted = safeNext(query.next, '');
        const isIn = actor && query.problem === undefined;
        if (isIn) return { seeOther: wanted === '' ? linkIn(lang, homeOf(actor)) : wanted };
        return { next: wanted, problem: wordsFor(query.problem, lang) };
      },
      props: signInProps,
      title: (w) => w.signIn.title,
      view: SignIn,
    }),
    page({
      path: '/register',
      who: 'anyone',
      query: object({ next }),
      area: 'account',
      load: ({ query }) => ({ next: safeNext(query.next) }),
      props: registerProps,
      title: (w) => w.register.title,
      view: Register,
      client: 'account/Register',
    }),
    page({
      path: '/invite/:token',
      who: 'anyone',
      params: byToken,
      area: 'account',
      load: async ({ params, actor }) => {
        const invitation = await accounts.invitation(params.token, actor);
        const me = actor && { name: (await accounts.me(actor)).name };
        return { token: params.token, invitation, ...(me && { me }) };
      },
      props: inviteProps,
      title: (w, { invitation }) => w.invite.title(invitation.nameZh),
      view: Invite,
      client: 'account/Invite',
    }),
    page({
      path: '/account',
      who: ['consumer', 'cooperative', 'canteen', 'officer', 'operator'],
      query: object({ problem }),
      area: 'account',
      load: async ({ actor, query, lang }) => ({
        me: await accounts.me(actor),
        problem: wordsFor(query.problem, lang),
      }),
      props: accountProps,
      title: (w) => w.account.title,
      view: Account,
    }),
  ];
}

/** An organisation applies, or the operator enters it. */
function organisationForms(): Endpoint[] {
  return [
    page({
      path: '/register/organisation',
      who: 'anyone',
      area: 'account',
      load: () => ({}),
      props: nothing,
      title: (w) => w.organisation.title,
      view: Apply,
      client: 'account/Apply',
    }),
    page({
      path: '/admin/organisations/new',
      who: ['operator'],
      area: 'account',
      load: () => ({}),
      props: nothing,
      title: (w) => w.organisation.enterTitle,
      view: Enter,
      client: 'account/Enter',
    }),
  ];
}

/** The words for the code with which a plain form was led back here. */
function wordsFor(code: string | undefined, lang: Lang): string {
  return code === undefined ? '' : problemText(dictionaryIn(lang).problems, { code, status: 400 });
}
