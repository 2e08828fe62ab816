import type { Owners } from '../../shared/actor.ts';
import { createIntake, type IntakeDeps } from './intake.service.ts';
import {
  blobOf,
  fileNotFound,
  UNATTACHED_MS,
  type FileKind,
  type StoredFile,
  type StoredSize,
} from './media.ts';

interface AttachTo {
  readonly ref: string;
  readonly kind: FileKind;
  readonly orgId: string;
}

/** What can be done with files: `intake.service.ts` has how they come in. */
export function createMediaService(deps: IntakeDeps) {
  const { files, blobs } = deps;
  const { temporaryFolder } = blobs;

  /** @throws AppError `file.not-found` */
  async function get(id: string): Promise<StoredFile> {
    const file = await files.byId(id);
    if (!file) throw fileNotFound(id);
    return file;
  }

  /** One form of a file of this kind, as bytes. @throws AppError `file.not-found` */
  async function read(id: string, form: { readonly kind: FileKind; readonly size: StoredSize }) {
    const file = await files.byId(id);
    const stored = file?.kind === form.kind ? blobOf(file, form.size) : undefined;
    const content = stored && (await blobs.read(stored.blob));
    if (!content) throw fileNotFound(id);
    return { mediaType: stored.mediaType, content };
  }

  /** Who may read a paper's file: those who sent it; officers and the operator by their role. */
  async function paperOwners(id: string): Promise<Owners | undefined> {
    const file = await files.byId(id);
    return file?.kind === 'paper' ? { cooperative: file.orgIds, canteen: file.orgIds } : undefined;
  }

  /**
   * Ties files to what they belong to, so that they stay. Safe to repeat.
   * @throws AppError `file.not-found` where one is not there, of another kind, or another's
   */
  async function attach(ids: readonly string[], to: AttachTo): Promise<void> {
    for (const id of ids) {
      if (!(await files.attach(id, to))) throw fileNotFound(id);
    }
  }

  function detach(id: string, ref: string): Promise<void> {
    return files.detach(id, ref);
  }

  return {
    ...{ get, read, paperOwners, attach, detach, temporaryFolder },
    ...createIntake(deps),
    ...createSweeps(deps),
  };
}

export type MediaService = ReturnType<typeof createMediaService>;

/** What is done later with files that nobody needs. */
function createSweeps({ files, blobs, now }: IntakeDeps) {
  /** Removes a few files that belong to nothing for a day; says how many. */
  async function sweepUnattached(): Promise<number> {
    const before = new Date(now().getTime() - UNATTACHED_MS);
    let removed = 0;
    for (const file of await files.unattached(before, 20)) {
      if (await files.removeUnattached(file.id, before)) removed += 1;
    }
    return removed;
  }

  /** Removes bytes that no row names for a day, and what broken uploads left an hour ago. */
  async function sweepOrphans(): Promise<number> {
    let removed = await blobs.removeTemporary(3_600_000);
    for (const blob of await blobs.olderThan(UNATTACHED_MS)) {
      if (await files.needsBlob(blob)) continue;
      const how = { freshMs: UNATTACHED_MS, isWanted: () => files.needsBlob(blob) };
      if (await blobs.remove(blob, how)) removed += 1;
    }
    return removed;
  }

  return { sweepUnattached, sweepOrphans };
}
