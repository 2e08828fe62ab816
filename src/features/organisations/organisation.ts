import type { Duty, Role } from '../../shared/actor.ts';
import { checkRepeat, type Command } from '../../shared/command.ts';
import { AppError } from '../../shared/errors.ts';
import type { CountyId } from '../../shared/facts/places.ts';

/** What an organisation is; what its members may do follows from it. */
export const ORGANISATION_KINDS = [
  'cooperative',
  'processor',
  'hub',
  'company',
  'canteen',
  'authority',
  'platform',
] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

/** `applied`: not admitted yet. `suspended`: no new orders; open ones run to the end. */
export const STANDINGS = ['applied', 'active', 'suspended'] as const;
export type Standing = (typeof STANDINGS)[number];

/** The one organisation of kind `platform`. A fixed id, so that there is never a second. */
export const PLATFORM_ID = '00000000000';

const ROLE_OF: Readonly<Record<OrganisationKind, Exclude<Role, 'consumer'>>> = {
  cooperative: 'cooperative',
  processor: 'cooperative',
  hub: 'cooperative',
  company: 'cooperative',
  canteen: 'canteen',
  authority: 'officer',
  platform: 'operator',
};

/** Whom to ask, and where. */
interface Contact {
  readonly name: string;
  readonly phone: string;
}

/** What an organisation's admin decides for it, and `termsDays`, which is agreed, not set. */
export interface Settings {
  /** Two people sign a receipt 双人验收; in schools always. */
  readonly twoInspectors: boolean;
  /** How far a delivered weight may differ, in ‰. */
  readonly tolerancePermille: number;
  /** Days from acceptance to payment. */
  readonly termsDays: number;
  /** Above each sum so many people of a duty sign first; none: nobody has to. */
  readonly approvals: readonly ApprovalRule[];
  /** 1 Monday … 7 Sunday. */
  readonly deliveryDays: readonly number[];
  /** Clock times in Hangzhou, `06:00`. */
  readonly deliveryWindow: { readonly from: string; readonly to: string };
  /** Who settles what is bought here 付款方, agreed with the platform; null: the organisation itself. */
  readonly payerId: string | null;
  /** How often a payer gets a statement 对账单: a month, or half of one. */
  readonly statementRhythm: StatementRhythm;
  /** Of a seller: the account that payers pay to. */
  readonly payTo: PayTo | null;
}

export const STATEMENT_RHYTHMS = ['month', 'half'] as const;
type StatementRhythm = (typeof STATEMENT_RHYTHMS)[number];

/** Above `overFen`, `count` people of duty `role` sign 审批. */
interface ApprovalRule {
  readonly overFen: number;
  readonly role: Duty;
  readonly count: number;
}

/** A bank account, as it is printed on statements. */
interface PayTo {
  readonly name: string;
  readonly bank: string;
  readonly account: string;
}

/** What the platform agrees with an organisation: days to pay (30, at most 60) and who pays. */
export interface Agreement {
  readonly termsDays: number;
  readonly payerId: string | null;
}

/** What the admin may change; `settings` and how to reach them. */
export type NewSettings = Omit<Settings, keyof Agreement> & {
  readonly address: string;
  readonly contact: Contact;
};

export interface Member {
  readonly userId: string;
  readonly duties: readonly Duty[];
  readonly since: Date;
}

/** A one-time link into an organisation. Only the hash of its token is kept. */
export interface Invite {
  readonly id: string;
  readonly hash: string;
  /** Whom it is meant for: the login of the account it may open. */
  readonly login: string;
  readonly duties: readonly Duty[];
  readonly by: string;
  readonly at: Date;
  readonly endsAt: Date;
  readonly usedBy: string | null;
}

/** An organisation 单位. Everybody else's view of it; its people are in `OrganisationRecord`. */
export interface Organisation {
  readonly _id: string;
  readonly kind: OrganisationKind;
  readonly nameZh: string;
  readonly nameEn: string;
  /** Of a seller: one of the five areas. */
  readonly countyId: CountyId | null;
  /** Of a canteen or authority: a district of Hangzhou. */
  readonly districtId: string | null;
  /** A school's canteen: the rules for schools hold. */
  readonly school: boolean;
  readonly address: string;
  readonly contact: Contact;
  readonly standing: Standing;
  readonly settings: Settings;
}

/** The whole document: members and invites stand in it, so that one filter can guard them. */
export interface OrganisationRecord extends Organisation {
  readonly enteredBy: string;
  readonly command: Command;
  readonly enteredAt: Date;
  /** The login of whoever is to be its first admin. */
  readonly firstLogin: string;
  readonly paperIds: readonly string[];
  /** Why it has its standing, in the operator's words. */
  readonly why: string;
  readonly members: readonly Member[];
  readonly invites: readonly Invite[];
  /** The last commands carried out on it, so that a late repeat undoes nothing newer. */
  readonly done: readonly Command[];
}

