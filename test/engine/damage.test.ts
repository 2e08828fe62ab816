import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { openEngine } from '../../src/engine/index.ts';
import { openEnvironment } from '../../src/engine/storage/environment.ts';
import { checkFile, sumOf } from '../../src/engine/storage/file.ts';
import { spawnWorker } from '../../src/platform/worker.ts';

const PAGE = 4096;
const { MongoClient, MongoServerError } = mongoose.mongo;

interface Row {
  _id: number;
  slot: string;
  text: string;
}

describe('a damaged file', function () {
  this.timeout(120_000);
  const root = mkdtempSync(join(tmpdir(), 'suhang-damage-'));
  let folders = 0;
  after(() => {
    rmSync(root, { recursive: true, force: true });
  });

  function newFolder(): string {
    const folder = join(root, `${++folders}`);
    mkdirSync(folder);
    return folder;
  }
  const saysNo = (folder: string) =>
    openEngine({ folder, spawn: spawnWorker }).then(
      async (engine) => {
        await engine.close();
        return 'opened';
      },
      (error: unknown) => (error as Error).message,
    );

  /** Small and large documents, two indexes, and pages that were given back. */
  async function filled(folder: string, count = 600): Promise<void> {
    const engine = await openEngine({ folder, sync: false, spawn: spawnWorker });
    const client = await MongoClient.connect(engine.uri('x'));
    const rows = client.db('x').collection<Row>('rows');
    await rows.createIndex({ slot: 1 }, { unique: true }, {});
    await rows.createIndex({ text: 1 }, {}, {});
    const row = (_id: number) => ({ _id, slot: `s${_id}`, text: 'x'.repeat(_id % 50 || 9_000) });
    await rows.insertMany(Array.from({ length: count }, (_, i) => row(i)));
    await rows.deleteMany({ _id: { $gte: count / 2, $lt: (count * 3) / 4 } });
    await client.close();
    await engine.close();
  }

  it('is refused when a single bit was changed after it was closed, wherever', async () => {
    const folder = newFolder();
    await filled(folder);
    const file = join(folder, 'data.mdb');
    const whole = readFileSync(file);
    const left = { made: true, sum: sumOf(file) };
    const flipped = Buffer.from(whole);
    for (let round = 0; round < 200; round++) {
      whole.copy(flipped);
      const at = Math.floor(Math.random() * whole.length);
      flip(flipped, at);
      writeFileSync(file, flipped);
      const said = saidOf(() => {
        checkFile(file, left);
      });
      expect(said, `byte ${at}`).to.contain('damaged').and.contain('npm run restore');
    }
    for (let time = 0; time < 2; time++) expect(await saysNo(folder)).to.contain('damaged');
    expect(readFileSync(file).equals(flipped)).to.equal(true);
    writeFileSync(file, whole);
    expect(await saysNo(folder)).to.equal('opened');
  });

  it('is refused after a kill too, whichever page is damaged that a record is reached by', async () => {
    const folder = newFolder();
    await filled(folder, process.env['LONG'] ? 1_200 : 300);
    const whole = readFileSync(join(folder, 'data.mdb'));
    const content = recordsIn(folder);
    const damages: Record<string, (page: Buffer) => void> = {
      zeros: (page) => page.fill(0),
      ones: (page) => page.fill(0xff),
      noise: (page) => {
        page.forEach((_, i) => (page[i] = Math.floor(Math.random() * 256)));
      },
      'a bit of the head': (page) => {
        flip(page, Math.floor(Math.random() * 24));
      },
      'a bit of the places': (page) => {
        flip(page, 24 + Math.floor(Math.random() * 64));
      },
      'a bit of the records': (page) => {
        flip(page, 2_048 + Math.floor(Math.random() * 2_048));
      },
    };
    const copy = newFolder();
    const file = join(copy, 'data.mdb');
    const found = { refused: 0, harmless: 0 };
    for (let number = 0; number < whole.length / PAGE; number++)
      for (const [how, damage] of Object.entries(damages)) {
        const damaged = Buffer.from(whole);
        damage(damaged.subarray(number * PAGE, (number + 1) * PAGE));
        if (damaged.equals(whole)) continue;
        writeFileSync(file, damaged);
        const said = saidOf(() => {
          checkFile(file, { made: true });
        });
        if (said === undefined) {
          found.harmless++; // a free page, or the slack of one
          expect(recordsIn(copy), `page ${number}, ${how}`).to.equal(content);
          rmSync(`${file}-lock`, { force: true });
        } else {
          found.refused++;
          expect(said)
            .to.contain('npm run restore')
            .and.match(/Page \d+|ends before/);
          expect(readFileSync(file).equals(damaged)).to.equal(true);
        }
      }
    expect(found.refused).to.be.greaterThan(whole.length / PAGE);
    expect(found.harmless).to.be.greaterThan(0);

    writeFileSync(file, whole.subarray(0, whole.length / 2));
    expect(
      saidOf(() => {
        checkFile(file, { made: true });
      }),
    ).to.contain('damaged');
  });

  it('is refused when a page has forgotten a record, though all it still has is right', async () => {
    const folder = newFolder();
    await filled(folder, 300);
    const file = join(folder, 'data.mdb');
    const whole = readFileSync(file);
    let forgotten = 0;
    for (let at = 2 * PAGE; at < whole.length; at += PAGE) {
      const damaged = Buffer.from(whole);
      const lower = damaged.readUInt16LE(at + 20);
      if (damaged.readUInt16LE(at + 18) !== 2 || lower < 4) continue; // leaves only
      damaged.writeUInt16LE(lower - 2, at + 20);
      writeFileSync(file, damaged);
      const said = saidOf(() => {
        checkFile(file, { made: true });
      });
      if (said !== undefined) forgotten++; // else a free page
      if (said !== undefined) expect(said).to.contain('npm run restore');
    }
    expect(forgotten).to.be.greaterThan(5);
  });

  it('fails the statement that meets a damaged record while the engine serves, and no other', async () => {
    const folder = newFolder();
    await filled(folder);
    const engine = await openEngine({ folder, sync: false, spawn: spawnWorker });
    const client = await MongoClient.connect(engine.uri('x'));
    const rows = client.db('x').collection<Row>('rows');
    const path = join(folder, 'data.mdb');
    const bytes = readFileSync(path);
    for (let at = bytes.indexOf('s17\0'); at >= 0; at = bytes.indexOf('s17\0', at + 1))
      bytes[at + 1] = 0x39; // in the document, in the index
    writeFileSync(path, bytes, { flag: 'r+' });
    const read = await rows.findOne({ _id: 17 }).catch((error: unknown) => error);
    expect(read).to.be.instanceOf(MongoServerError).and.include({ code: 301 });
    expect((read as Error).message).to.contain('npm run restore');
    const written = rows.updateOne({ _id: 17 }, { $set: { text: '' } });
    expect(await written.catch((error: unknown) => error)).to.include({ code: 301 });
    expect(await rows.findOne({ _id: 18 })).to.include({ slot: 's18' });
    await rows.insertOne({ _id: 5_000, slot: 'new', text: '' });
    await client.close();
    await engine.close();
  });

  /** All that LMDB finds, as one text. */
  function recordsIn(folder: string): string {
    const { root: store, catalogue, documents, entries } = openEnvironment(folder, { sync: false });
    const all = [catalogue, documents, entries].flatMap((table) =>
      [...table.getRange({})].map(
        ({ key, value }) => `${key.toString('base64')} ${value.toString('base64')}`,
      ),
    );
    void store.close();
    return all.join('\n');
  }
});

function flip(page: Buffer, at: number): void {
  page[at] = (page[at] ?? 0) ^ (1 << Math.floor(Math.random() * 8));
}

function saidOf(work: () => void): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
