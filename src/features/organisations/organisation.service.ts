import type { Actor, Duty, Owners } from '../../shared/actor.ts';
import { checkRepeat, type Command } from '../../shared/command.ts';
import { AppError } from '../../shared/errors.ts';
import {
  firstSettings,
  inviteEnd,
  inviteRefusal,
  isDone,
  memberRefusal,
  membershipOf,
  organisationNotFound,
  PLATFORM_ID,
  settingsFor,
  standingsBefore,
  startOrganisation,
  type Invite,
  type Membership,
  type NewOrganisation,
  type NewSettings,
  type Organisation,
  type OrganisationRecord,
  type Standing,
} from './organisation.ts';
import type { OrganisationQuery, OrganisationStore } from './organisation.store.ts';

interface Deps {
  organisations: OrganisationStore;
  /** Writes who did what; a repeat under the same key writes nothing more. */
  record: (entry: Entry) => Promise<void>;
  /** Invite tokens: the same for the same text, not to be guessed; and what is kept of one. */
  tokens: { make: (about: string) => string; hash: (token: string) => string };
  /** Names and logins of people. */
  peopleOf: (userIds: readonly string[]) => Promise<readonly Person[]>;
  newCode: () => string;
  now: () => Date;
}

interface Person {
  readonly id: string;
  readonly name: string;
  readonly login: string;
}

interface Entry {
  readonly key: string;
  readonly actor: Pick<Actor, 'userId' | 'orgId'>;
  readonly action: string;
  readonly target: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly why?: string;
}

export interface By {
  readonly actor: Actor;
  readonly command: Command;
}

/** A link as it is shown, once, to whoever invites. */
export interface InviteLink {
  readonly token: string;
  readonly login: string;
  readonly endsAt: Date;
}

