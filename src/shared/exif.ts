import { isDay, type Day } from './day.ts';

const EXIF_DIRECTORY = 0x8769;
const TAKEN_AT = 0x9003; // DateTimeOriginal
const CHANGED_AT = 0x0132; // DateTime

/**
 * The day a camera says it took the picture, from an EXIF block (with or without its `Exif\0\0`
 * heading); undefined where it does not say so clearly. Reads that and nothing else.
 */
export function capturedOn(exif: Uint8Array): Day | undefined {
  try {
    return readDay(exif);
  } catch (error) {
    if (error instanceof RangeError) return undefined; // it points outside itself
    throw error;
  }
}

/** The EXIF block of a JPEG file, from its first bytes; undefined if it has none. */
export function exifOf(jpeg: Uint8Array): Uint8Array | undefined {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  let at = 2;
  while (at + 4 < view.byteLength && view.getUint8(at) === 0xff) {
    const length = view.getUint16(at + 2);
    if (view.getUint8(at + 1) === 0xe1 && textAt(jpeg, at + 4, 4) === 'Exif') {
      return jpeg.subarray(at + 4, at + 2 + length);
    }
    at += 2 + length;
  }
  return undefined;
}

function readDay(exif: Uint8Array): Day | undefined {
  const tiff = textAt(exif, 0, 4) === 'Exif' ? exif.subarray(6) : exif;
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const little = textAt(tiff, 0, 2) === 'II';
  const first = view.getUint32(4, little);
  const inner = entryOf(view, { at: first, tag: EXIF_DIRECTORY, little });
  const taken =
    inner === undefined ? undefined : entryOf(view, { at: inner, tag: TAKEN_AT, little });
  const place = taken ?? entryOf(view, { at: first, tag: CHANGED_AT, little });
  if (place === undefined) return undefined;
  const day = textAt(tiff, place, 10).replaceAll(':', '-');
  return isDay(day) ? day : undefined;
}

interface Entry {
  readonly at: number;
  readonly tag: number;
  readonly little: boolean;
}

/** The value or place that an entry of a directory holds. */
function entryOf(view: DataView, { at, tag, little }: Entry): number | undefined {
  const entries = Math.min(view.getUint16(at, little), 500);
  for (let n = 0; n < entries; n += 1) {
    const entry = at + 2 + n * 12;
    if (view.getUint16(entry, little) === tag) return view.getUint32(entry + 8, little);
  }
  return undefined;
}

function textAt(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
