import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { useBundle } from '../support/bundle.ts';

interface Row {
  _id: number;
  slot: string;
  tags: number[];
}

describe('npm run backup and npm run restore', function () {
  this.timeout(60_000);
  const root = mkdtempSync(join(tmpdir(), 'suhang-backup-'));
  const built = useBundle(
    ['backup', 'restore', 'engine']
      .map((one) => `src/app/${one}.ts`)
      .concat('src/engine/worker.ts'),
  );
  const children = new Set<ChildProcess>();
  after(() => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(root, { recursive: true, force: true });
  });

  /** An installation's folders. */
  const site = (name: string) => ({
    PATH: '/nowhere',
    DATABASE: 'embedded',
    DATA_DIR: join(root, name, 'data'),
    UPLOADS_DIR: join(root, name, 'uploads'),
  });
  const [here, there] = [site('here'), site('there')];

  async function serving({ DATA_DIR }: { DATA_DIR: string }) {
    const child = spawn(process.execPath, [built('engine.ts'), '--data', DATA_DIR]);
    children.add(child);
    const [uri] = (await once(child.stdout, 'data')) as [Buffer];
    const client = await mongoose.mongo.MongoClient.connect(uri.toString().trim());
    return {
      rows: client.db('suhang').collection<Row>('rows'),
      verify: () => client.db('admin').command({ engineStats: 1, verify: true }),
      async stop() {
        await client.close();
        child.kill('SIGINT');
        await once(child, 'exit');
      },
    };
  }

  const run = (program: string, args: readonly string[], env: Record<string, string>) =>
    new Promise<{ code: number; said: string }>((resolve) => {
      execFile(process.execPath, [built(program), ...args], { env }, (error, out, err) => {
        resolve({ code: error ? Number(error.code) : 0, said: out + err });
      });
    });

  function upload(text: string): string {
    const name = createHash('sha256').update(text).digest('hex');
    mkdirSync(join(here.UPLOADS_DIR, name.slice(0, 2)), { recursive: true });
    writeFileSync(join(here.UPLOADS_DIR, name.slice(0, 2), name), text);
    return join(name.slice(0, 2), name);
  }

  it('keep every write that was acknowledged before the backup began, with whole indexes, and the files', async () => {
    const store = await serving(here);
    await store.rows.createIndex({ slot: 1 }, { unique: true }, {});
    await store.rows.createIndex({ tags: 1 }, {}, {});
    const files = ['one', 'two'].map(upload);
    writeFileSync(join(here.DATA_DIR, 'secrets.json'), '{"INSTALLATION_SECRET":"kept"}');

    const told: number[] = [];
    const over = new AbortController();
    const write = async (writer: number) => {
      for (let i = writer; !over.signal.aborted; i += 8) {
        await store.rows.insertOne({ _id: i, slot: `s${i}`, tags: [i, i + 1] });
        told.push(i);
      }
    };
    const writing = Promise.all(Array.from({ length: 8 }, (_, i) => write(i)));
    while (told.length < 500) await new Promise((resolve) => setTimeout(resolve, 10));
    const before = [...told];
    const made = await run('backup.ts', ['--to', join(root, 'copy')], here);
    const during = told.length - before.length;
    over.abort();
    await writing;
    await store.stop();
    expect(made.said).to.contain('2 files').and.to.contain('secrets.json');
    expect(made.code).to.equal(0);
    expect(during).to.be.greaterThan(0);

    const put = await run('restore.ts', ['--from', join(root, 'copy')], there);
    expect(put.said).to.contain('all as they should be');
    const copy = await serving(there);
    const ids = new Set((await copy.rows.find().toArray()).map(({ _id }) => _id));
    expect(before.filter((id) => !ids.has(id))).to.deep.equal([]);
    expect([...ids].filter((id) => !told.includes(id))).to.deep.equal([]);
    expect(await copy.verify()).to.deep.include({ faults: [], indexes: 3 });
    await copy.stop();
    for (const file of files)
      expect(readFileSync(join(there.UPLOADS_DIR, file), 'utf8')).to.be.oneOf(['one', 'two']);
    expect(readFileSync(join(there.DATA_DIR, 'secrets.json'), 'utf8')).to.contain('kept');
  });

  it('never go over what is there: neither a backup over a backup nor a restore over data', async () => {
    const again = await run('backup.ts', ['--to', join(root, 'copy')], here);
    expect([again.code, again.said]).to.satisfy(
      ([code, said]: [number, string]) => code === 1 && said.includes('holds something already'),
    );
    const data = readFileSync(join(there.DATA_DIR, 'engine', 'data.mdb'));
    const over = await run('restore.ts', ['--from', join(root, 'copy')], there);
    expect(over.code).to.equal(1);
    expect(over.said).to.contain('Restore into an empty place');
    expect(readFileSync(join(there.DATA_DIR, 'engine', 'data.mdb')).equals(data)).to.equal(true);
  });

  it('refuse a folder that is no whole backup, and files that are not what their names say', async () => {
    const empty = site('empty');
    const none = await run('restore.ts', ['--from', join(root, 'here')], empty);
    expect([none.code, none.said.includes('no whole backup')]).to.deep.equal([1, true]);
    expect(existsSync(empty.DATA_DIR)).to.equal(false);

    writeFileSync(join(root, 'copy', 'uploads', upload('one')), 'another');
    const odd = await run('restore.ts', ['--from', join(root, 'copy')], empty);
    expect([odd.code, odd.said.includes('The backup is damaged')]).to.deep.equal([1, true]);
  });

  it('refuse a server, and name its own tool', async () => {
    const env = { ...here, MONGODB_URI: 'mongodb://localhost/x' };
    const { code, said } = await run('backup.ts', ['--to', join(root, 'other')], env);
    expect([code, said.includes('mongodump')]).to.deep.equal([1, true]);
  });
});
