import type { Duty } from '../../shared/actor.ts';
import type { Command } from '../../shared/command.ts';
import { inviteEnd, type Invite, type OrganisationRecord } from './organisation.ts';

/** Tokens that follow from what they are about and nobody guesses; and what is kept of one. */
export interface LinkTokens {
  readonly make: (about: string) => string;
  readonly hash: (token: string) => string;
}

/** A link as it is shown, once, to whoever invites. */
export interface InviteLink {
  readonly token: string;
  readonly login: string;
  readonly endsAt: Date;
}

export interface NewInvite {
  readonly login: string;
  readonly duties: readonly Duty[];
}

interface Cause {
  readonly orgId: string;
  readonly by: string;
  readonly command: Command;
  readonly at: Date;
}

/** The invite that a command makes. Its token follows from the command; its hash is kept. */
export function inviteFor(
  { login, duties }: NewInvite,
  { orgId, by, command, at }: Cause,
  tokens: LinkTokens,
): Invite {
  const hash = tokens.hash(tokens.make(tokenText(orgId, command)));
  return { id: command.key, hash, login, duties, by, at, endsAt: inviteEnd(at), usedBy: null };
}

/** The link a command made: the same again for a repeat, though only its hash is kept. */
export function linkOf(
  { _id, invites }: Pick<OrganisationRecord, '_id' | 'invites'>,
  command: Command,
  tokens: LinkTokens,
): InviteLink | undefined {
  const made = invites.find(({ id }) => id === command.key);
  const token = tokens.make(tokenText(_id, command));
  return made && { token, login: made.login, endsAt: made.endsAt };
}

function tokenText(orgId: string, { key }: Command): string {
  return `invite:${orgId}:${key}`;
}
