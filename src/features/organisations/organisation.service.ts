import type { Owners } from '../../shared/actor.ts';
import { createAdmissionService, type By, type Entry } from './admission.service.ts';
import type { AdmissionStore } from './admission.store.ts';
import { createInviteService } from './invite.service.ts';
import type { LinkTokens } from './invite-link.ts';
import { createMemberService } from './member.service.ts';
import type { MemberStore } from './member.store.ts';
import {
  isDone,
  membershipOf,
  payerUnknown,
  settingsFor,
  type Agreement,
  type Membership,
  type NewSettings,
  type Organisation,
  type OrganisationRecord,
} from './organisation.ts';
import type { OrganisationQuery, OrganisationStore } from './organisation.store.ts';

interface Deps {
  stores: {
    organisations: OrganisationStore;
    admissions: AdmissionStore;
    members: MemberStore;
  };
  /** Writes who did what; a repeat under the same key writes nothing more. */
  record: (entry: Entry) => Promise<void>;
  /** Invite tokens: the same for the same text, not to be guessed; and what is kept of one. */
  tokens: LinkTokens;
  /** Names and logins of people. */
  peopleOf: Parameters<typeof createMemberService>[0]['peopleOf'];
  newCode: () => string;
  now: () => Date;
}

/** Organisations, their people and their standing. `organisation.ts` has the rules. */
export function createOrganisationService(deps: Deps) {
  const { stores, record, tokens, peopleOf, newCode, now } = deps;
  const { organisations } = stores;
  const admission = createAdmissionService({ ...stores, record, tokens, newCode, now });
  const { full } = admission;
  const people = createMemberService({ stores, full, record, tokens, peopleOf, now });
  const invites = createInviteService({ ...stores, record, tokens, newCode, now });

  /** What others may know of it. */
  async function get(orgId: string): Promise<Organisation | undefined> {
    return await organisations.byId(orgId);
  }

  /** Who may look at it; undefined if there is none. */
  async function ownersOf(orgId: string): Promise<Owners | undefined> {
    const org = await organisations.byId(orgId);
    return org && { cooperative: orgId, canteen: orgId };
  }

  function list(query: OrganisationQuery): Promise<OrganisationRecord[]> {
    return organisations.list(query);
  }

  /** An admin sets the rules of their organisation. @throws AppError `organisation.not-found` */
  async function setSettings(wanted: NewSettings, { actor, command }: By): Promise<void> {
    const before = await full(actor.orgId);
    const settings = settingsFor(before, wanted);
    const { address, contact } = wanted;
    const step = { settings, address, contact, command };
    if (!(await stores.admissions.setSettings(actor.orgId, step))) {
      isDone(await full(actor.orgId), command);
    }
    const about = { actor, action: 'organisation.settings', target: actor.orgId };
    const key = `${actor.orgId}:${command.key}`;
    await record({ ...about, key, before: before.settings, after: settings });
  }

  /**
   * The operator writes down what is agreed: terms, and who pays.
   * @throws AppError `organisation.not-found`, `organisation.payer-unknown`
   */
  async function agree(orgId: string, wanted: Agreement, { actor, command }: By): Promise<void> {
    const before = await full(orgId);
    const payer = wanted.payerId === null ? undefined : await organisations.byId(wanted.payerId);
    if (wanted.payerId !== null && payer?.kind !== 'canteen') throw payerUnknown(wanted.payerId);
    if (!(await stores.admissions.agree(orgId, { ...wanted, command }))) {
      isDone(await full(orgId), command);
    }
    const about = { actor, action: 'organisation.agreement', target: orgId };
    const { termsDays, payerId } = before.settings;
    const key = `${orgId}:${command.key}`;
    await record({ ...about, key, before: { termsDays, payerId }, after: wanted });
  }

  /** Where a person belongs, as it stands now. */
  async function membershipsOf(userId: string): Promise<Membership[]> {
    const orgs = await organisations.ofUser(userId);
    return orgs.flatMap((org) => membershipOf(org, userId) ?? []);
  }

  return {
    get,
    ownersOf,
    list,
    setSettings,
    agree,
    membershipsOf,
    ...admission,
    ...people,
    ...invites,
  };
}

export type OrganisationService = ReturnType<typeof createOrganisationService>;
