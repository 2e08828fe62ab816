import type { ProblemText } from '../problems.ts';

const minutes = (s: unknown) => Math.max(1, Math.ceil(Number(s ?? 60) / 60));

/** People, organisations, invitations and limits. */
export const accountsProblems = {
  'login.wrong': 'Login or password is not right.',
  'login.taken': 'This e-mail or phone number is registered already. Please sign in.',
  'password.too-short': 'A password has at least 10 characters.',
  'password.too-long': 'A password has at most 128 characters.',
  'password.common': 'This password is too easy to guess. Please choose another.',
  'refresh.invalid': 'The sign-in has ended. Please sign in again.',
  'session.missing': 'Only somebody signed in with a browser can switch.',
  'request.too-many': ({ retryAfterS }) =>
    `Too many tries. Please wait ${minutes(retryAfterS)} min.`,
  'member.not-yours': 'You do not belong to this organisation.',
  'member.not-found': 'This person is not a member, perhaps no longer.',
  'member.last-admin': 'An organisation keeps at least one admin. Make somebody else one first.',
  'member.exists': 'You are a member of this organisation already.',
  'invite.not-found': 'There is no such invitation. Is the link complete?',
  'invite.used': 'This invitation was used already. Ask the admin for another.',
  'invite.expired': 'This invitation has run out. Ask the admin for another.',
  'invite.password-missing': 'Sign in first, or give a name and a password.',
  'organisation.not-found': 'There is no such organisation.',
  'organisation.place-missing':
    'Suppliers choose a county of Suzhou, canteens a district of Hangzhou.',
  'organisation.standing-unchanged': 'It stands like that already. Please reload the list.',
  'organisation.busy': 'Others are changing this organisation. Please click once more.',
  'operator.exists': 'There is an operator already; operators invite each other.',
} satisfies Record<string, ProblemText>;