/** What an application or the operator says of a new organisation. */
export type NewOrganisation = Pick<
  OrganisationRecord,
  | 'kind'
  | 'nameZh'
  | 'nameEn'
  | 'countyId'
  | 'districtId'
  | 'school'
  | 'address'
  | 'contact'
  | 'paperIds'
  | 'firstLogin'
>;

/** How a person stands in one organisation. */
export interface Membership {
  readonly orgId: string;
  readonly kind: OrganisationKind;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly role: Role;
  readonly duties: readonly Duty[];
  readonly standing: Standing;
}

/** An invite link is good for 72 hours. */
const INVITE_MS = 72 * 3_600_000;

export function inviteEnd(at: Date): Date {
  return new Date(at.getTime() + INVITE_MS);
}

/** What a new organisation starts with. Tolerance 20 ‰ and 30 days: `orders.md` §2, §7. */
export function firstSettings(school: boolean): Settings {
  return {
    twoInspectors: school,
    tolerancePermille: 20,
    termsDays: 30,
    approvals: [],
    deliveryDays: [1, 2, 3, 4, 5],
    deliveryWindow: { from: '06:00', to: '07:00' },
    ...{ payerId: null, statementRhythm: 'month', payTo: null },
  };
}

export function startOrganisation(
  draft: NewOrganisation,
  origin: Pick<
    OrganisationRecord,
    '_id' | 'enteredBy' | 'command' | 'enteredAt' | 'standing' | 'invites'
  >,
): OrganisationRecord {
  checkPlace(draft);
  const settings = firstSettings(draft.school);
  return { ...draft, ...origin, settings, why: '', members: [], done: [] };
}

/** @throws AppError `organisation.place-missing`: sellers name their county, buyers their district */
function checkPlace({ kind, countyId, districtId }: NewOrganisation): void {
  const role = ROLE_OF[kind];
  const missing =
    (role === 'cooperative' && countyId === null) || (role === 'canteen' && districtId === null);
  if (missing) {
    const message = 'Sellers name their county, canteens their district.';
    throw new AppError('invalid', 'organisation.place-missing', message, { facts: { kind } });
  }
}

/** Schools always sign with two: 《学校食堂大宗食材采购验收管理工作指引》 2025. */
export function settingsFor(
  { school, settings }: Organisation,
  { address: _address, contact: _contact, ...wanted }: NewSettings,
): Settings {
  return {
    ...wanted,
    ...{ termsDays: settings.termsDays, payerId: settings.payerId },
    twoInspectors: school || wanted.twoInspectors,
  };
}

export function membershipOf(org: OrganisationRecord, userId: string): Membership | undefined {
  const member = org.members.find((one) => one.userId === userId);
  if (!member) return undefined;
  const { _id: orgId, kind, nameZh, nameEn, standing } = org;
  return { orgId, kind, nameZh, nameEn, standing, role: ROLE_OF[kind], duties: member.duties };
}

/** Whether this command was carried out here before. @throws AppError `request.key-reused` */
export function isDone({ done }: OrganisationRecord, command: Command): boolean {
  const earlier = done.find(({ key }) => key === command.key);
  if (earlier) checkRepeat(earlier, command);
  return earlier !== undefined;
}

/** Which standings may become this one: nobody becomes an applicant again. */
export function standingsBefore(next: Exclude<Standing, 'applied'>): Standing[] {
  return next === 'active' ? ['applied', 'suspended'] : ['applied', 'active'];
}

export function payerUnknown(payerId: string): AppError {
  return new AppError('conflict', 'organisation.payer-unknown', 'There is no such payer.', {
    facts: { payerId },
  });
}

export function organisationNotFound(orgId: string): AppError {
  return new AppError('not-found', 'organisation.not-found', `There is no organisation ${orgId}.`);
}

/** Why somebody's duties did not change, or why somebody was not removed. */
export function memberRefusal({ members }: OrganisationRecord, userId: string): AppError {
  if (!members.some((member) => member.userId === userId)) {
    return new AppError('not-found', 'member.not-found', 'This person is not a member.');
  }
  const message = 'An organisation keeps at least one admin.';
  return new AppError('conflict', 'member.last-admin', message);
}

/** Why an invite could not be taken up. */
export function inviteRefusal(
  org: OrganisationRecord | undefined,
  { hash, userId, now }: { hash: string; userId: string | undefined; now: Date },
): AppError {
  const invite = org?.invites.find((one) => one.hash === hash);
  if (!org || !invite) {
    return new AppError('not-found', 'invite.not-found', 'There is no such invitation.');
  }
  if (invite.usedBy !== null) {
    return new AppError('conflict', 'invite.used', 'This invitation was used already.');
  }
  if (invite.endsAt <= now) {
    return new AppError('conflict', 'invite.expired', 'This invitation has run out.');
  }
  if (org.members.some((member) => member.userId === userId)) {
    return new AppError('conflict', 'member.exists', 'You are a member already.');
  }
  return new AppError('busy', 'organisation.busy', 'Please try again.');
}
