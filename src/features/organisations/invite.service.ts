import { AppError } from '../../shared/errors.ts';
import type { Entry } from './admission.service.ts';
import { inviteFor, linkOf, type InviteLink, type LinkTokens } from './invite-link.ts';
import type { MemberStore } from './member.store.ts';
import {
  firstSettings,
  inviteRefusal,
  PLATFORM_ID,
  type Organisation,
  type OrganisationRecord,
} from './organisation.ts';
import type { OrganisationStore } from './organisation.store.ts';

interface Deps {
  organisations: OrganisationStore;
  members: MemberStore;
  record: (entry: Entry) => Promise<void>;
  tokens: LinkTokens;
  newCode: () => string;
  now: () => Date;
}

/** Links into organisations: where they lead, and coming in by one. */
export function createInviteService(deps: Deps) {
  const { organisations, members, record, tokens, newCode, now } = deps;

  /** @throws AppError `operator.exists` */
  async function inviteFirstOperator(login: string): Promise<InviteLink> {
    const command = { key: newCode(), reqHash: 'the first operator' };
    await organisations.insert(platform(now(), login));
    const cause = { orgId: PLATFORM_ID, by: 'start', command, at: now() };
    const made = inviteFor({ login, duties: ['admin'] }, cause, tokens);
    if (!(await members.inviteFirstOperator(made))) {
      const message = 'There is an operator already; operators invite each other.';
      throw new AppError('conflict', 'operator.exists', message);
    }
    const link = linkOf({ _id: PLATFORM_ID, invites: [made] }, command, tokens);
    if (!link) throw new RangeError('an invite that was made is there');
    return link;
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
    if (!(await members.acceptInvite({ orgId: org._id, hash }, { userId, duties, since }))) {
      const after = await openInvite(token, userId);
      if (after.invite.usedBy !== userId)
        throw inviteRefusal(after.org, { hash, userId, now: since });
    }
    const actor = { userId, orgId: org._id };
    const about = { actor, action: 'member.join', target: userId, after: { duties } };
    await record({ ...about, key: `${org._id}:${found.id}` });
    return org;
  }

  return { inviteFirstOperator, openInvite, inviteLogin, join };
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
    command: { key: 'the-first-operator', reqHash: 'the first operator' },
    ...{ enteredAt, firstLogin, paperIds: [], members: [], invites: [], done: [] },
  };
}
