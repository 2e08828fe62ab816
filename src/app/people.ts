import {
  createAccounts,
  createFamilyStore,
  createSessionStore,
  createUserStore,
} from '../features/accounts/index.ts';
import { createAuditService, createAuditStore } from '../features/audit/index.ts';
import {
  createAdmissionStore,
  createMemberStore,
  createOrganisationService,
  createOrganisationStore,
} from '../features/organisations/index.ts';
import { createNotifications, createNoticeStore } from '../features/notifications/index.ts';
import { createTaskService, createTaskStore } from '../features/tasks/index.ts';
import { createCounterStore } from '../platform/counters.store.ts';
import { createDerivedTokens, drawSecret, hashSecret } from '../platform/opaque.ts';
import { createPasswords } from '../platform/passwords.ts';
import { createTokens } from '../platform/tokens.ts';
import type { World } from './world.ts';

/** Who there is, for whom they act, what they did, are told and must decide: what every other feature stands on. */
export function createPeople({ db, now, newCode, jwtSecret }: World) {
  const users = createUserStore(db);
  const audit = createAuditService({ entries: createAuditStore(db), newCode, now });
  const organisations = createOrganisationService({
    stores: {
      organisations: createOrganisationStore(db),
      admissions: createAdmissionStore(db),
      members: createMemberStore(db),
    },
    record: audit.record,
    tokens: createDerivedTokens(jwtSecret),
    peopleOf: (ids) => users.byIds(ids),
    newCode,
    now,
  });
  const { openInvite, inviteLogin, join, membershipsOf } = organisations;
  const accounts = createAccounts({
    stores: { users, sessions: createSessionStore(db), families: createFamilyStore(db) },
    tokens: createTokens(jwtSecret, now),
    passwords: createPasswords(),
    organisations: { open: openInvite, loginOf: inviteLogin, join, membershipsOf },
    secrets: { draw: drawSecret, hash: hashSecret },
    world: { newCode, now },
  });
  const tasks = createTaskService({ tasks: createTaskStore(db), now });
  const notifications = createNotifications({ notices: createNoticeStore(db), now });
  const counters = createCounterStore(db);
  return { accounts, organisations, audit, tasks, notifications, counters };
}
