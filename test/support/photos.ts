import { randomFillSync } from 'node:crypto';
import sharp from 'sharp';

let photo12MP: Promise<Buffer> | undefined;

/**
 * A phone's JPEG of 12 million pixels, about 3 MB: noise, held upright (orientation 6), taken on
 * 2026-09-18, with a position in it that must never be published. Made once in a run.
 */
export function aPhoto12MP(): Promise<Buffer> {
  photo12MP ??= makePhoto({ width: 4_000, height: 3_000, quality: 50 });
  return photo12MP;
}

/** A small photo; another `seed`, another photo. */
export function aSmallPhoto(seed = 1): Promise<Buffer> {
  return makePhoto({ width: 320, height: 240, quality: 80, seed });
}

/** A PDF of one page; another `words`, another PDF. */
export function aPdf(words = 'Conformity certificate'): Buffer {
  const text = `BT /F1 24 Tf 72 720 Td (${words}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let pdf = '%PDF-1.4\n';
  const places = objects.map((body, index) => {
    const at = pdf.length;
    pdf += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const xref = pdf.length;
  pdf += `xref\n0 6\n0000000000 65535 f \n${places.join('')}trailer\n<< /Size 6 /Root 1 0 R >>\n`;
  return Buffer.from(`${pdf}startxref\n${xref}\n%%EOF\n`, 'latin1');
}

interface PhotoOf {
  readonly width: number;
  readonly height: number;
  readonly quality: number;
  readonly seed?: number;
}

async function makePhoto({ width, height, quality, seed }: PhotoOf): Promise<Buffer> {
  const pixels = Buffer.alloc(width * height * 3);
  if (seed === undefined) randomFillSync(pixels);
  else pixels.forEach((_, at) => (pixels[at] = (at * seed * 2_654_435_761) >>> 24));
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality })
    .withMetadata({ orientation: 6 })
    .withExifMerge({
      IFD0: { Make: 'TestPhone' },
      IFD2: { DateTimeOriginal: '2026:09:18 07:30:00' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '34/1 26/1 33/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '116/1 22/1 1/1',
      },
    })
    .toBuffer();
}
