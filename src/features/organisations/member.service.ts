import type { Duty } from '../../shared/actor.ts';
import type { By, Entry } from './admission.service.ts';
import type { AdmissionStore } from './admission.store.ts';
import {
  inviteFor,
  linkOf,
  type InviteLink,
  type LinkTokens,
  type NewInvite,
} from './invite-link.ts';
import type { MemberStore } from './member.store.ts';
import { isDone, memberRefusal, type OrganisationRecord } from './organisation.ts';
import type { OrganisationStore } from './organisation.store.ts';

interface Deps {
  stores: { organisations: OrganisationStore; admissions: AdmissionStore; members: MemberStore };
  /** @throws AppError `organisation.not-found` */
  full: (orgId: string) => Promise<OrganisationRecord>;
  record: (entry: Entry) => Promise<void>;
  tokens: LinkTokens;
  /** Names and logins of people. */
  peopleOf: (userIds: readonly string[]) => Promise<readonly Person[]>;
  now: () => Date;
}

interface Person {
  readonly id: string;
  readonly name: string;
  readonly login: string;
}

/** The people of an organisation, as its admins manage them. */
export function createMemberService({ stores, full, record, tokens, peopleOf, now }: Deps) {
  const { organisations, admissions, members } = stores;

  /** An organisation's admin asks somebody in. The link is good for 72 hours and once. */
  async function invite(wanted: NewInvite, { actor, command }: By): Promise<InviteLink> {
    const { orgId, userId: by } = actor;
    const made = inviteFor(wanted, { orgId, by, command, at: now() }, tokens);
    if (!(await admissions.addInvite(orgId, made, command))) {
      isDone(await full(actor.orgId), command);
    }
    const after = { login: wanted.login, duties: wanted.duties };
    const about = { actor, action: 'member.invite', target: actor.orgId, after };
    await record({ ...about, key: `${actor.orgId}:${command.key}` });
    const link = linkOf(await full(orgId), command, tokens);
    if (!link) throw new RangeError('an invite that was made is there');
    return link;
  }

  /** @throws AppError `member.not-found`, `member.last-admin` */
  async function setDuties(userId: string, duties: readonly Duty[], { actor, command }: By) {
    const step = { userId, duties, command };
    if (!(await members.setDuties(actor.orgId, step))) {
      const org = await full(actor.orgId);
      if (!isDone(org, command)) throw memberRefusal(org, userId);
    }
    const about = { actor, action: 'member.duties', target: userId, after: { duties } };
    await record({ ...about, key: `${actor.orgId}:${command.key}` });
  }

  /** Takes a member out; at once, whatever sessions they have. Already out is fine. */
  async function removeMember(userId: string, { actor, command }: By): Promise<void> {
    if (!(await members.remove(actor.orgId, { userId, command }))) {
      const org = await full(actor.orgId);
      if (!isDone(org, command)) throw memberRefusal(org, userId);
    }
    const about = { actor, action: 'member.remove', target: userId };
    await record({ ...about, key: `${actor.orgId}:${command.key}` });
  }

  /** The people of an organisation, and whom it has asked in; of an unknown one, nobody. */
  async function people(orgId: string) {
    const org = await organisations.byId(orgId);
    const { members: all, invites } = org ?? { members: [], invites: [] };
    const known = await peopleOf(all.map(({ userId }) => userId));
    const open = invites.filter(({ usedBy, endsAt }) => usedBy === null && endsAt > now());
    return {
      members: all.map((member) => {
        const { name = '', login = '' } = known.find(({ id }) => id === member.userId) ?? {};
        return { ...member, name, login };
      }),
      invites: open,
    };
  }

  return { invite, people, setDuties, removeMember };
}
