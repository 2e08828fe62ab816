import type { Connection, QueryFilter, UpdateQueryKnownOnly } from 'mongoose';
import { trusted } from '../../platform/database.ts';
import type { Command } from '../../shared/command.ts';
import { organisationModel, REMEMBERED, type OrganisationDoc } from './organisation.model.ts';
import type { Agreement, Invite, NewSettings, Settings, Standing } from './organisation.ts';

type Update = UpdateQueryKnownOnly<OrganisationDoc>;

/** How many invites an organisation remembers; the oldest have run out long since. */
const INVITES = 500;

/** Standing, settings and invites of an organisation: each change once per command. */
export function createAdmissionStore(db: Connection) {
  const Organisations = organisationModel(db);

  /** Carries out `update` once per command, where `guard` holds. False: nothing was changed. */
  async function change(
    { orgId, command, guard = {} }: Change,
    { push, ...update }: { readonly $set?: Update['$set']; $pull?: object; push?: object },
  ): Promise<boolean> {
    const { matchedCount } = await Organisations.updateOne(
      { ...guard, _id: orgId, 'done.key': trusted({ $ne: command.key }) },
      {
        ...update,
        $push: { ...push, done: { $each: [command], $slice: -REMEMBERED } },
      } as Update, // `guard` and `update` are written below, each with its own fields
    );
    return matchedCount === 1;
  }

  return {
    setStanding(orgId: string, { to, from, why, invite, command }: StandingChange) {
      const guard = { standing: trusted({ $in: [...from] }) };
      return change(
        { orgId, command, guard },
        {
          $set: { standing: to, why },
          ...(invite && { push: { invites: inviteRow(invite) } }),
        },
      );
    },

    setSettings(orgId: string, { settings, address, contact, command }: SettingsChange) {
      const { termsDays, payerId, ...own } = settings; // what is agreed is not set here
      const set = Object.entries(own).map(([name, value]) => [`settings.${name}`, value]);
      return change(
        { orgId, command },
        { $set: { ...(Object.fromEntries(set) as Record<string, unknown>), address, contact } },
      );
    },

    agree(orgId: string, { termsDays, payerId, command }: Agreement & { command: Command }) {
      const $set: Record<string, unknown> = {
        'settings.termsDays': termsDays,
        'settings.payerId': payerId,
      };
      return change({ orgId, command }, { $set });
    },

    addInvite(orgId: string, invite: Invite, command: Command) {
      return change({ orgId, command }, { push: { invites: inviteRow(invite) } });
    },
  };
}

export type AdmissionStore = ReturnType<typeof createAdmissionStore>;

interface Change {
  readonly orgId: string;
  readonly command: Command;
  readonly guard?: QueryFilter<OrganisationDoc>;
}

interface StandingChange {
  readonly to: Standing;
  readonly from: readonly Standing[];
  readonly why: string;
  readonly invite: Invite | undefined;
  readonly command: Command;
}

interface SettingsChange extends Pick<NewSettings, 'address' | 'contact'> {
  readonly settings: Settings;
  readonly command: Command;
}

function inviteRow({ duties, ...invite }: Invite) {
  return { $each: [{ ...invite, duties: [...duties] }], $slice: -INVITES };
}
