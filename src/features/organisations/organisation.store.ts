import type { Connection } from 'mongoose';
import { isDuplicate } from '../../platform/database.ts';
import { COUNTY_IDS } from '../../shared/facts/places.ts';
import { organisationModel, type OrganisationDoc } from './organisation.model.ts';
import type { OrganisationKind, OrganisationRecord, Standing } from './organisation.ts';

/** How organisations are entered and read: one function, one statement. */
export function createOrganisationStore(db: Connection) {
  const Organisations = organisationModel(db);

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
  };
}

export type OrganisationStore = ReturnType<typeof createOrganisationStore>;

export interface OrganisationQuery {
  readonly standing?: Standing | undefined;
  readonly kind?: OrganisationKind | undefined;
  readonly limit: number;
}

function toDoc({ members, invites, done, paperIds, settings, ...org }: OrganisationRecord) {
  return {
    ...org,
    paperIds: [...paperIds],
    settings: {
      ...settings,
      deliveryDays: [...settings.deliveryDays],
      approvals: [...settings.approvals],
    },
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
    countyId: COUNTY_IDS.find((id) => id === doc.countyId) ?? null,
    districtId: doc.districtId ?? null,
    settings: {
      ...doc.settings,
      payerId: doc.settings.payerId ?? null,
      payTo: doc.settings.payTo ?? null,
    },
    invites: doc.invites.map((invite) => ({ ...invite, usedBy: invite.usedBy ?? null })),
  };
}
