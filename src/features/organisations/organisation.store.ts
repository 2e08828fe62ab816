import type { Connection, QueryFilter, UpdateQueryKnownOnly } from 'mongoose';
import { isDuplicate, trusted } from '../../platform/database.ts';
import type { Command } from '../../shared/command.ts';
import { COUNTY_IDS } from '../../shared/facts/places.ts';
import { organisationModel, type OrganisationDoc } from './organisation.model.ts';
import {
  PLATFORM_ID,
  type Invite,
  type Member,
  type NewSettings,
  type OrganisationKind,
  type OrganisationRecord,
  type Settings,
  type Standing,
} from './organisation.ts';

type Update = UpdateQueryKnownOnly<OrganisationDoc>;

/** How many commands an organisation remembers; a repeat comes within minutes. */
const REMEMBERED = 200;
/** How many invites it remembers; the oldest have run out long since. */
const INVITES = 500;

/** Every way the organisations collection is read or written: one function, one statement. */
export function createOrganisationStore(db: Connection) {
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
    /** Returns false, and stores nothing, if the id or the command key is taken. */
    async insert(org: OrganisationRecord): Promise<boolean> {
      try {
        await Organisations.create(toDoc(org));
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },

    async byId(orgId: string): Promise<OrganisationRecord | undefined> {
      return toRecord(await Organisations.findOne({ _id: orgId }).lean());
    },

    async byCommand(enteredBy: string, key: string): Promise<OrganisationRecord | undefined> {
      return toRecord(await Organisations.findOne({ enteredBy, 'command.key': key }).lean());
    },

    async byInvite(hash: string): Promise<OrganisationRecord | undefined> {
      return toRecord(await Organisations.findOne({ 'invites.hash': hash }).lean());
    },

    /** The organisations a person belongs to, in the order they were entered. */
    async ofUser(userId: string): Promise<OrganisationRecord[]> {
      const docs = await Organisations.find({ 'members.userId': userId })
        .sort({ enteredAt: 1, _id: 1 })
        .limit(50)
        .lean();
      return docs.map((doc) => toRecord(doc));
    },

    /** The newest first. */
    async list({ standing, kind, limit }: OrganisationQuery): Promise<OrganisationRecord[]> {
      const docs = await Organisations.find({
        ...(standing !== undefined && { standing }),
        ...(kind !== undefined && { kind }),
      })
        .sort({ enteredAt: -1, _id: -1 })
        .limit(limit)
        .lean();
      return docs.map((doc) => toRecord(doc));
    },

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
      const { deliveryDays, ...rest } = settings;
      const $set = { settings: { ...rest, deliveryDays: [...deliveryDays] }, address, contact };
      return change({ orgId, command }, { $set });
    },

    addInvite(orgId: string, invite: Invite, command: Command) {
      return change({ orgId, command }, { push: { invites: inviteRow(invite) } });
    },

    /** The only way in while nobody is in; a newer link replaces the older. */
    async inviteFirstOperator({ duties, ...invite }: Invite): Promise<boolean> {
      const { matchedCount } = await Organisations.updateOne(
        { _id: PLATFORM_ID, members: trusted({ $size: 0 }) },
        { $set: { invites: [{ ...invite, duties: [...duties] }] } } satisfies Update,
      );
      return matchedCount === 1;
    },

    /**
     * Takes up an invite: marks it used and adds the member in one statement, so that of two at
     * once one comes in. Returns false when it was used, has run out, or the person is in already.
     */
    async acceptInvite(
      { orgId, hash }: { orgId: string; hash: string },
      { userId, duties, since }: Member,
    ): Promise<boolean> {
      const open = { hash, usedBy: null, endsAt: { $gt: since } };
      const { matchedCount } = await Organisations.updateOne(
        {
          _id: orgId,
          invites: trusted({ $elemMatch: open }),
          'members.userId': trusted({ $ne: userId }),
        },
        {
          $set: { 'invites.$[taken].usedBy': userId },
          $push: { members: { userId, duties: [...duties], since } },
        } as Update, // mongoose's type knows no filtered position
        { arrayFilters: [{ 'taken.hash': hash }] },
      );
      return matchedCount === 1;
    },

    /** Sets duties; taking `admin` away needs another admin. */
    setDuties(orgId: string, { userId, duties, command }: DutiesChange) {
      const member = { members: trusted({ $elemMatch: { userId } }) };
      const guard: QueryFilter<OrganisationDoc> = duties.includes('admin')
        ? member
        : { $and: [member, anotherAdmin(userId)] };
      return changeMember(orgId, { userId, guard, command, duties });
    },

    /** Takes a member out; the last admin stays. */
    removeMember(orgId: string, { userId, command }: Omit<DutiesChange, 'duties'>) {
      const guard: QueryFilter<OrganisationDoc> = {
        $and: [{ members: trusted({ $elemMatch: { userId } }) }, anotherAdmin(userId)],
      };
      return change({ orgId, command, guard }, { $pull: { members: { userId } } });
    },
  };

  async function changeMember(
    orgId: string,
    { userId, guard, command, duties }: DutiesChange & { guard: QueryFilter<OrganisationDoc> },
  ): Promise<boolean> {
    const { matchedCount } = await Organisations.updateOne(
      { ...guard, _id: orgId, 'done.key': trusted({ $ne: command.key }) },
      {
        $set: { 'members.$[one].duties': [...duties] },
        $push: { done: { $each: [command], $slice: -REMEMBERED } },
      } as Update, // mongoose's type knows no filtered position
      { arrayFilters: [{ 'one.userId': userId }] },
    );
    return matchedCount === 1;
  }
}

export type OrganisationStore = ReturnType<typeof createOrganisationStore>;

interface Change {
  readonly orgId: string;
  readonly command: Command;
  readonly guard?: QueryFilter<OrganisationDoc>;
}

export interface OrganisationQuery {
  readonly standing?: Standing | undefined;
  readonly kind?: OrganisationKind | undefined;
  readonly limit: number;
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

interface DutiesChange {
  readonly userId: string;
  readonly duties: Member['duties'];
  readonly command: Command;
}

/** Somebody else here is an admin. */
function anotherAdmin(userId: string): QueryFilter<OrganisationDoc> {
  return { members: trusted({ $elemMatch: { userId: { $ne: userId }, duties: 'admin' } }) };
}

function inviteRow({ duties, ...invite }: Invite) {
  return { $each: [{ ...invite, duties: [...duties] }], $slice: -INVITES };
}

function toDoc({ members, invites, done, paperIds, settings, ...org }: OrganisationRecord) {
  return {
    ...org,
    paperIds: [...paperIds],
    settings: { ...settings, deliveryDays: [...settings.deliveryDays] },
    members: members.map(({ duties, ...member }) => ({ ...member, duties: [...duties] })),
    invites: invites.map(({ duties, ...invite }) => ({ ...invite, duties: [...duties] })),
    done: [...done],
  };
}

function toRecord(doc: OrganisationDoc): OrganisationRecord;
function toRecord(doc: OrganisationDoc | null): OrganisationRecord | undefined;
function toRecord(doc: OrganisationDoc | null): OrganisationRecord | undefined {
  if (!doc) return undefined;
  return {
    ...doc,
    address: doc.address ?? '',
    why: doc.why ?? '',
    countyId: COUNTY_IDS.find((id) => id === doc.countyId) ?? null,
    districtId: doc.districtId ?? null,
    settings: { ...doc.settings, approval: doc.settings.approval ?? null },
    invites: doc.invites.map((invite) => ({ ...invite, usedBy: invite.usedBy ?? null })),
  };
}
