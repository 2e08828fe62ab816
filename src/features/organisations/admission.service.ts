import type { Actor } from '../../shared/actor.ts';
import { checkRepeat, type Command } from '../../shared/command.ts';
import { AppError } from '../../shared/errors.ts';
import type { AdmissionStore } from './admission.store.ts';
import { inviteFor, linkOf, type LinkTokens } from './invite-link.ts';
import {
  isDone,
  organisationNotFound,
  PLATFORM_ID,
  standingsBefore,
  startOrganisation,
  type NewOrganisation,
  type OrganisationRecord,
  type Standing,
} from './organisation.ts';
import type { OrganisationStore } from './organisation.store.ts';

interface Deps {
  organisations: OrganisationStore;
  admissions: AdmissionStore;
  /** Writes who did what; a repeat under the same key writes nothing more. */
  record: (entry: Entry) => Promise<void>;
  tokens: LinkTokens;
  newCode: () => string;
  now: () => Date;
}

/** An entry of the audit trail. */
export interface Entry {
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

/** How organisations come in, and what is decided of them. */
export function createAdmissionService(deps: Deps) {
  const { organisations, admissions, record, tokens, newCode, now } = deps;

  /** Somebody asks to be admitted, once per command. */
  function apply(draft: NewOrganisation, command: Command): Promise<OrganisationRecord> {
    return insert(draft, { by: 'applicant', command, standing: 'applied' });
  }

  /** The operator enters an organisation: admitted at once, with a link for its first admin. */
  async function enter(draft: NewOrganisation, { actor, command }: By) {
    const org = await insert(draft, { by: actor.userId, command, standing: 'active' });
    const about = { actor, action: 'organisation.enter', target: org._id, after: draft };
    await record({ ...about, key: `${org._id}:${command.key}` });
    return { orgId: org._id, invite: linkOf(org, command, tokens) };
  }

  async function insert(draft: NewOrganisation, { by, command, standing }: Origin) {
    for (let tries = 0; tries < 3; tries += 1) {
      const earlier = await organisations.byCommand(by, command.key);
      if (earlier) {
        checkRepeat(earlier.command, command);
        return earlier;
      }
      const origin = { _id: newCode(), enteredBy: by, command, enteredAt: now(), standing };
      const first = { login: draft.firstLogin, duties: ['admin'] as const };
      const invites =
        standing === 'active'
          ? [inviteFor(first, { orgId: origin._id, by, command, at: now() }, tokens)]
          : [];
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
    const before = await full(orgId);
    const first = { login: before.firstLogin, duties: ['admin'] as const };
    const cause = { orgId, by: actor.userId, command, at: now() };
    const invite =
      to === 'active' && before.members.length === 0 && before.kind !== 'platform'
        ? inviteFor(first, cause, tokens)
        : undefined;
    const step = { to, from: standingsBefore(to), why, invite, command };
    if (orgId === PLATFORM_ID || !(await admissions.setStanding(orgId, step))) {
      const org = await full(orgId);
      if (!isDone(org, command)) throw unchanged(org);
    }
    const about = { actor, action: `organisation.${to}`, target: orgId, why };
    await record({ ...about, key: `${orgId}:${command.key}`, after: { standing: to } });
    return { orgId, standing: to, invite: linkOf(await full(orgId), command, tokens) };
  }

  /** With its people. @throws AppError `organisation.not-found` */
  async function full(orgId: string): Promise<OrganisationRecord> {
    const org = await organisations.byId(orgId);
    if (!org) throw organisationNotFound(orgId);
    return org;
  }

  return { full, apply, enter, setStanding };
}

interface Origin {
  readonly by: string;
  readonly command: Command;
  readonly standing: Standing;
}

interface NewStanding {
  readonly to: 'active' | 'suspended';
  readonly why: string;
}

function unchanged({ standing }: OrganisationRecord): AppError {
  const message = `The organisation is ${standing} already.`;
  return new AppError('conflict', 'organisation.standing-unchanged', message, {
    facts: { standing },
  });
}