/** Organisations, their people and their standing. `organisation.ts` has the rules. */
export function createOrganisationService(deps: Deps) {
  const { organisations, record, tokens, peopleOf, newCode, now } = deps;

  /** What others may know of it. */
  async function get(orgId: string): Promise<Organisation | undefined> {
    return await organisations.byId(orgId);
  }

  async function recordOf(orgId: string): Promise<OrganisationRecord> {
    const org = await organisations.byId(orgId);
    if (!org) throw organisationNotFound(orgId);
    return org;
  }

  /** Who may look at it; undefined if there is none. */
  async function ownersOf(orgId: string): Promise<Owners | undefined> {
    const org = await organisations.byId(orgId);
    return org && { cooperative: orgId, canteen: orgId };
  }

  function list(query: OrganisationQuery): Promise<OrganisationRecord[]> {
    return organisations.list(query);
  }

  /** Somebody asks to be admitted, once per command. */
  function apply(draft: NewOrganisation, command: Command): Promise<OrganisationRecord> {
    return insert(draft, { by: 'applicant', command, standing: 'applied' });
  }

  /** The operator enters an organisation: admitted at once, with a link for its first admin. */
  async function enter(draft: NewOrganisation, { actor, command }: By) {
    const org = await insert(draft, { by: actor.userId, command, standing: 'active' });
    const about = { actor, action: 'organisation.enter', target: org._id, after: draft };
    await record({ ...about, key: `${org._id}:${command.key}` });
    return { orgId: org._id, invite: linkOf(org, command) };
  }

  async function insert(draft: NewOrganisation, { by, command, standing }: Origin) {
    for (let tries = 0; tries < 3; tries += 1) {
      const earlier = await organisations.byCommand(by, command.key);
      if (earlier) {
        checkRepeat(earlier.command, command);
        return earlier;
      }
      const origin = { _id: newCode(), enteredBy: by, command, enteredAt: now(), standing };
      const first = { login: draft.firstLogin, duties: ['admin'] as const, by };
      const invites = standing === 'active' ? [inviteFor(origin._id, first, command)] : [];
      const org = startOrganisation(draft, { ...origin, invites });
      if (await organisations.insert(org)) return org;
    }
    throw new Error('three codes in a row were taken');
  }

  /**
   * Admits, suspends or takes back; admission makes the link for the first admin. Suspension stops
   * new orders only: others ask for `standing`.
   * @throws AppError `organisation.not-found`, `organisation.standing-unchanged`
   */
  async function setStanding(orgId: string, { to, why }: NewStanding, { actor, command }: By) {
    const before = await recordOf(orgId);
    const first = { login: before.firstLogin, duties: ['admin'] as const, by: actor.userId };
    const invite =
      to === 'active' && before.members.length === 0 && before.kind !== 'platform'
        ? inviteFor(orgId, first, command)
        : undefined;
    const step = { to, from: standingsBefore(to), why, invite, command };
    if (orgId === PLATFORM_ID || !(await organisations.setStanding(orgId, step))) {
      const org = await recordOf(orgId);
      if (!isDone(org, command)) throw unchanged(org);
    }
    const about = { actor, action: `organisation.${to}`, target: orgId, why };
    await record({ ...about, key: `${orgId}:${command.key}`, after: { standing: to } });
    return { orgId, standing: to, invite: linkOf(await recordOf(orgId), command) };
  }

  /** @throws AppError `organisation.not-found` */
  async function setSettings(wanted: NewSettings, { actor, command }: By): Promise<void> {
    const before = await recordOf(actor.orgId);
    const settings = settingsFor(before, wanted);
    const { address, contact } = wanted;
    const step = { settings, address, contact, command };
    if (!(await organisations.setSettings(actor.orgId, step))) {
      isDone(await recordOf(actor.orgId), command);
    }
    const about = { actor, action: 'organisation.settings', target: actor.orgId };
    const key = `${actor.orgId}:${command.key}`;
    await record({ ...about, key, before: before.settings, after: settings });
  }

  /** An organisation's admin asks somebody in. The link is good for 72 hours and once. */
  async function invite(wanted: NewInvite, { actor, command }: By): Promise<InviteLink> {
    const made = inviteFor(actor.orgId, { ...wanted, by: actor.userId }, command);
    if (!(await organisations.addInvite(actor.orgId, made, command))) {
      isDone(await recordOf(actor.orgId), command);
    }
    const after = { login: wanted.login, duties: wanted.duties };
    const about = { actor, action: 'member.invite', target: actor.orgId, after };
    await record({ ...about, key: `${actor.orgId}:${command.key}` });
    const link = linkOf(await recordOf(actor.orgId), command);
    if (!link) throw new RangeError('an invite that was made is there');
    return link;
  }

  /** @throws AppError `operator.exists` */
  async function inviteFirstOperator(login: string): Promise<InviteLink> {
    const command = { key: newCode(), reqHash: '' };
    await organisations.insert(platform(now(), login));
    const first = { login, duties: ['admin'] as const, by: 'start' };
    const made = inviteFor(PLATFORM_ID, first, command);
    if (!(await organisations.inviteFirstOperator(made))) {
      const message = 'There is an operator already; operators invite each other.';
      throw new AppError('conflict', 'operator.exists', message);
    }
    const { endsAt } = made;
    return { token: tokens.make(tokenText(PLATFORM_ID, command)), login, endsAt };
  }

  /** Where a link leads, while it is open. @throws AppError `invite.not-found`, `.used`, `.expired` */
  async function openInvite(token: string, userId?: string) {
    const hash = tokens.hash(token);
    const org = await organisations.byInvite(hash);
    const found = org?.invites.find((one) => one.hash === hash);
    const mine = found?.usedBy != null && found.usedBy === userId;
    if (!org || !found || (!mine && (found.usedBy !== null || found.endsAt <= now()))) {
      throw inviteRefusal(org, { hash, userId, now: now() });
    }
    return { org, invite: found };
  }

  /** For whom a link was made, used or not. */
  async function inviteLogin(token: string): Promise<string | undefined> {
    const hash = tokens.hash(token);
    const org = await organisations.byInvite(hash);
    return org?.invites.find((one) => one.hash === hash)?.login;
  }

  /**
   * Joins by a link, once: of two at the same time one comes in. A repeat by who came in is fine.
   * @throws AppError `invite.not-found`, `invite.used`, `invite.expired`, `member.exists`
   */
  async function join(token: string, userId: string): Promise<Organisation> {
    const { org, invite: found } = await openInvite(token, userId);
    if (found.usedBy === userId) return org;
    const { hash, duties } = found;
    const since = now();
    if (!(await organisations.acceptInvite({ orgId: org._id, hash }, { userId, duties, since }))) {
      const after = await openInvite(token, userId);
      if (after.invite.usedBy !== userId)
        throw inviteRefusal(after.org, { hash, userId, now: since });
    }
    const actor = { userId, orgId: org._id };
    const about = { actor, action: 'member.join', target: userId, after: { duties } };
    await record({ ...about, key: `${org._id}:${found.id}` });
    return org;
  }

  /** @throws AppError `member.not-found`, `member.last-admin` */
  async function setDuties(userId: string, duties: readonly Duty[], { actor, command }: By) {
    const step = { userId, duties, command };
    if (!(await organisations.setDuties(actor.orgId, step))) {
      const org = await recordOf(actor.orgId);
      if (!isDone(org, command)) throw memberRefusal(org, userId);
    }
    const about = { actor, action: 'member.duties', target: userId, after: { duties } };
    await record({ ...about, key: `${actor.orgId}:${command.key}` });
  }

  /** Takes a member out; at once, whatever sessions they have. Already out is fine. */
  async function removeMember(userId: string, { actor, command }: By): Promise<void> {
    if (!(await organisations.removeMember(actor.orgId, { userId, command }))) {
      const org = await recordOf(actor.orgId);
      if (!isDone(org, command)) throw memberRefusal(org, userId);
    }
    const about = { actor, action: 'member.remove', target: userId };
    await record({ ...about, key: `${actor.orgId}:${command.key}` });
  }

  /** The people of an organisation, and whom it has asked in. */
  async function people(orgId: string) {
    const { members, invites } = await recordOf(orgId);
    const known = await peopleOf(members.map(({ userId }) => userId));
    const open = invites.filter(({ usedBy, endsAt }) => usedBy === null && endsAt > now());
    return {
      members: members.map((member) => {
        const { name = '', login = '' } = known.find(({ id }) => id === member.userId) ?? {};
        return { ...member, name, login };
      }),
      invites: open,
    };
  }

  /** Where a person belongs, as it stands now. */
  async function membershipsOf(userId: string): Promise<Membership[]> {
    const orgs = await organisations.ofUser(userId);
    return orgs.flatMap((org) => membershipOf(org, userId) ?? []);
  }

  function inviteFor(orgId: string, wanted: NewInvite & { by: string }, command: Command): Invite {
    const at = now();
    const hash = tokens.hash(tokens.make(tokenText(orgId, command)));
    const { login, duties, by } = wanted;
    const id = command.key;
    return { id, hash, login, duties, by, at, endsAt: inviteEnd(at), usedBy: null };
  }

  /** The link a command made: the same again for a repeat, though only its hash is kept. */
  function linkOf({ _id, invites }: OrganisationRecord, command: Command): InviteLink | undefined {
    const made = invites.find(({ id }) => id === command.key);
    const token = tokens.make(tokenText(_id, command));
    return made && { token, login: made.login, endsAt: made.endsAt };
  }

  return {
    ...{
      get,
      full: recordOf,
      ownersOf,
      list,
      apply,
      enter,
      setStanding,
      setSettings,
      membershipsOf,
    },
    ...{
      people,
      invite,
      inviteFirstOperator,
      openInvite,
      inviteLogin,
      join,
      setDuties,
      removeMember,
    },
  };
}

