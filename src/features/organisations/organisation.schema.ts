import Joi from 'joi';
import { DUTIES } from '../../shared/actor.ts';
import { COUNTY_IDS, PLACES } from '../../shared/facts/places.ts';
import {
  code,
  instant,
  list,
  login,
  maybe,
  object,
  oneOf,
  optional,
  withDefault,
  words,
  type Infer,
} from '../../shared/schema.ts';
import type { InviteLink } from './invite-link.ts';
import type { OrganisationService } from './organisation.service.ts';
import {
  ORGANISATION_KINDS,
  STANDINGS,
  STATEMENT_RHYTHMS,
  type NewOrganisation,
  type NewSettings,
  type Organisation,
  type OrganisationRecord,
} from './organisation.ts';

const DISTRICTS = PLACES.filter(({ parentId }) => parentId === 'HZ').map(({ id }) => id);
const contact = object({ name: words(60), phone: words(40) });
const clock = Joi.string().pattern(/^([01]\d|2[0-3]):[0-5]\d$/, 'clock time');
const deliveryWindow = object({ from: clock, to: clock });
const fen = Joi.number().integer().min(0).max(100_000_000);
const approvals = list(
  object({
    overFen: fen,
    role: oneOf('admin', 'approver', 'accountant'),
    count: Joi.number().integer().min(1).max(5),
  }),
).max(6);
const payTo = object({
  name: words(80),
  bank: words(80),
  account: Joi.string().pattern(/^[0-9A-Za-z -]{6,40}$/, 'account number'),
});
const duties = list(oneOf(...DUTIES))
  .min(1)
  .max(DUTIES.length)
  .unique();

const draft = {
  nameZh: words(60),
  nameEn: withDefault(Joi.string().trim().max(120).allow(''), ''),
  countyId: withDefault(maybe(oneOf(...COUNTY_IDS)), null),
  districtId: withDefault(maybe(Joi.string().valid(...DISTRICTS)), null),
  school: withDefault(Joi.boolean(), false),
  address: words(200),
  contact,
  firstLogin: login(),
  paperIds: withDefault(list(Joi.string().max(80)).max(20).unique(), []),
};

export const newApplication: Joi.ObjectSchema<NewOrganisation> = object({
  ...draft,
  kind: oneOf('cooperative', 'processor', 'hub', 'company', 'canteen'),
});

/** The operator enters authorities too. */
export const newOrganisation: Joi.ObjectSchema<NewOrganisation> = object({
  ...draft,
  kind: oneOf('cooperative', 'processor', 'hub', 'company', 'canteen', 'authority'),
});

export const newInvite = object({ login: login(), duties });

export const newSettings: Joi.ObjectSchema<NewSettings> = object({
  twoInspectors: Joi.boolean(),
  tolerancePermille: Joi.number().integer().min(0).max(100),
  approvals,
  statementRhythm: withDefault(oneOf(...STATEMENT_RHYTHMS), 'month'),
  payTo: withDefault(maybe(payTo), null),
  deliveryDays: list(Joi.number().integer().min(1).max(7)).min(1).unique(),
  deliveryWindow,
  address: words(200),
  contact,
});

export const byOrgId = object({ orgId: code() });
export const byUserId = object({ userId: code() });
export const newDuties = object({ duties });
export const newStanding = object({
  standing: oneOf('active', 'suspended'),
  why: withDefault(Joi.string().trim().max(400).allow(''), ''),
});

/** 《保障中小企业款项支付条例》 art. 9: 30 days from delivery, at most 60 where both agree. */
export const newAgreement = object({
  termsDays: Joi.number().integer().min(0).max(60),
  payerId: withDefault(maybe(code()), null),
});

export const organisationFilter = object({
  /** Empty, as a form sends it: all. */
  standing: optional(oneOf(...STANDINGS, '')),
  kind: optional(oneOf(...ORGANISATION_KINDS, '')),
});

export const linkView = object({ url: Joi.string(), login: Joi.string(), endsAt: instant() });
export const organisationMade = object({ orgId: code() });
export const organisationEntered = object({ orgId: code(), invite: maybe(linkView) });
export const standingView = object({
  orgId: code(),
  standing: oneOf(...STANDINGS),
  invite: maybe(linkView),
});

const publicShape = {
  orgId: code(),
  kind: oneOf(...ORGANISATION_KINDS),
  nameZh: Joi.string(),
  nameEn: Joi.string(),
  countyId: maybe(oneOf(...COUNTY_IDS)),
  districtId: maybe(Joi.string()),
  school: Joi.boolean(),
  address: Joi.string().allow(''),
  contact,
  standing: oneOf(...STANDINGS),
};

export const organisationView = object({
  ...publicShape,
  settings: object({
    twoInspectors: Joi.boolean(),
    tolerancePermille: Joi.number(),
    termsDays: Joi.number(),
    approvals: list(object({ overFen: fen, role: oneOf(...DUTIES), count: Joi.number() })),
    deliveryDays: list(Joi.number()),
    deliveryWindow,
    payerId: maybe(Joi.string()),
    statementRhythm: oneOf(...STATEMENT_RHYTHMS),
    payTo: maybe(payTo),
  }),
});

/** A row of the operator's list. */
const organisationRow = object({
  ...publicShape,
  why: Joi.string().allow(''),
  enteredAt: instant(),
  firstLogin: Joi.string(),
  members: Joi.number(),
  papers: Joi.number(),
});
export const organisationList = object({ organisations: list(organisationRow) });
export type OrganisationList = Infer<typeof organisationList>;

export const memberList = object({
  members: list(
    object({
      userId: Joi.string(),
      name: Joi.string(),
      login: Joi.string(),
      duties: list(oneOf(...DUTIES)),
      since: instant(),
    }),
  ),
  invites: list(object({ login: Joi.string(), duties: list(oneOf(...DUTIES)), endsAt: instant() })),
});
export type MemberList = Infer<typeof memberList>;

export function viewOf(org: Organisation): Infer<typeof organisationView> {
  const { settings } = org;
  return {
    ...publicOf(org),
    settings: {
      ...settings,
      deliveryDays: [...settings.deliveryDays],
      approvals: [...settings.approvals],
    },
  };
}

export function rowOf(org: OrganisationRecord): OrganisationList['organisations'][number] {
  const { why, enteredAt, firstLogin, members, paperIds } = org;
  return {
    ...publicOf(org),
    ...{ why, firstLogin, members: members.length, papers: paperIds.length },
    enteredAt: enteredAt.toISOString(),
  };
}

function publicOf(org: Organisation) {
  const { _id: orgId, kind, nameZh, nameEn, countyId, districtId } = org;
  const { school, address, contact: whom, standing } = org;
  return {
    orgId,
    kind,
    nameZh,
    nameEn,
    countyId,
    districtId,
    school,
    address,
    contact: whom,
    standing,
  };
}

export function linkViewOf({ token, login, endsAt }: InviteLink, publicUrl: URL) {
  return { url: `${publicUrl.origin}/invite/${token}`, login, endsAt: endsAt.toISOString() };
}

type People = Awaited<ReturnType<OrganisationService['people']>>;

export function memberListOf({ members, invites }: People): MemberList {
  return {
    members: members.map(({ userId, name, login: known, duties: has, since }) => ({
      ...{ userId, name, login: known, duties: [...has] },
      since: since.toISOString(),
    })),
    invites: invites.map(({ login: asked, duties: will, endsAt }) => ({
      ...{ login: asked, duties: [...will] },
      endsAt: endsAt.toISOString(),
    })),
  };
}
