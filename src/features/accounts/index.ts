/** The feature's public face: other folders import from here and nowhere deeper. */
export { accountEndpoints } from './account.endpoints.ts';
export { createAccounts, type Accounts } from './accounts.service.ts';
export { createFamilyStore, createSessionStore } from './session.store.ts';
export { createUserStore } from './user.store.ts';
