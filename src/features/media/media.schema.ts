import Joi from 'joi';
import { day, fileId, maybe, object, oneOf, optional, type Infer } from '../../shared/schema.ts';
import { PHOTO_SIZES, type StoredFile } from './media.ts';

const pixels = Joi.number().integer();

export const byId = object({ id: fileId });
export const bySize = object({ id: fileId, size: oneOf(...PHOTO_SIZES) });

/** Whoever shrinks a photo takes its metadata away, and says when it was taken. */
export const photoQuery = object({ capturedOn: optional(day()) });

export const photoView = object({
  id: fileId,
  thumb: Joi.string(),
  width: maybe(pixels),
  height: maybe(pixels),
  capturedOn: maybe(day()),
});

/** Answers to uploads hold what never changes: the same bytes get the same answer. */
export function photoViewOf({ id, blobs, capturedOn }: StoredFile): Infer<typeof photoView> {
  const { width = null, height = null } = blobs[0] ?? {};
  return { id, thumb: `/files/${id}/w96`, width, height, capturedOn };
}

export const scanView = object({ id: fileId, mediaType: Joi.string(), bytes: pixels });

export function scanViewOf({ id, blobs }: StoredFile): Infer<typeof scanView> {
  const { mediaType = '', bytes = 0 } = blobs[0] ?? {};
  return { id, mediaType, bytes };
}
