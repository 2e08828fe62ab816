import type { Connection, QueryFilter, UpdateQueryKnownOnly } from 'mongoose';
import { trusted } from '../../platform/database.ts';
import type { Command } from '../../shared/command.ts';
import { organisationModel, REMEMBERED, type OrganisationDoc } from './organisation.model.ts';
import { PLATFORM_ID, type Invite, type Member } from './organisation.ts';

type Update = UpdateQueryKnownOnly<OrganisationDoc>;

/** Who comes into an organisation, what they may do, and who goes. */
export function createMemberStore(db: Connection) {
  const Organisations = organisationModel(db);

  return {
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
        },
        { arrayFilters: [{ 'taken.hash': hash }] },
      );
      return matchedCount === 1;
    },

    /** Sets duties, once per command; taking `admin` away needs another admin. */
    async setDuties(orgId: string, { userId, duties, command }: DutiesChange): Promise<boolean> {
      const needed = duties.includes('admin') ? [] : [anotherAdmin(userId)];
      const { matchedCount } = await Organisations.updateOne(
        { $and: [isMember(userId), ...needed], ...fresh(orgId, command) },
        {
          $set: { 'members.$[one].duties': [...duties] },
          $push: { done: remember(command) },
        },
        { arrayFilters: [{ 'one.userId': userId }] },
      );
      return matchedCount === 1;
    },

    /** Takes a member out, once per command; the last admin stays. */
    async remove(orgId: string, { userId, command }: Removal): Promise<boolean> {
      const { matchedCount } = await Organisations.updateOne(
        { $and: [isMember(userId), anotherAdmin(userId)], ...fresh(orgId, command) },
        { $pull: { members: { userId } }, $push: { done: remember(command) } } satisfies Update,
      );
      return matchedCount === 1;
    },
  };
}

export type MemberStore = ReturnType<typeof createMemberStore>;

interface Removal {
  readonly userId: string;
  readonly command: Command;
}

interface DutiesChange extends Removal {
  readonly duties: Member['duties'];
}

/** This organisation, if the command was not carried out on it before. */
function fresh(orgId: string, { key }: Command): QueryFilter<OrganisationDoc> {
  return { _id: orgId, 'done.key': trusted({ $ne: key }) };
}

function remember(command: Command) {
  return { $each: [command], $slice: -REMEMBERED };
}

function isMember(userId: string): QueryFilter<OrganisationDoc> {
  return { 'members.userId': userId };
}

/** Somebody else here is an admin. */
function anotherAdmin(userId: string): QueryFilter<OrganisationDoc> {
  return { members: trusted({ $elemMatch: { userId: { $ne: userId }, duties: 'admin' } }) };
}
