import type { Connection, UpdateQueryKnownOnly } from 'mongoose';
import { isDuplicate, trusted } from '../../platform/database.ts';
import type { FileKind, StoredFile, StoredSize } from './media.ts';
import { fileModel, type FileDoc } from './media.model.ts';

type Update = UpdateQueryKnownOnly<FileDoc>;

/** Who uploaded what, and when. */
interface Sending {
  readonly source: string;
  readonly orgId: string;
  readonly at: Date;
}

/** Every way the files collection is read or written: one function, one statement. */
export function createFileStore(db: Connection) {
  const Files = fileModel(db);
  return { ...intakeOf(Files), ...useOf(Files) };
}

export type FileStore = ReturnType<typeof createFileStore>;

type Files = ReturnType<typeof fileModel>;

function intakeOf(Files: Files) {
  return {
    /** Returns false, and stores nothing, if these bytes are a file already. */
    async insert({ id, blobs, sources, orgIds, attached, ...facts }: StoredFile): Promise<boolean> {
      try {
        await Files.create({
          ...facts,
          _id: id,
          blobs: blobs.map((blob) => ({ ...blob })),
          sources: [...sources],
          orgIds: [...orgIds],
          attached: [...attached],
        });
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },

    async byId(id: string): Promise<StoredFile | undefined> {
      return toFile(await Files.findOne({ _id: id }).lean());
    },

    async byIds(ids: readonly string[]): Promise<StoredFile[]> {
      const docs = await Files.find({ _id: trusted({ $in: [...ids] }) })
        .sort({ _id: 1 })
        .lean();
      return docs.map((doc) => toFile(doc));
    },

    async bySource(source: string, kind: FileKind): Promise<StoredFile | undefined> {
      return toFile(await Files.findOne({ sources: source, kind }).sort({ _id: 1 }).lean());
    },

    /** Notes that it was sent again: its day begins anew. False if it is gone meanwhile. */
    async sentAgain(id: string, { source, orgId, at }: Sending): Promise<boolean> {
      const update: Update = {
        $addToSet: { sources: source, orgIds: orgId },
        $max: { at },
      };
      return (await Files.updateOne({ _id: id }, update)).matchedCount === 1;
    },
  };
}

function useOf(Files: Files) {
  return {
    /** Ties it to what it belongs to; only to a file of this kind, sent by this organisation. */
    async attach(
      id: string,
      { ref, kind, orgId }: { ref: string; kind: FileKind; orgId: string },
    ): Promise<boolean> {
      const update: Update = { $addToSet: { attached: ref } };
      return (await Files.updateOne({ _id: id, kind, orgIds: orgId }, update)).matchedCount === 1;
    },

    async detach(id: string, ref: string): Promise<void> {
      await Files.updateOne({ _id: id }, { $pull: { attached: ref } } satisfies Update);
    },

    /** What belongs to nothing and was last sent before `before`. */
    async unattached(before: Date, limit: number): Promise<StoredFile[]> {
      const docs = await Files.find({
        at: trusted({ $lt: before }),
        attached: trusted({ $size: 0 }),
      })
        .sort({ at: 1, _id: 1 })
        .limit(limit)
        .lean();
      return docs.map((doc) => toFile(doc));
    },

    /** Removes the row if it still belongs to nothing and was not sent again. */
    async removeUnattached(id: string, before: Date): Promise<boolean> {
      const { deletedCount } = await Files.deleteOne({
        _id: id,
        at: trusted({ $lt: before }),
        attached: trusted({ $size: 0 }),
      });
      return deletedCount === 1;
    },

    async needsBlob(blob: string): Promise<boolean> {
      return (await Files.findOne({ 'blobs.blob': blob }, { _id: 1 }).lean()) !== null;
    },
  };
}

function toFile(doc: FileDoc): StoredFile;
function toFile(doc: FileDoc | null): StoredFile | undefined;
function toFile(doc: FileDoc | null): StoredFile | undefined {
  if (!doc) return undefined;
  const { _id: id, blobs, capturedOn, ...facts } = doc;
  return {
    ...facts,
    id,
    capturedOn: capturedOn ?? null,
    blobs: blobs.map(({ size, width, height, ...blob }) => ({
      ...blob,
      size: size satisfies StoredSize,
      width: width ?? null,
      height: height ?? null,
    })),
  };
}
