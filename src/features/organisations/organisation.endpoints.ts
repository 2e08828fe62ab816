import { created, json } from '../../http/answer.ts';
import { endpoint } from '../../http/endpoint.ts';
import {
  byOrgId,
  byUserId,
  linkView,
  linkViewOf,
  memberList,
  memberListOf,
  newAgreement,
  newApplication,
  newDuties,
  newInvite,
  newOrganisation,
  newSettings,
  newStanding,
  organisationEntered,
  organisationFilter,
  organisationList,
  organisationMade,
  organisationView,
  rowOf,
  standingView,
  viewOf,
} from './organisation.schema.ts';
import type { InviteLink } from './invite-link.ts';
import type { OrganisationService } from './organisation.service.ts';

const MEMBERS = ['cooperative', 'canteen', 'officer', 'operator'] as const;
const ADMINS = [
  { role: 'cooperative', duty: 'admin' },
  { role: 'canteen', duty: 'admin' },
  { role: 'officer', duty: 'admin' },
  { role: 'operator', duty: 'admin' },
] as const;
const LIST_LIMIT = 200;

/** Applying, admitting, suspending; an organisation's settings and people. */
export function organisationEndpoints(organisations: OrganisationService, publicUrl: URL) {
  const linkOf = (link: InviteLink | undefined) => (link ? linkViewOf(link, publicUrl) : null);

  return [
    endpoint({
      method: 'POST',
      path: '/api/organisations/applications',
      who: 'anyone',
      summary: 'Apply as an organisation; the operator answers',
      body: newApplication,
      command: true,
      limit: 'write',
      answer: json(organisationMade),
      handle: async ({ body, command }) => {
        const { _id: orgId } = await organisations.apply(body, command);
        return { orgId };
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/organisations',
      who: ['operator'],
      summary: 'Enter an organisation, admitted at once; the answer holds the link for its admin',
      body: newOrganisation,
      command: true,
      answer: created(organisationEntered),
      handle: async ({ actor, body, command }) => {
        const { orgId, invite } = await organisations.enter(body, { actor, command });
        const location = `/api/organisations/${orgId}`;
        return { location, body: { orgId, invite: linkOf(invite) } };
      },
    }),

    endpoint({
      method: 'GET',
      path: '/api/organisations',
      who: ['operator'],
      summary: 'Organisations by standing and kind, the newest first, at most 200',
      query: organisationFilter,
      answer: json(organisationList),
      handle: async ({ query }) => {
        const { standing, kind } = query;
        const filter = { ...(standing && { standing }), ...(kind && { kind }) };
        const found = await organisations.list({ ...filter, limit: LIST_LIMIT });
        return { organisations: found.map(rowOf) };
      },
    }),

    endpoint({
      method: 'GET',
      path: '/api/organisations/:orgId',
      who: {
        roles: MEMBERS,
        ownersOf: ({ orgId }) => organisations.ownersOf(orgId),
      },
      summary: 'One organisation: its own people, officers and the operator',
      params: byOrgId,
      answer: json(organisationView),
      handle: async ({ params }) => viewOf(await organisations.full(params.orgId)),
    }),

    endpoint({
      method: 'PUT',
      path: '/api/organisations/:orgId/standing',
      who: ['operator'],
      summary: 'Admit or suspend; admission answers with the link for its first admin',
      params: byOrgId,
      body: newStanding,
      command: true,
      answer: json(standingView),
      handle: async ({ actor, params, body, command }) => {
        const step = { to: body.standing, why: body.why };
        const done = await organisations.setStanding(params.orgId, step, { actor, command });
        return { ...done, invite: linkOf(done.invite) };
      },
    }),

    endpoint({
      method: 'PUT',
      path: '/api/organisations/:orgId/agreement',
      who: [
        { role: 'operator', duty: 'accountant' },
        { role: 'operator', duty: 'admin' },
      ],
      summary: 'What is agreed with an organisation: days to pay, at most 60, and who pays for it',
      params: byOrgId,
      body: newAgreement,
      command: true,
      handle: ({ actor, params, body, command }) =>
        organisations.agree(params.orgId, body, { actor, command }),
    }),

    endpoint({
      method: 'PUT',
      path: '/api/organisation/settings',
      who: ADMINS,
      summary: "Set my organisation's rules, address and contact",
      body: newSettings,
      command: true,
      handle: ({ actor, body, command }) => organisations.setSettings(body, { actor, command }),
    }),

    endpoint({
      method: 'GET',
      path: '/api/organisation/members',
      who: ADMINS,
      summary: 'The people of my organisation, and whom it has asked in',
      answer: json(memberList),
      handle: async ({ actor }) => memberListOf(await organisations.people(actor.orgId)),
    }),

    endpoint({
      method: 'POST',
      path: '/api/organisation/invites',
      who: ADMINS,
      summary: 'Ask somebody in: a link, good for 72 hours and once',
      body: newInvite,
      command: true,
      answer: json(linkView),
      handle: async ({ actor, body, command }) =>
        linkViewOf(await organisations.invite(body, { actor, command }), publicUrl),
    }),

    endpoint({
      method: 'PUT',
      path: '/api/organisation/members/:userId/duties',
      who: ADMINS,
      summary: 'Set what a member of my organisation may do',
      params: byUserId,
      body: newDuties,
      command: true,
      handle: ({ actor, params, body, command }) =>
        organisations.setDuties(params.userId, body.duties, { actor, command }),
    }),

    endpoint({
      method: 'DELETE',
      path: '/api/organisation/members/:userId',
      who: ADMINS,
      summary: 'Take a member out of my organisation; the last admin stays',
      params: byUserId,
      command: true,
      handle: ({ actor, params, command }) =>
        organisations.removeMember(params.userId, { actor, command }),
    }),
  ];
}

export type OrganisationEndpoint = ReturnType<typeof organisationEndpoints>[number];
