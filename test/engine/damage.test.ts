import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, copyFileSync, existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { openEngine } from '../../src/engine/index.ts';
import { openEnvironment } from '../../src/engine/storage/environment.ts';
import { checkFile, sumOf } from '../../src/engine/storage/file.ts';
import { spawnWorker } from '../../src/platform/worker.ts';
import { useBundle } from '../support/bundle.ts';

const PAGE = 4096;
const { MongoClient, MongoServerError } = mongoose.mongo;

interface Row {
  _id: number;
  slot: string;
  text: string;
}

describe('what the engine refuses, with the data untouched', function () {
  this.timeout(60_000);
  const root = mkdtempSync(join(tmpdir(), 'suhang-damage-'));
  const built = useBundle(['test/engine/kill.child.ts', 'src/engine/worker.ts']);
  const children = new Set<ChildProcess>();
  let folders = 0;
  after(() => {
    for (const child of children) child.kill('SIGKILL');
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

  async function serving(folder: string, limit?: { blocks: number }) {
    const program = `exec '${process.execPath}' '${built('kill.child.ts')}'`;
    const child = spawn('bash', ['-c', limit ? `ulimit -f ${limit.blocks}; ${program}` : program], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    children.add(child);
    child.stdin.write(`${folder}\n`);
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    const client = await MongoClient.connect(said.toString().split(' ')[0] ?? '');
    return {
      rows: client.db('x').collection<Row>('rows'),
      verify: () => client.db('admin').command({ engineStats: 1, verify: true }),
      async end(signal: NodeJS.Signals) {
        await client.close();
        child.kill(signal);
        await once(child, 'exit');
      },
    };
  }

  it('disk full: a write is refused with OutOfDiskSpace, reads go on, nothing acknowledged is lost', async () => {
    const folder = newFolder();
    const full = await serving(folder, { blocks: 4_000 });
    await full.rows.createIndex({ slot: 1 }, { unique: true }, {});
    const told: number[] = [];
    let refusal: unknown;
    for (let _id = 0; refusal === undefined && _id < 20_000; _id++)
      await full.rows.insertOne({ _id, slot: `s${_id}`, text: 'x'.repeat(2_000) }).then(
        () => told.push(_id),
        (error: unknown) => (refusal = error),
      );
    expect(refusal).to.be.instanceOf(MongoServerError).and.include({ code: 14031 });
    expect(refusal).to.have.property('codeName', 'OutOfDiskSpace');
    expect(await full.rows.findOne({ slot: 's7' })).to.include({ _id: 7 });
    expect(await full.rows.countDocuments({})).to.equal(told.length);
    const again = full.rows.insertOne({ _id: -1, slot: 'more', text: 'x'.repeat(2_000) });
    expect(await again.catch((error: unknown) => error)).to.include({ code: 14031 });
    expect(await full.rows.countDocuments({})).to.equal(told.length);
    await full.end('SIGKILL');

    const roomy = await serving(folder);
    expect(await roomy.verify()).to.deep.include({ faults: [] });
    expect((await roomy.rows.find().toArray()).map(({ _id }) => _id)).to.deep.equal(told);
    await roomy.rows.insertOne({ _id: -1, slot: 'more', text: '' });
    await roomy.end('SIGTERM');
  });

  for (const how of ['SIGTERM', 'SIGKILL'] as const)
    it(`file missing: is not begun anew (the owner ended by ${how})`, async () => {
      const folder = newFolder();
      const first = await serving(folder);
      await first.rows.insertOne({ _id: 1, slot: '', text: '' });
      await first.end(how);
      copyFileSync(join(folder, 'data.mdb'), join(root, 'kept'));
      rmSync(join(folder, 'data.mdb'));
      for (let time = 0; time < 2; time++)
        expect(await saysNo(folder))
          .to.contain('is missing')
          .and.contain('npm run restore');
      expect(readdirSync(folder)).to.not.include('data.mdb');
      copyFileSync(join(root, 'kept'), join(folder, 'data.mdb'));
      const second = await serving(folder);
      expect(await second.rows.countDocuments({})).to.equal(1);
      await second.end('SIGTERM');
    });

  it('folder read-only: is named', async () => {
    const folder = newFolder();
    await filled(folder);
    const before = readFileSync(join(folder, 'data.mdb'));
    const isRoot = process.getuid?.() === 0; // who may write everywhere
    if (isRoot) {
      chmodSync(root, 0o755);
      for (const name of readdirSync(folder)) chownSync(join(folder, name), 65_534, 65_534);
      chownSync(folder, 65_534, 65_534);
    }
    chmodSync(folder, 0o500);
    const child = spawn(process.execPath, [built('kill.child.ts')]);
    children.add(child);
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stdin.write(isRoot ? `${folder} 65534\n` : `${folder}\n`);
    const [code] = (await once(child, 'close')) as unknown[];
    expect(code).to.equal(1);
    expect(said).to.contain('EACCES').and.contain(folder);
    expect(readFileSync(join(folder, 'data.mdb')).equals(before)).to.equal(true);
    chmodSync(folder, 0o700);
  });

  it('wrong owner: neither a data folder nor a socket folder of somebody else is used', async () => {
    const folder = join(newFolder(), 'long'.repeat(30));
    const real = process.getuid;
    mkdirSync(folder, { recursive: true });
    process.getuid = () => 12_345;
    expect(await saysNo(folder))
      .to.contain('belongs to another user')
      .and.contain(folder);
    if (real) process.getuid = real;
    if (process.getuid?.() !== 0) return; // only root can make a folder somebody else's
    const engine = await openEngine({ folder, spawn: spawnWorker });
    const socket = decodeURIComponent(/mongodb:\/\/([^/]+)/.exec(engine.uri('x'))?.[1] ?? '');
    await engine.close();
    const elsewhere = join(socket, '..');
    chownSync(elsewhere, 12_345, 12_345);
    expect(await saysNo(folder))
      .to.contain('belongs to another user')
      .and.contain(elsewhere);
    rmSync(elsewhere, { recursive: true });
  });

  it('a file that was changed after it was closed, wherever: one bit is enough', async () => {
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

  it('a damaged page anywhere, also after a kill: whatever a record can be reached by is checked', async () => {
    const folder = newFolder();
    await filled(folder, process.env['LONG'] ? 1_200 : 300);
    const whole = readFileSync(join(folder, 'data.mdb'));
    const content = recordsIn(folder);
    const damages: Record<string, (page: Buffer) => void> = {
      zeros: (page) => page.fill(0),
      ones: (page) => page.fill(0xff),
      noise: (page) => page.forEach((_, i) => (page[i] = Math.floor(Math.random() * 256))),
      'a bit of the head': (page) => flip(page, Math.floor(Math.random() * 24)),
      'a bit of the places': (page) => flip(page, 24 + Math.floor(Math.random() * 64)),
      'a bit of the records': (page) => flip(page, 2_048 + Math.floor(Math.random() * 2_048)),
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

  it('a record that is damaged while the engine serves: the statement fails, its neighbours do not', async () => {
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
