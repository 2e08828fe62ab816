import Joi from 'joi';
import { invitationView, meView } from '../../features/accounts/index.ts';
import { object, optional, type Infer } from '../../shared/schema.ts';

const text = Joi.string().allow('');

/** The form to sign in: where to go then, and what went wrong in words. */
export const signInProps = object({ next: text, problem: text });
export const registerProps = object({ next: text });
export const accountProps = object({ me: meView, problem: text });
/** An invitation, and who reads it if that is known. */
export const inviteProps = object({
  token: Joi.string(),
  invitation: invitationView,
  me: optional(object({ name: text })),
});

export type SignInProps = Infer<typeof signInProps>;
export type RegisterProps = Infer<typeof registerProps>;
export type AccountProps = Infer<typeof accountProps>;
export type InviteProps = Infer<typeof inviteProps>;
