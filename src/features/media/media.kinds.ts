import { open } from 'node:fs/promises';
import { fileTypeFromBuffer } from 'file-type';
import { AppError } from '../../shared/errors.ts';
import type { FileKind } from './media.ts';

const PHOTO_TYPES = ['image/jpeg', 'image/png', 'image/webp'];
const HEAD = 4_100; // what file-type looks at
const TAIL = 1_024;

/**
 * What a file is by its first bytes, never by its name. The picture library decides afterwards: a
 * list of allowed beginnings and a successful re-encoding, both.
 * @throws AppError `photo.heic`, `photo.unsupported`, `paper.unsupported` (415), `paper.broken` (400)
 */
export async function kindOf(path: string, kind: FileKind): Promise<'picture' | 'pdf'> {
  const { head, tail } = await endsOf(path);
  const mime = (await fileTypeFromBuffer(head))?.mime ?? 'unknown';

  if (PHOTO_TYPES.includes(mime)) return 'picture';
  if (/^image\/hei[cf]/.test(mime) || mime === 'image/avif') throw heic();
  if (kind === 'photo') throw unsupported('photo', PHOTO_TYPES);
  if (mime !== 'application/pdf') throw unsupported('paper', ['application/pdf', ...PHOTO_TYPES]);
  if (!isWholePdf(head, tail)) {
    throw new AppError('invalid', 'paper.broken', 'This PDF does not begin or end as one.');
  }
  return 'pdf';
}

/** Begins with `%PDF-` and ends with `%%EOF`: not cut off, and nothing else in front or behind. */
function isWholePdf(head: Buffer, tail: Buffer): boolean {
  const end = tail.toString('latin1').replace(/[\s\0]+$/, '');
  return head.subarray(0, 5).toString('latin1') === '%PDF-' && end.endsWith('%%EOF');
}

async function endsOf(path: string): Promise<{ head: Buffer; tail: Buffer }> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const head = Buffer.alloc(Math.min(HEAD, size));
    const tail = Buffer.alloc(Math.min(TAIL, size));
    await file.read(head, 0, head.length, 0);
    await file.read(tail, 0, tail.length, size - tail.length);
    return { head, tail };
  } finally {
    await file.close();
  }
}

function heic(): AppError {
  const message = 'HEIC pictures cannot be read here. Set the camera to JPEG (most compatible).';
  return new AppError('unsupported', 'photo.heic', message);
}

function unsupported(kind: FileKind, allowed: readonly string[]): AppError {
  const message = `Send one of ${allowed.join(', ')}.`;
  return new AppError('unsupported', `${kind}.unsupported`, message, { facts: { allowed } });
}
