import type { Connection, UpdateQueryKnownOnly } from 'mongoose';
import { isDuplicate, trusted } from '../../platform/database.ts';
import { draftModel, type DraftDoc } from './draft.model.ts';
import { NO_DRAFT, type Draft, type DraftRow } from './draft.ts';

type Update = UpdateQueryKnownOnly<DraftDoc>;

/** Rows a draft may have; more are an import gone wrong. */
const ROWS = 600;

/** Drafts of order sheets: one function, one statement; each row is saved on its own. */
export function createDraftStore(db: Connection) {
  const Drafts = draftModel(db);

  return {
    async byId(_id: string): Promise<Draft | undefined> {
      const doc = await Drafts.findOne({ _id }).lean();
      return doc
        ? { ...doc, placed: doc.placed ?? null, placedAt: doc.placedAt ?? null }
        : undefined;
    },

    /** Makes sure there is one. */
    async open(_id: string): Promise<void> {
      try {
        await Drafts.create({ ...NO_DRAFT, rows: [], _id });
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    },

    /** Writes a row that is there, if it is still as it was seen. */
    async change(_id: string, row: DraftRow): Promise<boolean> {
      const seen = { offerId: row.offerId, rev: row.rev - 1 };
      const { modifiedCount } = await Drafts.updateOne(
        { _id, rows: trusted({ $elemMatch: seen }) },
        { $set: { 'rows.$': toRow(row) } },
      );
      return modifiedCount === 1;
    },

    /** Writes a row that is not there yet. */
    async add(_id: string, row: DraftRow): Promise<boolean> {
      const { modifiedCount } = await Drafts.updateOne(
        {
          _id,
          'rows.offerId': trusted({ $ne: row.offerId }),
          [`rows.${ROWS - 1}`]: trusted({ $exists: false }),
        },
        { $push: { rows: toRow(row) } } satisfies Update,
      );
      return modifiedCount === 1;
    },

    async setNote(_id: string, note: string, seen: number): Promise<boolean> {
      const { modifiedCount } = await Drafts.updateOne({ _id, noteRev: seen }, {
        $set: { note, noteRev: seen + 1 },
      } satisfies Update);
      return modifiedCount === 1;
    },

    /** It became this order: empty again, once per order. */
    async placed(_id: string, groupId: string, at: Date): Promise<void> {
      await Drafts.updateOne({ _id, placed: trusted({ $ne: groupId }) }, {
        $set: { rows: [], note: '', placed: groupId, placedAt: at },
        $inc: { noteRev: 1 },
      } satisfies Update);
    },
  };
}

export type DraftStore = ReturnType<typeof createDraftStore>;

function toRow(row: DraftRow) {
  return { ...row, substitutes: [...row.substitutes] };
}
