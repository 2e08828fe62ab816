/** The feature's public face: other folders import from here and nowhere deeper. */
export { homeOf, safeNext } from './account.ts';
export { byToken, invitationView, meView } from './account.schema.ts';
export { accountEndpoints, type AccountEndpoint } from './account.endpoints.ts';
export { createAccounts, type Accounts } from './accounts.service.ts';
export { accountLoops } from './account.loops.ts';
export { createFamilyStore, createSessionStore } from './session.store.ts';
export { createUserStore } from './user.store.ts';
