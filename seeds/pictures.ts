import { createHash, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import type { Actor } from '../src/shared/actor.ts';
import type { Stage } from './stage.ts';

/** Ground, goods and light of a drawn illustration: there are no photos of made-up batches. */
const COLOURS: Readonly<Record<string, readonly [string, string, string]>> = {
  fruit: ['#eccb62', '#c99a35', '#5f9a6d'],
  vegetable: ['#7fb27f', '#3f7a57', '#93bbae'],
  mushroom: ['#a9744f', '#f3ebdc', '#7c8c4c'],
  tuber: ['#b5654a', '#8a4632', '#93bbae'],
  egg: ['#f6e7d4', '#cfae8a', '#b9d3cb'],
  grain: ['#e0b64c', '#b9861a', '#93bbae'],
  meat: ['#d98880', '#a5343c', '#b9d3cb'],
  poultry: ['#e6b98a', '#8a5a2b', '#b9d3cb'],
  wine: ['#5b2f3f', '#8c4a5f', '#93bbae'],
};
const OTHERS = ['#f2d679', '#b9861a', '#93bbae'] as const;

function drawing(category: string, variant: number): string {
  const [fill, edge, hills] = COLOURS[category] ?? OTHERS;
  const spots = Array.from({ length: 9 }, (_, i) => {
    const x = 140 + (i % 3) * 460 + ((i * 67 + variant * 53) % 120);
    const y = 520 + Math.floor(i / 3) * 180 + ((i * 31 + variant * 41) % 50);
    return `<ellipse cx="${x}" cy="${y}" rx="150" ry="${110 + ((i + variant) % 4) * 14}" fill="${fill}" stroke="${edge}" stroke-width="8"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="1200">
    <rect width="1600" height="1200" fill="#f7f3e6"/><circle cx="1260" cy="220" r="90" fill="#fff6da"/>
    <path d="M0 470c220-150 420-120 620 0 260-170 560-150 980 20v710H0z" fill="${hills}"/>
    ${spots.join('')}<rect y="1090" width="1600" height="110" fill="#6b5233"/></svg>`;
}

/** A PDF of one page that says what it is: the scan of a paper that does not exist. */
function demoPdf(text: string): Buffer {
  const stream = `BT /F1 18 Tf 72 720 Td (Demonstration data: ${text}) Tj ET`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${stream.length}>>stream\n${stream}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ];
  let body = '%PDF-1.4\n';
  const places = objects.map((object, i) => {
    const place = body.length;
    body += `${i + 1} 0 obj${object}endobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const head = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  const tail = `trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.from(body + head + tail, 'latin1');
}

/**
 * Files as people would upload them. All drawings are made first: once the product's own picture
 * thread runs, nothing in this process reads SVG any more, and that is right.
 */
export async function createPictures({ services: { media } }: Pick<Stage, 'services'>) {
  const categories = [...Object.keys(COLOURS), 'other'];
  const drawn = new Map<string, Buffer>();
  for (const category of categories) {
    for (const variant of [0, 1]) {
      const picture = sharp(Buffer.from(drawing(category, variant))).jpeg({ quality: 70 });
      drawn.set(`${category} ${variant}`, await picture.toBuffer());
    }
  }

  async function incoming(bytes: Buffer, ending: string) {
    const file = path.join(media.temporaryFolder, `${randomUUID()}.${ending}`);
    await writeFile(file, bytes);
    return { path: file, sha256: createHash('sha256').update(bytes).digest('hex') };
  }

  /** An illustration of goods of this category, uploaded by `by`. */
  async function photo(category: string, variant: number, by: Actor): Promise<string> {
    const known = category in COLOURS ? category : 'other';
    const bytes = drawn.get(`${known} ${variant % 2}`);
    if (!bytes) throw new RangeError(`no drawing of ${category}`);
    return (await media.storePhoto(await incoming(bytes, 'jpg'), by)).id;
  }

  /** The scan of a paper. */
  async function paper(text: string, by: Actor): Promise<string> {
    return (await media.storePaper(await incoming(demoPdf(text), 'pdf'), by)).id;
  }

  return { photo, paper };
}

export type Pictures = Awaited<ReturnType<typeof createPictures>>;