export type OrganisationService = ReturnType<typeof createOrganisationService>;

interface Origin {
  readonly by: string;
  readonly command: Command;
  readonly standing: Standing;
}

interface NewStanding {
  readonly to: 'active' | 'suspended';
  readonly why: string;
}

interface NewInvite {
  readonly login: string;
  readonly duties: readonly Duty[];
}

function tokenText(orgId: string, { key }: Command): string {
  return `invite:${orgId}:${key}`;
}

function unchanged({ standing }: OrganisationRecord): AppError {
  const message = `The organisation is ${standing} already.`;
  return new AppError('conflict', 'organisation.standing-unchanged', message, {
    facts: { standing },
  });
}

function platform(enteredAt: Date, firstLogin: string): OrganisationRecord {
  return {
    _id: PLATFORM_ID,
    kind: 'platform',
    nameZh: '宿杭鲜平台',
    nameEn: 'Suhang Origin',
    ...{ countyId: null, districtId: null, school: false, address: '' },
    contact: { name: '平台', phone: firstLogin },
    standing: 'active',
    why: '',
    settings: firstSettings(false),
    enteredBy: 'start',
    command: { key: 'the-first-operator', reqHash: '' },
    ...{ enteredAt, firstLogin, paperIds: [], members: [], invites: [], done: [] },
  };
}
