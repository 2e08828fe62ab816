import Joi from 'joi';
import { instant, object, oneOf, type Infer } from '../../shared/schema.ts';
import { SANDBOX_ACTIONS, SANDBOX_STATES, type SandboxPayment } from './sandbox.ts';

export const byRef = object({ ref: Joi.string().pattern(/^sb_[0-9a-z]{26}$/, 'ref') });
export const byRefAndAction = object({
  ref: Joi.string().pattern(/^sb_[0-9a-z]{26}$/, 'ref'),
  action: oneOf(...SANDBOX_ACTIONS),
});

export const sandboxView = object({
  ref: Joi.string(),
  groupId: Joi.string(),
  fen: Joi.number().integer(),
  state: oneOf(...SANDBOX_STATES),
  declined: Joi.number().integer(),
  expiresAt: instant(),
});

export type SandboxView = Infer<typeof sandboxView>;

export function sandboxViewOf(
  { _id, groupId, fen, declined, expiresAt }: SandboxPayment,
  state: SandboxPayment['state'],
): Infer<typeof sandboxView> {
  return { ref: _id, groupId, fen, declined, state, expiresAt: expiresAt.toISOString() };
}
