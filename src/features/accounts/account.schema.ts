import Joi from 'joi';
import { DUTIES, ROLES } from '../../shared/actor.ts';
import {
  code,
  instant,
  list,
  login,
  object,
  oneOf,
  optional,
  type Infer,
} from '../../shared/schema.ts';
import type { NewAccount } from './account.service.ts';
import type { Newcomer } from './invitation.service.ts';

const name = Joi.string().trim().min(1).max(60);
/** Only so long that nobody makes us hash a book; the rules have words of their own. */
const password = Joi.string().max(1_000);
const orgId = Joi.string().max(40);
const token = Joi.string().pattern(/^[\w-]{40,60}$/, 'token');
/** Where a plain form leads on; only paths of ours are followed. */
const next = Joi.string().max(2_000).allow('');

export const newAccount: Joi.ObjectSchema<NewAccount> = object({ login: login(), password, name });
export const accountMade = object({ userId: code() });

export const signInRequest = object({ login: login(), password, next: optional(next) });
export const signOutRequest = object({ next: optional(next) });
export const switchRequest = object({ orgId, next: optional(next) });

export const actorView = object({
  userId: Joi.string(),
  orgId,
  role: oneOf(...ROLES),
  duties: list(oneOf(...DUTIES)),
});
export const signedOut = object({ signedOut: Joi.boolean() });

export const tokenRequest = object({ login: login(), password, orgId: optional(orgId) });
export const refreshRequest = object({ refreshToken: Joi.string().max(200) });
export const tokenPair = object({
  accessToken: Joi.string(),
  refreshToken: Joi.string(),
  expiresInS: Joi.number(),
});

const membershipView = object({
  orgId,
  nameZh: Joi.string(),
  nameEn: Joi.string(),
  role: oneOf(...ROLES),
  duties: list(oneOf(...DUTIES)),
  standing: oneOf('applied', 'active', 'suspended'),
});

/** Who I am, for whom I act now, and for whom I could. */
export const meView = object({
  userId: Joi.string(),
  login: Joi.string().allow(''),
  name: Joi.string().allow(''),
  orgId,
  role: oneOf(...ROLES),
  duties: list(oneOf(...DUTIES)),
  organisations: list(membershipView),
});
export type MeView = Infer<typeof meView>;

export const byToken = object({ token });
const newcomer: Joi.ObjectSchema<Newcomer> = object({ password, name });
/** Empty from whoever is signed in. */
export const acceptance = object({ newcomer: optional(newcomer) });
export const accepted = object({ orgId, userId: Joi.string() });

export const invitationView = object({
  nameZh: Joi.string(),
  nameEn: Joi.string(),
  login: Joi.string(),
  duties: list(oneOf(...DUTIES)),
  endsAt: instant(),
  hasAccount: Joi.boolean(),
});
export type InvitationView = Infer<typeof invitationView>;
