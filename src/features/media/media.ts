import type { Day } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';

export const FILE_KINDS = ['photo', 'paper'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** The pictures made of a photo: one JPEG for every use, WebP for pages, a cover for lists. */
export const PHOTO_SIZES = ['jpg1600', 'w1200', 'w480', 'w96'] as const;
type PhotoSize = (typeof PHOTO_SIZES)[number];
/** A paper has one form, the one that is kept. */
export type StoredSize = PhotoSize | 'original';

/** Bytes that lie in the blob store under the SHA-256 of themselves. */
export interface StoredBlob {
  readonly size: StoredSize;
  readonly blob: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly width: number | null;
  readonly height: number | null;
}

/** A photo or a paper that was checked and stored. Its id is the SHA-256 of its main bytes. */
export interface StoredFile {
  readonly id: string;
  readonly kind: FileKind;
  readonly blobs: readonly StoredBlob[];
  /** What was sent, by SHA-256: the same again is the same file, without any work. */
  readonly sources: readonly string[];
  /** When the camera says it was taken. Position and the rest are dropped. */
  readonly capturedOn: Day | null;
  /** Organisations that uploaded it. */
  readonly orgIds: readonly string[];
  readonly by: string;
  /** Last upload; what is attached to nothing goes a day later. */
  readonly at: Date;
  /** What it belongs to, e.g. `base:7KQ2M9XW4A2`. */
  readonly attached: readonly string[];
}

/** Unattached files live so long. */
export const UNATTACHED_MS = 24 * 3_600_000;

export function blobOf({ blobs }: StoredFile, size: StoredSize): StoredBlob | undefined {
  return blobs.find((blob) => blob.size === size);
}

export function fileNotFound(id: string): AppError {
  return new AppError('not-found', 'file.not-found', `There is no file ${id}.`);
}
