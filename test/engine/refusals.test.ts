import { chmodSync, chownSync, copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { rmSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { openEngine } from '../../src/engine/index.ts';
import { spawnWorker } from '../../src/platform/worker.ts';
import { useEngines } from '../support/engine-child.ts';

interface Row {
  _id: number;
  slot: string;
  text: string;
}

describe('where the engine cannot write, or may not open', function () {
  this.timeout(60_000);
  const { root, newFolder, prepared, started, serving } = useEngines();
  const rowsOf = ({ db }: Awaited<ReturnType<typeof serving>>) => db.collection<Row>('rows');

  const saysNo = (folder: string) =>
    openEngine({ folder, spawn: spawnWorker }).then(
      async (engine) => {
        await engine.close();
        return 'opened';
      },
      (error: unknown) => (error as Error).message,
    );

  it('disk full: a write is refused with OutOfDiskSpace, reads go on, nothing acknowledged is lost', async () => {
    const folder = newFolder();
    const full = await serving(folder, prepared({ blocks: 4_000 }));
    const fullRows = rowsOf(full);
    await fullRows.createIndex({ slot: 1 }, { unique: true }, {});
    const told: number[] = [];
    let refusal: unknown;
    for (let _id = 0; refusal === undefined && _id < 20_000; _id++)
      await fullRows.insertOne({ _id, slot: `s${_id}`, text: 'x'.repeat(2_000) }).then(
        () => told.push(_id),
        (error: unknown) => (refusal = error),
      );
    expect(refusal).to.be.instanceOf(mongoose.mongo.MongoServerError).and.include({ code: 14031 });
    expect(refusal).to.have.property('codeName', 'OutOfDiskSpace');
    expect(await fullRows.findOne({ slot: 's7' })).to.include({ _id: 7 });
    expect(await fullRows.countDocuments({})).to.equal(told.length);
    const again = fullRows.insertOne({ _id: -1, slot: 'more', text: 'x'.repeat(2_000) });
    expect(await again.catch((error: unknown) => error)).to.include({ code: 14031 });
    expect(await fullRows.countDocuments({})).to.equal(told.length);
    await full.end('SIGKILL');

    const roomy = await serving(folder);
    const roomyRows = rowsOf(roomy);
    expect(await roomy.verify()).to.deep.include({ faults: [] });
    expect((await roomyRows.find().toArray()).map(({ _id }) => _id)).to.deep.equal(told);
    await roomyRows.insertOne({ _id: -1, slot: 'more', text: '' });
    await roomy.end('SIGTERM');
  });

  for (const how of ['SIGTERM', 'SIGKILL'] as const)
    it(`file missing: is not begun anew (the owner ended by ${how})`, async () => {
      const folder = newFolder();
      const first = await serving(folder);
      await rowsOf(first).insertOne({ _id: 1, slot: '', text: '' });
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
      expect(await rowsOf(second).countDocuments({})).to.equal(1);
      await second.end('SIGTERM');
    });

  it('folder read-only: is named', async () => {
    const folder = newFolder();
    const made = await serving(folder);
    await rowsOf(made).insertOne({ _id: 1, slot: '', text: '' });
    await made.end('SIGTERM');
    const before = readFileSync(join(folder, 'data.mdb'));
    const isRoot = process.getuid?.() === 0; // who may write everywhere
    if (isRoot) {
      chmodSync(root, 0o755);
      for (const name of readdirSync(folder)) chownSync(join(folder, name), 65_534, 65_534);
      chownSync(folder, 65_534, 65_534);
    }
    chmodSync(folder, 0o500);
    const child = started(folder, isRoot ? ' 65534' : '');
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
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
    if (real?.() !== 0) return; // only root can make a folder somebody else's
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
});
