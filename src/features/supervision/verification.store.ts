import type { Connection, UpdateQueryKnownOnly } from 'mongoose';
import { isDuplicate, trusted } from '../../platform/database.ts';
import type { Verification } from './verification.ts';
import { verificationModel, type VerificationDoc } from './verification.model.ts';

export type StoredVerification = Verification & { readonly productId: string };

/** Append-only; only `toldAt` is set once, when the trace writer has taken the decision. */
export function createVerificationStore(db: Connection) {
  const Verifications = verificationModel(db);

  return {
    /** Returns false if the id or the officer's command key is taken. */
    async insert(verification: StoredVerification): Promise<boolean> {
      try {
        await Verifications.create({
          ...verification,
          checks: [...verification.checks],
          toldAt: null,
        });
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },

    async byCommand(officerId: string, key: string): Promise<StoredVerification | undefined> {
      return toVerification(await Verifications.findOne({ officerId, 'command.key': key }).lean());
    },

    countOf(batchId: string, officerId: string): Promise<number> {
      return Verifications.countDocuments({ batchId, officerId });
    },

    /** Newest first. */
    async ofBatch(batchId: string): Promise<StoredVerification[]> {
      const docs = await Verifications.find({ batchId }).sort({ at: -1, _id: -1 }).lean();
      return docs.map((doc) => toVerification(doc));
    },

    async newestOf(batchId: string): Promise<StoredVerification | undefined> {
      return toVerification(
        await Verifications.findOne({ batchId }).sort({ at: -1, _id: -1 }).lean(),
      );
    },

    /** The newest of each of these batches that has one. */
    async newestOfMany(batchIds: readonly string[]): Promise<Map<string, StoredVerification>> {
      const docs = await Verifications.find({ batchId: trusted({ $in: [...batchIds] }) })
        .sort({ at: 1, _id: 1 })
        .lean();
      return new Map(docs.map((doc) => [doc.batchId, toVerification(doc)])); // the last one stays
    },

    async untold(limit: number): Promise<StoredVerification[]> {
      const docs = await Verifications.find({ toldAt: null })
        .sort({ at: 1, _id: 1 })
        .limit(limit)
        .lean();
      return docs.map((doc) => toVerification(doc));
    },

    async markTold(id: string, at: Date): Promise<void> {
      const update = { $set: { toldAt: at } } satisfies UpdateQueryKnownOnly<VerificationDoc>;
      await Verifications.updateOne({ _id: id, toldAt: null }, update);
    },
  };
}

export type VerificationStore = ReturnType<typeof createVerificationStore>;

function toVerification(doc: VerificationDoc): StoredVerification;
function toVerification(doc: VerificationDoc | null): StoredVerification | undefined;
function toVerification(doc: VerificationDoc | null): StoredVerification | undefined {
  if (!doc) return undefined;
  const { words, place, toldAt: _, checks, ...facts } = doc;
  return {
    ...facts,
    checks: checks.map(({ id, outcome, facts: found }) => ({
      id,
      outcome,
      facts: found as StoredVerification['checks'][number]['facts'], // stored as it was computed
    })),
    words: words ?? '',
    ...(typeof place === 'string' && { place }),
  };
}
