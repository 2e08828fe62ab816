/** The feature's public face: other folders import from here and nowhere deeper. */
export { firstSettings } from './organisation.ts';
export { type NewOrganisation } from './organisation.ts';
export {
  memberList,
  memberListOf,
  organisationFilter,
  organisationList,
  rowOf,
} from './organisation.schema.ts';
export { organisationEndpoints, type OrganisationEndpoint } from './organisation.endpoints.ts';
export { createOrganisationService, type OrganisationService } from './organisation.service.ts';
export { createAdmissionStore } from './admission.store.ts';
export { createMemberStore } from './member.store.ts';
export { createOrganisationStore } from './organisation.store.ts';
