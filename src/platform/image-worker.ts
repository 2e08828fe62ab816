import { parentPort } from 'node:worker_threads';
import sharp, { type Sharp } from 'sharp';
import type { ImageJob, ImageReply, Picture, Recipe } from './images.ts';

// Decoders are the part of an image library that hostile files are made for: only three of them.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp'].flatMap((format) => [
    `VipsForeignLoad${format}File`,
    `VipsForeignLoad${format}Buffer`,
  ]),
});
sharp.concurrency(1);
sharp.cache(false);

const LIMITS = { limitInputPixels: 50_000_000, failOn: 'warning', sequentialRead: true } as const;

/** Decodes once, upright, on white, without metadata; every picture is made from that. */
async function derive({ path, recipes, timeoutS }: ImageJob): Promise<ImageReply> {
  const source = sharp(path, LIMITS).timeout({ seconds: timeoutS });
  const { exif } = await source.metadata();
  const largest = Math.max(...recipes.map(({ width }) => width));
  const { data, info } = await source
    .autoOrient()
    .resize(largest, largest, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });

  const { width, height, channels } = info;
  const pictures: Picture[] = [];
  for (const recipe of recipes) {
    pictures.push(await make(recipe, sharp(data, { raw: { width, height, channels } })));
  }
  return { pictures, exif: exif && Uint8Array.from(exif) };
}

async function make({ size, ...recipe }: Recipe, decoded: Sharp): Promise<Picture> {
  const { width, height, format, quality } = recipe;
  const resized =
    height === undefined
      ? decoded.resize(width, width, { fit: 'inside', withoutEnlargement: true })
      : decoded.resize(width, height, { fit: 'cover' });
  const encoded = format === 'jpeg' ? resized.jpeg({ quality }) : resized.webp({ quality });
  const { data, info } = await encoded.toBuffer({ resolveWithObject: true });
  const bytes = Uint8Array.from(data);
  return { size, mediaType: `image/${format}`, bytes, width: info.width, height: info.height };
}

parentPort?.on('message', ({ id, job }: { id: number; job: ImageJob }) => {
  derive(job).then(
    (reply) => parentPort?.postMessage({ id, reply }),
    (error: unknown) => parentPort?.postMessage({ id, refusal: String(error) }),
  );
});
