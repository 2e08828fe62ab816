import type { Connection, UpdateQueryKnownOnly } from 'mongoose';
import { isDuplicate, trusted } from '../../platform/database.ts';
import type { Authorisation, Base, Plot } from './base.ts';
import { baseModel, type BaseDoc } from './base.model.ts';

type Update = UpdateQueryKnownOnly<BaseDoc>;

/** Every way the bases collection is read or written: one function, one statement. */
export function createBaseStore(db: Connection) {
  const Bases = baseModel(db);
  return { ...basesIn(Bases), ...partsIn(Bases) };
}

export type BaseStore = ReturnType<typeof createBaseStore>;

type Bases = ReturnType<typeof baseModel>;

function basesIn(Bases: Bases) {
  return {
    /** Returns false, and stores nothing, if the id or the organisation's command key is taken. */
    async insert({ id, plots, authorisations, photos, ...facts }: Base): Promise<boolean> {
      try {
        await Bases.create({
          ...facts,
          _id: id,
          photos: [...photos],
          plots: plots.map(plotDoc),
          authorisations: authorisations.map(authorisationDoc),
        });
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },

    async byId(id: string): Promise<Base | undefined> {
      return toBase(await Bases.findOne({ _id: id }).lean());
    },

    async byCommand(orgId: string, key: string): Promise<Base | undefined> {
      return toBase(await Bases.findOne({ orgId, 'command.key': key }).lean());
    },

    /** Of one organisation, or of all; oldest first, as they were registered. */
    async list(orgId: string | undefined): Promise<Base[]> {
      const docs = await Bases.find(orgId === undefined ? {} : { orgId })
        .sort({ registeredAt: 1, _id: 1 })
        .limit(500)
        .lean();
      return docs.map((doc) => toBase(doc));
    },
  };
}

function partsIn(Bases: Bases) {
  return {
    /** Adds the n-th plot, if n−1 are there and this command has added none. */
    async addPlot(id: string, orgId: string, plot: Plot): Promise<boolean> {
      const { matchedCount } = await Bases.updateOne(
        {
          _id: id,
          orgId,
          plots: trusted({ $size: plot.n - 1 }),
          'plots.command.key': trusted({ $ne: plot.command.key }),
        },
        { $push: { plots: plotDoc(plot) } } satisfies Update,
      );
      return matchedCount === 1;
    },

    /** Adds the n-th authorisation, if n−1 are there and this command has added none. */
    async addAuthorisation(id: string, orgId: string, added: Authorisation): Promise<boolean> {
      const { matchedCount } = await Bases.updateOne(
        {
          _id: id,
          orgId,
          authorisations: trusted({ $size: added.n - 1 }),
          'authorisations.command.key': trusted({ $ne: added.command.key }),
        },
        { $push: { authorisations: authorisationDoc(added) } } satisfies Update,
      );
      return matchedCount === 1;
    },

    /** Notes that an officer has seen the original; the first one stays. */
    async confirm(id: string, n: number, confirmed: { by: string; at: Date }): Promise<void> {
      await Bases.updateOne(
        { _id: id, authorisations: trusted({ $elemMatch: { n, confirmed: null } }) },
        { $set: { 'authorisations.$.confirmed': confirmed } },
      );
    },
  };
}

function plotDoc({ productIds, ...plot }: Plot) {
  return { ...plot, productIds: [...productIds] };
}

function authorisationDoc({ productScopeIds, ...authorisation }: Authorisation) {
  return { ...authorisation, productScopeIds: [...productScopeIds] };
}

function toBase(doc: BaseDoc): Base;
function toBase(doc: BaseDoc | null): Base | undefined;
function toBase(doc: BaseDoc | null): Base | undefined {
  if (!doc) return undefined;
  const { _id: id, nameEn, address, areaMu100, responsible, authorisations, ...facts } = doc;
  return {
    ...facts,
    id,
    nameEn: nameEn ?? null,
    address: address ?? null,
    areaMu100: areaMu100 ?? null,
    responsible: responsible ?? null,
    authorisations: authorisations.map(({ number, validFrom, validTo, fileId, ...rest }) => ({
      ...rest,
      number: number ?? null,
      validFrom: validFrom ?? null,
      validTo: validTo ?? null,
      fileId: fileId ?? null,
      confirmed: rest.confirmed ?? null,
    })),
  };
}
