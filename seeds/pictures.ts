import { createHash, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import type { Actor } from '../src/shared/actor.ts';
import type { Stage } from './stage.ts';

type Colour = readonly [red: number, green: number, blue: number];

/** Colours of goods and hills of a drawn illustration: there are no photos of made-up batches. */
const COLOURS: Readonly<Record<string, readonly [goods: Colour, edge: Colour]>> = {
  fruit: [
    [236, 203, 98],
    [201, 154, 53],
  ],
  vegetable: [
    [127, 178, 127],
    [63, 122, 87],
  ],
  mushroom: [
    [169, 116, 79],
    [120, 82, 55],
  ],
  tuber: [
    [181, 101, 74],
    [138, 70, 50],
  ],
  egg: [
    [246, 231, 212],
    [207, 174, 138],
  ],
  grain: [
    [224, 182, 76],
    [185, 134, 26],
  ],
  meat: [
    [217, 136, 128],
    [165, 52, 60],
  ],
  poultry: [
    [230, 185, 138],
    [138, 90, 43],
  ],
  wine: [
    [91, 47, 63],
    [60, 28, 40],
  ],
};
const OTHERS: readonly [Colour, Colour] = [
  [242, 214, 121],
  [185, 134, 26],
];
const SKY: Colour = [247, 243, 230];
const HILLS: Colour = [147, 187, 174];
const GROUND: Colour = [107, 82, 51];
const WIDTH = 960;
const HEIGHT = 720;

/** Heaps of round goods before the hills, pixel by pixel: this process reads no drawing languages. */
function drawing(category: string, variant: number): Buffer {
  const [goods, edge] = COLOURS[category] ?? OTHERS;
  const heaps = Array.from({ length: 9 }, (_, i) => ({
    x: 110 + (i % 3) * 300 + ((i * 67 + variant * 53) % 90),
    y: 330 + Math.floor(i / 3) * 120 + ((i * 31 + variant * 41) % 40),
    across: 92,
    high: 66 + ((i + variant) % 4) * 8,
  }));
  const pixels = Buffer.alloc(WIDTH * HEIGHT * 3);
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      const depth = Math.min(
        ...heaps.map((h) => ((x - h.x) / h.across) ** 2 + ((y - h.y) / h.high) ** 2),
      );
      const colour = depth < 0.86 ? goods : depth < 1 ? edge : scenery(x, y);
      pixels.set(colour, (y * WIDTH + x) * 3);
    }
  }
  return pixels;
}

function scenery(x: number, y: number): Colour {
  if (y > HEIGHT - 66) return GROUND;
  return y > 270 + 46 * Math.sin(x / 130) ? HILLS : SKY;
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

/** Files as people would upload them; the same drawing is made and stored once. */
export function createPictures({ services: { media } }: Pick<Stage, 'services'>) {
  const drawn = new Map<string, Promise<Buffer>>();

  function jpegOf(category: string, variant: number): Promise<Buffer> {
    const raw = { width: WIDTH, height: HEIGHT, channels: 3 } as const;
    return sharp(drawing(category, variant), { raw }).jpeg({ quality: 80 }).toBuffer();
  }

  async function incoming(bytes: Buffer, ending: string) {
    const file = path.join(media.temporaryFolder, `${randomUUID()}.${ending}`);
    await writeFile(file, bytes);
    return { path: file, sha256: createHash('sha256').update(bytes).digest('hex') };
  }

  /** An illustration of goods of this category, uploaded by `by`. */
  async function photo(category: string, variant: number, by: Actor): Promise<string> {
    const key = category in COLOURS ? category : 'other';
    const bytes = drawn.get(key) ?? jpegOf(key, variant % 2);
    drawn.set(key, bytes);
    return (await media.storePhoto(await incoming(await bytes, 'jpg'), by)).id;
  }

  /** The scan of a paper. */
  async function paper(text: string, by: Actor): Promise<string> {
    return (await media.storePaper(await incoming(demoPdf(text), 'pdf'), by)).id;
  }

  return { photo, paper };
}

export type Pictures = ReturnType<typeof createPictures>;
