import { readFile } from 'node:fs/promises';
import type { BlobStore } from '../../platform/blobs.ts';
import type { ImageReply, Images, Recipe } from '../../platform/images.ts';
import type { Actor } from '../../shared/actor.ts';
import type { Day } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import { capturedOn } from '../../shared/exif.ts';
import type { FileKind, StoredBlob, StoredFile } from './media.ts';
import { kindOf } from './media.kinds.ts';
import type { FileStore } from './media.store.ts';

const PHOTO: readonly Recipe[] = [
  { size: 'jpg1600', width: 1_600, format: 'jpeg', quality: 80 },
  { size: 'w1200', width: 1_200, format: 'webp', quality: 76 },
  { size: 'w480', width: 480, format: 'webp', quality: 74 },
  { size: 'w96', width: 96, height: 72, format: 'webp', quality: 70 },
];
/** Small print must stay readable. No photo is made at this quality, so no photo has a paper's id. */
const SCAN: readonly Recipe[] = [{ size: 'original', width: 2_400, format: 'jpeg', quality: 84 }];

export interface IntakeDeps {
  files: FileStore;
  blobs: BlobStore;
  images: Images;
  now: () => Date;
}

/** A file as it came in: bytes on disk that nobody has looked at, and the hash of them. */
export interface Incoming {
  readonly path: string;
  readonly sha256: string;
  /** What the sender says; the file itself knows better. */
  readonly capturedOn?: Day | undefined;
}

type By = Pick<Actor, 'userId' | 'orgId'>;

/** How files come in: bytes are stored first, then the row that names them. */
export function createIntake({ files, blobs, images, now }: IntakeDeps) {
  /**
   * Checks a photo, makes its sizes and stores them; the same bytes are the same file.
   * @throws AppError `photo.heic`, `photo.unsupported`, `image.unreadable`, `image.too-many-pixels`,
   * `image.too-slow`, `image.busy`, `storage.full`
   */
  function storePhoto(incoming: Incoming, by: By): Promise<StoredFile> {
    return store('photo', incoming, by);
  }

  /** Checks a paper and stores it: a PDF as it is, a picture made anew. @throws AppError as above, `paper.broken` */
  function storePaper(incoming: Incoming, by: By): Promise<StoredFile> {
    return store('paper', incoming, by);
  }

  async function store(kind: FileKind, incoming: Incoming, by: By): Promise<StoredFile> {
    const earlier = await files.bySource(incoming.sha256, kind);
    if (earlier) {
      const sending = { source: incoming.sha256, orgId: by.orgId, at: now() };
      if (await files.sentAgain(earlier.id, sending)) return earlier;
    }
    return keep(await contentOf(kind, incoming.path), { kind, incoming, by });
  }

  async function contentOf(kind: FileKind, path: string): Promise<Content> {
    if ((await kindOf(path, kind)) === 'pdf') {
      const bytes = await readFile(path);
      const pdf = {
        size: 'original',
        mediaType: 'application/pdf',
        bytes,
        width: null,
        height: null,
      };
      return { pictures: [pdf as Part], exif: undefined };
    }
    const reply = await images.derive(path, kind === 'photo' ? PHOTO : SCAN);
    return { ...reply, pictures: reply.pictures as Part[] }; // their sizes are those of the recipes
  }

  async function keep({ pictures, exif }: Content, { kind, incoming, by }: Kept) {
    const stored = await Promise.all(
      pictures.map(async ({ bytes, ...part }): Promise<StoredBlob> => {
        return { ...part, blob: await blobs.write(bytes), bytes: bytes.length };
      }),
    );
    const [main] = stored;
    if (!main) throw new Error('a file without bytes');
    const file: StoredFile = {
      ...{ id: main.blob, kind, blobs: stored, sources: [incoming.sha256] },
      ...{
        capturedOn: (exif && capturedOn(exif)) ?? incoming.capturedOn ?? null,
        orgIds: [by.orgId],
        by: by.userId,
      },
      ...{ at: now(), attached: [] },
    };
    const sending = { source: incoming.sha256, orgId: by.orgId, at: file.at };
    for (let tries = 0; tries < 3; tries += 1) {
      if (await files.insert(file)) return file;
      const known = (await files.sentAgain(file.id, sending)) && (await files.byId(file.id));
      if (known) return known;
    }
    throw new AppError('busy', 'file.busy', 'Please try again.');
  }

  return { storePhoto, storePaper };
}

interface Content {
  readonly pictures: readonly Part[];
  readonly exif: ImageReply['exif'];
}

interface Part extends Pick<StoredBlob, 'size' | 'mediaType' | 'width' | 'height'> {
  readonly bytes: Uint8Array;
}

interface Kept {
  readonly kind: FileKind;
  readonly incoming: Incoming;
  readonly by: By;
}
