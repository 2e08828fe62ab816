import { capturedOn, exifOf } from '../../shared/exif.ts';

const SIDE = 1_600; // px
const QUALITY = 0.8;
/** Capture time stands at the beginning of a JPEG. */
const HEAD = 131_072;

/** A photo as it is sent: smaller, without position, and when the camera says it was taken. */
interface Shrunk {
  readonly blob: Blob;
  readonly name: string;
  readonly capturedOn?: string;
}

/**
 * Makes a phone's photo small enough for a village's network: 2.7 MB → 0.3 MB. What this browser
 * cannot decode goes as it is; the server says what it thinks of it.
 */
export async function shrink(file: File): Promise<Shrunk> {
  const day = await dayOf(file);
  const blob = (await drawn(file).catch(() => undefined)) ?? file;
  return { blob, name: blob === file ? file.name : 'photo.jpg', ...(day && { capturedOn: day }) };
}

async function drawn(file: File): Promise<Blob | undefined> {
  const image = await decoded(file);
  const scale = Math.min(1, SIDE / Math.max(image.width, image.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  const context = canvas.getContext('2d');
  if (!context) return undefined;
  context.fillStyle = '#fff'; // a transparent picture on white
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => {
    canvas.toBlob(
      (blob) => {
        resolve(blob ?? undefined);
      },
      'image/jpeg',
      QUALITY,
    );
  });
}

/** An image element turns upright by itself, everywhere. */
async function decoded(file: File): Promise<HTMLImageElement> {
  const url = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    return image;
  } finally {
    URL.revokeObjectURL(url);
  }
}

async function dayOf(file: File): Promise<string | undefined> {
  try {
    const head = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
    const exif = exifOf(head);
    return exif && capturedOn(exif);
  } catch {
    return undefined; // not a JPEG, or cut off: then nobody knows
  }
}
