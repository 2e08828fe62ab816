import type { Connection, UpdateQueryKnownOnly } from 'mongoose';
import { isDuplicate, trusted } from '../../platform/database.ts';
import type { Day } from '../../shared/day.ts';
import { createTakes, type TakePool } from '../takes/index.ts';
import type { Paper } from './paper.ts';
import { paperModel, type PaperDoc } from './paper.model.ts';
import type { PaperFilter } from './paper.schema.ts';

type Update = UpdateQueryKnownOnly<PaperDoc>;

/** Every way the papers collection is read or written: one function, one statement. */
export function createPaperStore(db: Connection) {
  const Papers = paperModel(db);
  return { ...papersIn(Papers), ...lotsIn(Papers) };
}

export type PaperStore = ReturnType<typeof createPaperStore>;

type Papers = ReturnType<typeof paperModel>;

function papersIn(Papers: Papers) {
  return {
    /** Returns false, and stores nothing, if the id, the number or the command key is taken. */
    async insert({ id, lots, certificate, ...facts }: Paper): Promise<boolean> {
      try {
        await Papers.create({
          ...facts,
          _id: id,
          certificate: certificate && { ...certificate, basis: [...certificate.basis] },
          lots: [...lots],
          takes: [],
        });
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },

    async byId(id: string): Promise<Paper | undefined> {
      return toPaper(await Papers.findOne({ _id: id }, { takes: 0 }).lean());
    },

    async byCommand(orgId: string, key: string): Promise<Paper | undefined> {
      return toPaper(await Papers.findOne({ orgId, 'command.key': key }, { takes: 0 }).lean());
    },

    async byNumber({ kind, issuer, no }: Pick<Paper, 'kind' | 'issuer' | 'no'>) {
      return toPaper(await Papers.findOne({ kind, issuer, no }, { takes: 0 }).lean());
    },

    /** Of one organisation, or of all; newest first. */
    async list(orgId: string | undefined, { kind, lot }: PaperFilter): Promise<Paper[]> {
      const filter = {
        ...(orgId !== undefined && { orgId }),
        ...(kind !== undefined && { kind }),
        ...(lot !== undefined && { lots: lot }),
      };
      const docs = await Papers.find(filter, { takes: 0 })
        .sort({ registeredAt: -1, _id: 1 })
        .limit(500)
        .lean();
      return docs.map((doc) => toPaper(doc));
    },
  };
}

/** What batches do with papers. */
function lotsIn(Papers: Papers) {
  return {
    async ofLot(code: string): Promise<Paper[]> {
      const docs = await Papers.find({ lots: code }, { takes: 0 }).sort({ kind: 1, _id: 1 }).lean();
      return docs.map((doc) => toPaper(doc));
    },

    /** Ties a paper to a batch; the owner is part of the filter. Repeating it changes nothing. */
    async attach(id: string, orgId: string, code: string): Promise<boolean> {
      const update: Update = { $addToSet: { lots: code } };
      return (await Papers.updateOne({ _id: id, orgId }, update)).matchedCount === 1;
    },

    async detach(id: string, orgId: string, code: string): Promise<void> {
      await Papers.updateOne({ _id: id, orgId }, { $pull: { lots: code } } satisfies Update);
    },

    /** Grams taken by batches from what a paper states. */
    takes: createTakes<Paper & TakePool>({
      async update(filter, update) {
        return (await Papers.updateOne(filter, update)).matchedCount === 1;
      },
      async read(id) {
        const doc = await Papers.findOne({ _id: id }).lean();
        return doc ? { ...toPaper(doc), _id: doc._id, takes: doc.takes } : undefined;
      },
    }),
  };
}

/** What must hold of a paper when grams are taken from it on `today`: `validOn`, as a filter. */
export function validFilter(today: Day): Record<string, unknown> {
  return {
    status: 'valid',
    validFrom: trusted({ $lte: today }),
    'test.verdict': trusted({ $ne: 'fail' }),
    $or: [{ validTo: null }, { validTo: trusted({ $gte: today }) }],
  };
}

type Read = Omit<PaperDoc, 'takes'>;

function toPaper(doc: Read): Paper;
function toPaper(doc: Read | null): Paper | undefined;
function toPaper(doc: Read | null): Paper | undefined {
  if (!doc) return undefined;
  const { _id: id, validTo, grams, leftG, fileId, certificate, test, ...facts } = doc;
  return {
    ...facts,
    id,
    validTo: validTo ?? null,
    grams: grams ?? null,
    leftG: leftG ?? null,
    fileId: fileId ?? null,
    certificate: certificate ?? null,
    test: test ?? null,
  };
}
